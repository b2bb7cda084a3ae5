// A labelled line in a form: text, a number or a day; empty where it may be.
import { Input } from 'antd'

type Props = {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: 'text' | 'date' | 'number'
  readonly optional?: boolean
  readonly note?: string
}

export function PlainField({ id, label, value, onChange, type = 'text', optional = false, note }: Props) {
  return (
    <div className="person-field">
      <label htmlFor={id}>{label}</label>
      <Input
        {...{ id, type, value, required: !optional, autoComplete: 'off' }}
        {...(type === 'number' && { min: 1, step: 1 })}
        {...(note !== undefined && { 'aria-describedby': `${id}-note` })}
        onChange={(event) => onChange(event.target.value)}
      />
      {note !== undefined && (
        <p id={`${id}-note`} className="rule-small">
          {note}
        </p>
      )}
    </div>
  )
}
