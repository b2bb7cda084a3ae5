// A labelled line of text in a form for people.
import { Input } from 'antd'
import type { ReactNode } from 'react'

type Props = {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly autoComplete: string
  readonly secret?: boolean
  readonly numeric?: boolean
  readonly note?: ReactNode
}

export function TextField({ id, label, value, onChange, autoComplete, secret, numeric, note }: Props) {
  const props = {
    ...{ id, value, autoComplete, required: true },
    ...(note !== undefined && { 'aria-describedby': `${id}-note` }),
    ...(numeric && { inputMode: 'numeric' as const }),
    onChange: (event: { readonly target: { readonly value: string } }) => onChange(event.target.value),
  }
  return (
    <div className="person-field">
      <label htmlFor={id}>{label}</label>
      {secret ? <Input.Password {...props} /> : <Input {...props} />}
      {note !== undefined && (
        <p id={`${id}-note`} className="rule-small">
          {note}
        </p>
      )}
    </div>
  )
}
