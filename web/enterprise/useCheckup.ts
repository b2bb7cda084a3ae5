// The form's state → findings and questions, evaluated in the browser while a person types.
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { evaluate, type IrExpr, nextQuestions, type Program, parseDate } from '#lang'
import type { SampleReply } from '#server/api/getSamples.ts'
import { type Draft, emptyDraft, loadDraft, saveDraft } from './draft.ts'
import { countAnswered, type Path, withChineseNames, withValue } from './facts.ts'
import { groupFields } from './formGroups.ts'
import { readFacts, subjectKind } from './readFacts.ts'
import { todayInChina } from './today.ts'

export type Checkup = ReturnType<typeof useCheckup>

export function useCheckup(program: Program) {
  const [draft, setDraft] = useState<Draft>(loadDraft)
  useEffect(() => saveDraft(draft), [draft])

  const { vocabulary } = program
  const today = todayInChina()
  const typedDate = draft.at ?? today
  const chosenDay = parseDate(typedDate)
  const day = chosenDay ?? dayOf(today)

  // Typing stays quick on a slow phone: the answer may follow a moment later.
  const facts = useDeferredValue(draft.facts)
  const { subject, problems } = useMemo(() => readFacts(facts, vocabulary), [facts, vocabulary])
  const findings = useMemo(() => evaluate(program, subject, { at: day }), [program, subject, day])
  const questions = useMemo(() => nextQuestions(findings), [findings])
  const groups = useMemo(
    () => groupFields(vocabulary, subjectKind, importanceOf(program, day)),
    [program, vocabulary, day],
  )

  const change = useCallback(
    (path: Path, value: unknown) =>
      setDraft((before) => ({ ...before, facts: withValue(before.facts, path, value) })),
    [],
  )
  const setDate = (at: string) => setDraft((before) => ({ ...before, at }))
  // Whatever is put in the place of typed facts can be taken back.
  const [replaced, setReplaced] = useState<Draft>()
  const replace = (next: Draft) => {
    setReplaced(countAnswered(draft.facts) > 0 ? draft : undefined)
    setDraft(next)
  }
  const takeSample = ({ id, at, facts: given }: SampleReply) =>
    replace({ sample: id, ...(at && { at }), facts: withChineseNames(given, vocabulary) })

  return {
    draft,
    /** The answer shown is still that of a moment ago. */
    isBehind: facts !== draft.facts,
    typedDate,
    dateIsWrong: chosenDay === undefined,
    year: Number(new Date(day * 86_400_000).getUTCFullYear()),
    vocabulary,
    problems,
    findings,
    questions,
    groups,
    change,
    setDate,
    clear: () => replace(emptyDraft),
    takeSample,
    restore: replaced && (() => replace(replaced)),
  }
}

// Ranked for an enterprise of which nothing is known, so that the form does not rearrange itself under a person's hands.
function importanceOf(program: Program, at: number): ReadonlyMap<string, number> {
  const { subject } = readFacts({}, program.vocabulary)
  const asked = nextQuestions(evaluate(program, subject, { at })).map(
    ({ fact, path }) => path?.collection ?? fact,
  )
  const derivations = new Map(program.vocabulary.facts.map(({ name, derivation }) => [name, derivation]))
  const order = asked.flatMap((name) => [name, ...factsIn(derivations.get(name))])
  return new Map([...new Set(order)].map((name, rank) => [name, rank]))
}

/** What a derived fact is reckoned from matters as much as the derived fact. */
function factsIn(expr: IrExpr | undefined): string[] {
  if (expr?.kind === 'fact') return [expr.name]
  return expr?.kind === 'call' ? expr.args.flatMap(factsIn) : []
}

function dayOf(iso: string): number {
  const day = parseDate(iso)
  if (day === undefined) throw new Error(`not a date: ${iso}`)
  return day
}
