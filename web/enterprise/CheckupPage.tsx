// 政策体检: who asks and where, the facts on the left, what every item says of them on the right.
import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { Button } from 'antd'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { dateToChinese, type Finding, type Program } from '#lang'
import { useProgram } from '../api.ts'
import { type Clause, ClauseDrawer } from '../ui/ClauseDrawer.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { useWide } from '../ui/useWide.ts'
import { words } from '../words.zh.ts'
import { AnswerActions } from './AnswerActions.tsx'
import { documentsOf } from './DocumentFilter.tsx'
import { FactForm } from './FactForm.tsx'
import { FieldProvider } from './FieldContext.ts'
import { Findings } from './Findings.tsx'
import { countAnswered } from './facts.ts'
import { groupFindings, totalsOf } from './findingGroups.ts'
import { arrange } from './formGroups.ts'
import { NextQuestion } from './NextQuestion.tsx'
import { PackagePanel } from './PackagePanel.tsx'
import { SampleBar } from './SampleBar.tsx'
import { SaveBar } from './SaveBar.tsx'
import { ScopeBar } from './ScopeBar.tsx'
import { StoredBar } from './StoredBar.tsx'
import { Summary } from './Summary.tsx'
import { useSteadyArrangement } from './steadyForm.ts'
import { originsOf, profileOf } from './stored.ts'
import { type Checkup, useCheckup } from './useCheckup.ts'

const fieldPrefix = 'field-'

export function CheckupPage() {
  usePageTitle(words.checkup.title)
  const program = useProgram()
  const checkup = useCheckup(program)
  const { draft, vocabulary, problems, day, kind, findings, change } = checkup
  const wide = useWide()
  const [formOpen, setFormOpen] = useState(false)
  const [search, setSearch] = useState('')
  const [sought, setSought] = useState<{ readonly fact: string }>()
  const [clause, setClause] = useState<Clause>()
  const target = useTarget(program, checkup)

  const formPanel = useRef<HTMLElement>(null)
  const latest = useArrangement(checkup, sought?.fact)
  const arrangement = useSteadyArrangement(latest, checkup.isBehind, formPanel)
  const documents = documentsOf(program, checkup)
  const titles = useMemo(() => documentTitles(program, findings), [program, findings])
  const groups = useMemo(() => groupFindings(findings), [findings])
  const totals = useMemo(() => totalsOf(groups), [groups])
  const years = useMemo(() => yearsBefore(day), [day])
  const origins = useOrigins(checkup)

  // The form may have to open and let the field in before it can be reached; once reached, it does not call again.
  const reached = useRef<typeof sought>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new arrangement may have brought the field
  useEffect(() => {
    if (sought && sought !== reached.current && focusField(sought.fact)) reached.current = sought
  }, [sought, arrangement])

  // Kept the same while a person types, so that the answers are drawn again only when they are others.
  const seek = useCallback((fact: string) => {
    setFormOpen(true)
    setSearch('')
    setSought({ fact })
  }, [])
  const openClause = useCallback((finding: Finding) => setClause(clauseOf(program, finding)), [program])
  return (
    <div className="checkup">
      <h1>{words.checkup.title}</h1>
      <p className="lead">{words.checkup.lead}</p>
      <FieldProvider
        value={{
          ...{ vocabulary, facts: draft.facts, problems, years, idPrefix: fieldPrefix, change },
          ...{ applicant: draft.stored?.subject, ...origins },
        }}
      >
        <StoredBar checkup={checkup} />
        <ScopeBar checkup={checkup} documents={documents} />
        <SampleBar checkup={checkup} />
        <div className="checkup-columns">
          <section className="form-panel" aria-label={words.form.title(kind)} ref={formPanel}>
            <FormHead
              title={words.form.title(kind)}
              answered={countAnswered(draft.facts)}
              foldable={!wide}
              open={formOpen}
              onToggle={() => setFormOpen(!formOpen)}
            />
            {(wide || formOpen) && (
              <FactForm
                title={words.form.title(kind)}
                arrangement={arrangement}
                search={search}
                onSearch={setSearch}
              />
            )}
          </section>
          <div className="answers" aria-busy={checkup.isBehind}>
            <NextQuestion checkup={checkup} years={years} />
            <Summary totals={totals} groups={groups} date={dateToChinese(day)} />
            <PackagePanel program={program} subject={checkup.subject} findings={findings} day={day} />
            <AnswerActions checkup={checkup} />
            <SaveBar checkup={checkup} />
            <Findings groups={groups} titles={titles} target={target} onSeek={seek} onClause={openClause} />
          </div>
        </div>
      </FieldProvider>
      <ClauseDrawer clause={clause} onClose={() => setClause(undefined)} />
    </div>
  )
}

