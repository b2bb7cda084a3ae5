// 政策体检: the facts of one enterprise on the left, what every item says of it on the right.
import { useLocation } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { dateToChinese, type Finding, type Program, parseDate } from '#lang'
import { useProgram } from '../api.ts'
import { type Clause, ClauseDrawer } from '../ui/ClauseDrawer.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { useWide } from '../ui/useWide.ts'
import { words } from '../words.zh.ts'
import { FactForm } from './FactForm.tsx'
import { FieldProvider } from './FieldContext.ts'
import { Findings } from './Findings.tsx'
import { countAnswered } from './facts.ts'
import { groupFindings, totalsOf } from './findingGroups.ts'
import { NextQuestion } from './NextQuestion.tsx'
import { SampleBar } from './SampleBar.tsx'
import { Summary } from './Summary.tsx'
import { useCheckup } from './useCheckup.ts'

const fieldPrefix = 'field-'

export function CheckupPage() {
  usePageTitle(words.checkup.title)
  const program = useProgram()
  const checkup = useCheckup(program)
  const { draft, vocabulary, problems, year, findings, change } = checkup
  const wide = useWide()
  const [formOpen, setFormOpen] = useState(false)
  const [sought, setSought] = useState<{ readonly fact: string }>()
  const [clause, setClause] = useState<Clause>()
  const target = useTarget()

  const groups = useMemo(() => groupFindings(findings), [findings])
  const totals = useMemo(() => totalsOf(groups), [groups])
  const years = useMemo(() => [year - 1, year - 2, year - 3], [year])
  const date = dateToChinese(parseDate(checkup.typedDate) ?? 0)

  useEffect(() => {
    if (sought) focusField(sought.fact)
  }, [sought])

  const seek = (fact: string) => {
    setFormOpen(true)
    setSought({ fact })
  }
  return (
    <div className="checkup">
      <h1>{words.checkup.title}</h1>
      <p className="lead">{words.checkup.lead}</p>
      <SampleBar checkup={checkup} />
      <div className="checkup-columns">
        <section className="form-panel" aria-label={words.form.title}>
          <FormHead
            answered={countAnswered(draft.facts)}
            foldable={!wide}
            open={formOpen}
            onToggle={() => setFormOpen(!formOpen)}
          />
          {(wide || formOpen) && (
            <FieldProvider
              value={{ vocabulary, facts: draft.facts, problems, years, idPrefix: fieldPrefix, change }}
            >
              <FactForm groups={checkup.groups} sought={sought?.fact} />
            </FieldProvider>
          )}
        </section>
        <div className="answers" aria-busy={checkup.isBehind}>
          <NextQuestion checkup={checkup} years={years} />
          <Summary totals={totals} groups={groups} date={date} />
          <Findings
            groups={groups}
            target={target}
            onSeek={seek}
            onClause={(finding) => setClause(clauseOf(program, finding))}
          />
        </div>
      </div>
      <ClauseDrawer clause={clause} onClose={() => setClause(undefined)} />
    </div>
  )
}

type HeadProps = {
  readonly answered: number
  readonly foldable: boolean
  readonly open: boolean
  readonly onToggle: () => void
}

function FormHead({ answered, foldable, open, onToggle }: HeadProps) {
  return (
    <div className="form-head">
      <h2>{words.form.title}</h2>
      <span className="form-count">{words.form.answered(answered)}</span>
      {foldable && (
        <Button onClick={onToggle} aria-expanded={open}>
          {open ? words.form.close : words.form.open}
        </Button>
      )}
    </div>
  )
}

/** The item that the address names; its card is brought into view once the groups have opened. */
function useTarget(): string {
  const target = useLocation({ select: ({ hash }) => hash })
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

/** After the form has opened and unfolded: brings a field into view with the focus in it. */
function focusField(fact: string) {
  requestAnimationFrame(() => {
    const field =
      document.getElementById(`${fieldPrefix}${fact}`) ??
      document.getElementById(`${fieldPrefix}${fact}-name`)
    const frame = field?.closest('.field') ?? field
    frame?.scrollIntoView({ block: 'center' })
    frame?.querySelector<HTMLElement>('input, select, button')?.focus({ preventScroll: true })
  })
}
