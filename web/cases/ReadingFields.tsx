// One open reading: its ways with what each comes to, and by whose word one of them is followed.
import { Input } from 'antd'
import { useId } from 'react'
import type { ProposalReply } from '#server/api/granting/moneySchema.ts'
import { MoneyText } from '../ui/MoneyText.tsx'
import { TextField } from '../ui/TextField.tsx'
import { words } from '../words.zh.ts'
import type { TypedReading } from './payload.ts'

type Props = {
  readonly reading: ProposalReply['readings'][number]
  /** The day that stands there to begin with. */
  readonly on: string
  readonly value: TypedReading | undefined
  readonly onChange: (value: TypedReading) => void
}

export function ReadingFields({ reading, on, value, onChange }: Props) {
  const { id, title, question, askTo, alternatives, citations } = reading
  const typed = value ?? { alternative: '', by: askTo, source: '', on }
  const place = useId()
  return (
    <fieldset className="option-fields">
      <legend>{words.cases.money.chooseReading(title)}</legend>
      <p>{question}</p>
      {citations.map(({ quote, start }) => (
        <p key={start} className="rule-small">
          {words.cases.money.text(quote)}
        </p>
      ))}
      {alternatives.map(({ key, label, outcome, amount }) => (
        <label key={key} className="option">
          <input
            type="radio"
            name={`reading-${id}`}
            value={key}
            checked={typed.alternative === key}
            required
            onChange={() => onChange({ ...typed, alternative: key })}
          />
          <span>
            <span className="option-title">
              {key} {label}
            </span>
            <span className="option-figure">
              <span className={`outcome outcome-${outcome}`}>{words.outcome[outcome]}</span>{' '}
              {(outcome === 'eligible' || outcome === 'undetermined') && <MoneyText amount={amount} />}
            </span>
          </span>
        </label>
      ))}
      {typed.alternative !== '' && (
        <>
          <TextField
            {...{ id: `${place}-by`, label: words.cases.money.by, value: typed.by, autoComplete: 'off' }}
            onChange={(by) => onChange({ ...typed, by })}
          />
          <TextField
            {...{ id: `${place}-source`, label: words.cases.money.basisOf, value: typed.source }}
            autoComplete="off"
            onChange={(source) => onChange({ ...typed, source })}
          />
          <div className="person-field">
            <label htmlFor={`${place}-on`}>{words.cases.money.on}</label>
            <Input
              {...{ id: `${place}-on`, type: 'date', value: typed.on, required: true }}
              onChange={(event) => onChange({ ...typed, on: event.target.value })}
            />
          </div>
        </>
      )}
    </fieldset>
  )
}