/** Where the stored facts come from with which the form was filled. */
function useOrigins({ draft: { stored }, vocabulary }: Checkup) {
  const { data } = useQuery({ ...profileOf(stored?.subject ?? 0), enabled: stored !== undefined })
  return useMemo(
    () => (stored && data ? { origins: originsOf(data, vocabulary) } : {}),
    [stored, data, vocabulary],
  )
}

type HeadProps = {
  readonly title: string
  readonly answered: number
  readonly foldable: boolean
  readonly open: boolean
  readonly onToggle: () => void
}

function FormHead({ title, answered, foldable, open, onToggle }: HeadProps) {
  return (
    <div className="form-head">
      <h2>{title}</h2>
      <span className="form-count">{words.form.answered(answered)}</span>
      {foldable && (
        <Button onClick={onToggle} aria-expanded={open}>
          {open ? words.form.close : words.form.open}
        </Button>
      )}
    </div>
  )
}

/** What the form would show at this moment. The place is asked above the form and not once more in it. */
function useArrangement(checkup: Checkup, sought: string | undefined) {
  const { draft, fields, kind, needed, places, problems } = checkup
  return useMemo(() => {
    const answered = Object.entries(draft.facts).filter(([, value]) => value !== undefined)
    const troubled = [...problems.keys()].map((place) => place.split('.')[0] ?? '')
    const kept = new Set([...answered.map(([name]) => name), ...troubled, sought ?? ''])
    const above = new Set(places.map(({ name }) => name))
    return arrange(
      fields.filter(({ name }) => !above.has(name)),
      { kind, needed, kept },
    )
  }, [draft.facts, fields, kind, needed, places, problems, sought])
}

/** With several documents in force a card has to say whose it is; with one it would only repeat it. */
function documentTitles({ policies }: Program, findings: readonly Finding[]): ReadonlyMap<string, string> {
  const inForce = new Set(
    findings.filter(({ outcome }) => outcome !== 'not_in_force').map(({ policy }) => policy),
  )
  if (inForce.size < 2) return new Map()
  return new Map(policies.map(({ document }) => [document.id, document.title]))
}

function yearsBefore(day: number): number[] {
  const year = new Date(day * 86_400_000).getUTCFullYear()
  return [year - 1, year - 2, year - 3]
}

/** The item that the address names; its document is checked, and its card is brought into view once the groups have opened. */
function useTarget({ policies }: Program, { without, setWithout }: Checkup): string {
  const target = useLocation({ select: ({ hash }) => hash })
  const source = policies.find(({ items }) => items.some(({ id }) => id === target))?.document.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: only on arrival; afterwards the person may leave the document out
  useEffect(() => {
    if (source && without.includes(source)) setWithout(without.filter((id) => id !== source))
  }, [source])
  useEffect(() => {
    if (!target) return
    const frame = requestAnimationFrame(() =>
      document.getElementById(target)?.scrollIntoView({ block: 'start' }),
    )
    return () => cancelAnimationFrame(frame)
  }, [target])
  return target
}

function clauseOf(program: Program, finding: Finding): Clause | undefined {
  const policy = program.policies.find(({ document }) => document.id === finding.policy)
  if (!policy) return undefined
  const citations = [
    ...finding.citations,
    ...finding.reasons.flatMap((reason) => reason.citations),
    ...finding.caps.flatMap((cap) => cap.citations),
    ...finding.parts.flatMap((part) => part.citations),
  ]
  return { policy, article: finding.article, citations }
}

/** Brings a field into view with the focus in it; false while the form does not show it. */
function focusField(fact: string): boolean {
  const field =
    document.getElementById(`${fieldPrefix}${fact}`) ?? document.getElementById(`${fieldPrefix}${fact}-name`)
  const frame = field?.closest('.field') ?? field
  frame?.scrollIntoView({ block: 'center' })
  frame?.querySelector<HTMLElement>('input, select, button')?.focus({ preventScroll: true })
  return frame !== null
}
