// Several lines of text with a label.
import { Input } from 'antd'

type Props = {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly required?: boolean
}

export function TextArea({ id, label, value, onChange, required = false }: Props) {
  return (
    <div className="person-field">
      <label htmlFor={id}>{label}</label>
      <Input.TextArea
        {...{ id, value, required }}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={2000}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
