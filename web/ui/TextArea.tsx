// Several lines of text with a label.
import { Input } from 'antd'
import { FieldFault, faultOf } from './FieldFault.tsx'

type Props = {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly required?: boolean
  readonly fault?: string | undefined
}

export function TextArea({ id, label, value, onChange, required = false, fault }: Props) {
  return (
    <div className="person-field">
      <label htmlFor={id}>{label}</label>
      <Input.TextArea
        {...{ id, value, required }}
        {...faultOf(id, fault)}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={2000}
        onChange={(event) => onChange(event.target.value)}
      />
      <FieldFault id={id} fault={fault} />
    </div>
  )
}
