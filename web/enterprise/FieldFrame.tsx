// Around every control: its name, its question, who knows the answer, 不清楚, and what is wrong with what was typed.
import { Checkbox } from 'antd'
import type { ReactNode } from 'react'
import type { Authority } from '#lang'
import { words } from '../words.zh.ts'

type Props = {
  readonly id: string
  readonly name: string
  readonly question: string
  readonly authority: Authority
  readonly note?: string | undefined
  readonly value: unknown
  readonly problem: string | undefined
  readonly mayNotApply: boolean
  readonly set: (value: unknown) => void
  /** One control takes a label; several form a named group; radio buttons and lists refer to the name themselves. */
  readonly naming: 'label' | 'group' | 'reference'
  /** Choices offer 不清楚 among themselves; everything else has it as a box to tick. */
  readonly absences: boolean
  /** The control itself says what is wrong. */
  readonly saysProblem?: boolean
  readonly children: ReactNode
}

export function FieldFrame(props: Props) {
  const { id, name, question, authority, note, value, problem, naming, absences, saysProblem, children } =
    props
  const state = problem ? 'wrong' : value === undefined ? 'empty' : value === null ? 'unclear' : 'answered'
  const label = (
    <>
      {name}
      {authority.kind !== 'applicant' && <span className="field-authority">{authorityWords(authority)}</span>}
      {state === 'unclear' && <span className="field-unclear">{words.field.unclear}</span>}
    </>
  )
  const parts = (
    <>
      {naming === 'label' ? (
        <label className="field-name" htmlFor={id}>
          {label}
        </label>
      ) : (
        <div className="field-name" id={`${id}-name`}>
          {label}
        </div>
      )}
      <p className="field-question" id={`${id}-question`}>
        {question}
      </p>
      {note && (
        <details className="field-note">
          <summary>{words.field.note}</summary>
          {note}
        </details>
      )}
      {children}
      {absences && <Absences {...props} />}
      {problem && !saysProblem && (
        <p className="field-problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </>
  )
  const className = `field field-${state}`
  if (naming !== 'group') return <div className={className}>{parts}</div>
  return (
    <fieldset className={className} aria-labelledby={`${id}-name`} {...describedBy(id, problem)}>
      {parts}
    </fieldset>
  )
}

function Absences({ name, value, mayNotApply, set }: Props) {
  return (
    <div className="field-absences">
      <Checkbox
        checked={value === null}
        onChange={(event) => set(event.target.checked ? null : undefined)}
        aria-label={`${name}：${words.field.unclear}`}
      >
        {words.field.unclear}
      </Checkbox>
      {mayNotApply && (
        <Checkbox
          checked={value === words.field.notApplicable}
          onChange={(event) => set(event.target.checked ? words.field.notApplicable : undefined)}
          aria-label={`${name}：${words.field.notApplicable}`}
        >
          {words.field.notApplicable}
        </Checkbox>
      )}
    </div>
  )
}

function authorityWords({ kind, name }: Authority): string {
  switch (kind) {
    case 'applicant':
      return ''
    case 'government':
      return words.authority.held(name)
    case 'decided':
      return words.authority.decided(name)
    case 'derived':
      return words.authority.derived
  }
}

/** What a control says of its question and problem to a screen reader. */
export function describedBy(id: string, problem: string | undefined) {
  return {
    'aria-describedby': problem ? `${id}-question ${id}-problem` : `${id}-question`,
    'aria-invalid': problem !== undefined,
  }
}
