// A hash that somebody copies from elsewhere.
import { Input } from 'antd'

type Props = {
  readonly id: string
  readonly label: string
  readonly note?: string
  readonly value: string
  readonly onChange: (value: string) => void
}

export function HashField({ id, label, note, value, onChange }: Props) {
  return (
    <div className="person-field">
      <label htmlFor={id}>{label}</label>
      <Input
        {...{ id, value, autoComplete: 'off', spellCheck: false, className: 'hash' }}
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
