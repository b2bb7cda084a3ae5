// A labelled line in a form of the plan: with a unit behind it, a note and what is wrong beneath it.
import { Input } from 'antd'
import { FieldFault } from '../ui/FieldFault.tsx'

type Props = {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly numeric?: boolean
  readonly required?: boolean
  readonly suffix?: string
  readonly note?: string
  readonly fault?: string | undefined
}

export function FormLine({ id, label, value, onChange, fault, note, suffix, ...more }: Props) {
  const { numeric = false, required = false } = more
  const described = [fault !== undefined && `${id}-fault`, note !== undefined && `${id}-note`]
  return (
    <div className="person-field">
      <label htmlFor={id}>{label}</label>
      <Input
        {...{ id, value, required, autoComplete: 'off' }}
        {...(numeric && { inputMode: 'decimal' as const })}
        {...(suffix !== undefined && { suffix })}
        {...(fault !== undefined && { status: 'error' as const, 'aria-invalid': true })}
        aria-describedby={described.filter((each) => each !== false).join(' ') || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      <FieldFault id={id} fault={fault} />
      {note !== undefined && (
        <p id={`${id}-note`} className="rule-small">
          {note}
        </p>
      )}
    </div>
  )
}
