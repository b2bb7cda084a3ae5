// The form's state → findings and questions, evaluated in the browser while a person types.
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { evaluate, nextQuestions, type Program, parseDate, type Subject } from '#lang'
import type { ProfileReply } from '#server/api/firm/profile.ts'
import type { SampleReply } from '#server/api/getSamples.ts'
import { todayInChina } from '../ui/dates.ts'
import { type Draft, emptyDraft, loadDraft, saveDraft } from './draft.ts'
import { countAnswered, type Facts, type Path, withChineseNames, withValue } from './facts.ts'
import { fieldsOf, neededFacts } from './formGroups.ts'
import { readFacts } from './readFacts.ts'
import { factsIn, placeFacts, recipientsOf, usualKind } from './recipients.ts'

export type Checkup = ReturnType<typeof useCheckup>

export function useCheckup(program: Program) {
  const [draft, setDraft] = useState<Draft>(loadDraft)
  useEffect(() => saveDraft(draft), [draft])

  const { vocabulary } = program
  const recipients = useMemo(() => recipientsOf(program), [program])
  const places = useMemo(() => placeFacts(program), [program])
  const today = todayInChina()
  const kindOf = (each: Draft) => recipients.find(({ kind }) => kind === each.kind)?.kind ?? usualKind

  // Typing stays quick on a slow phone: the answer may follow a moment later.
  const seen = useDeferredValue(draft)
  const { facts } = seen
  const kind = kindOf(seen)
  const day = parseDate(seen.at ?? today) ?? dayOf(today)
  const { subject, problems } = useMemo(() => readFacts(kind, facts, vocabulary), [kind, facts, vocabulary])
  const answers = useMemo(() => evaluate(program, subject, { at: day }), [program, subject, day])
  const without = seen.without ?? none
  const findings = useMemo(
    () => answers.filter(({ policy }) => !without.includes(policy)),
    [answers, without],
  )
  const questions = useMemo(() => nextQuestions(findings), [findings])
  const needed = useMemo(() => neededFacts(findings, vocabulary), [findings, vocabulary])
  const placed = usePlacedFacts(facts, places.map(({ name }) => name).join(' '))
  const fields = useMemo(() => {
    const { subject } = readFacts(kind, placed, vocabulary)
    return fieldsOf(vocabulary, importanceOf(program, subject, { at: day, without }))
  }, [program, vocabulary, kind, placed, day, without])

  const change = useCallback(
    (path: Path, value: unknown) =>
      setDraft((before) => ({ ...before, facts: withValue(before.facts, path, value) })),
    [],
  )
  const set = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }))
  // Whatever is put in the place of typed facts can be taken back.
  const [replaced, setReplaced] = useState<Draft>()
  const replace = (next: Draft) => {
    setReplaced(countAnswered(draft.facts) > 0 ? draft : undefined)
    // Which documents to check is a choice about the library, not about one enterprise.
    setDraft({ ...next, ...(draft.without && { without: draft.without }) })
  }
  const takeSample = ({ id, at, subject: kind, facts: given }: SampleReply) =>
    replace({ sample: id, kind, ...(at && { at }), facts: withChineseNames(given, vocabulary) })

  const takeStored = ({ subject: { id, kind }, asOf, facts: known }: ProfileReply) =>
    replace({ stored: { subject: id, asOf }, kind, facts: withChineseNames(known, vocabulary) })

  return {
    draft,
    /** The answer shown is still that of a moment ago. */
    isBehind: seen !== draft,
    recipients,
    /** Who asks, as chosen; what is shown may be a moment behind. */
    kind: kindOf(draft),
    places,
    typedDate: draft.at ?? today,
    dateIsWrong: draft.at !== undefined && parseDate(draft.at) === undefined,
    day,
    vocabulary,
    subject,
    problems,
    /** Of all documents, whether they are to be checked or not. */
    answers,
    without: draft.without ?? none,
    findings,
    questions,
    needed,
    fields,
    change,
    setKind: (next: string) => set({ kind: next }),
    setDate: (at: string) => set({ at }),
    setWithout: (next: readonly string[]) => set({ without: next }),
    clear: () => replace({ ...emptyDraft, ...(draft.kind && { kind: draft.kind }) }),
    takeSample,
    takeStored,
    /** Nothing stays of what was stored of somebody. */
    forget: () => {
      setReplaced(undefined)
      setDraft(emptyDraft)
    },
    restore: replaced && (() => replace(replaced)),
  }
}

const none: readonly string[] = []

/** What is known of the place alone; the same object as long as that does not change. */
function usePlacedFacts(facts: Facts, names: string): Facts {
  const known = JSON.stringify(names.split(' ').map((name) => [name, facts[name]]))
  return useMemo(() => Object.fromEntries(JSON.parse(known)), [known])
}

type Scope = { readonly at: number; readonly without: readonly string[] }

// Ranked for a subject of which only the place is known, so that the form does not rearrange itself under a person's hands.
function importanceOf(
  program: Program,
  subject: Subject,
  { at, without }: Scope,
): ReadonlyMap<string, number> {
  const policies = program.policies.map(({ document }) => document.id).filter((id) => !without.includes(id))
  const asked = nextQuestions(evaluate(program, subject, { at, policies })).map(
    ({ fact, path }) => path?.collection ?? fact,
  )
  const derivations = new Map(program.vocabulary.facts.map(({ name, derivation }) => [name, derivation]))
  const order = asked.flatMap((name) => [name, ...factsIn(derivations.get(name))])
  return new Map([...new Set(order)].map((name, rank) => [name, rank]))
}

function dayOf(iso: string): number {
  const day = parseDate(iso)
  if (day === undefined) throw new Error(`not a date: ${iso}`)
  return day
}
