// A form that changes something: its fields, the server's refusal in its own words, and afterwards everything anew.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useChange } from '../identity/session.ts'
import { Choice } from '../ui/Choice.tsx'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'

type FormField = {
  readonly name: string
  readonly label: string
  readonly type?: 'text' | 'date' | 'number'
  readonly choices?: readonly { readonly value: string; readonly label: string }[]
  readonly note?: string
  readonly optional?: boolean
}

type Typed = Readonly<Record<string, string>>

type Props = {
  readonly title: string
  readonly note?: string
  readonly fields: readonly FormField[]
  /** Where it goes; undefined while something is not chosen yet. */
  readonly path: (typed: Typed) => string
  readonly body: (typed: Typed) => unknown
}

/** Folded until it is wanted. */
export function ActionForm({ title, note, fields, path, body }: Props) {
  const id = useId()
  const [typed, setTyped] = useState<Typed>({})
  const [said, setSaid] = useState('')
  const change = useChange()
  const client = useQueryClient()
  const sending = useMutation({
    mutationFn: () => change('POST', path(typed), body(typed)),
    onMutate: () => setSaid(''),
    onSuccess: async () => {
      setTyped({})
      setSaid(words.finance.saved)
      await client.invalidateQueries({ queryKey: ['money'] })
    },
  })
  const set = (name: string) => (value: string) => setTyped({ ...typed, [name]: value })
  return (
    <details className="money-action">
      <summary>{title}</summary>
      {note && <p className="rule-small">{note}</p>}
      <form
        className="money-form"
        onSubmit={(event) => {
          event.preventDefault()
          sending.mutate()
        }}
      >
        {fields.map((field) => (
          <Field
            key={field.name}
            field={field}
            id={`${id}-${field.name}`}
            value={typed[field.name] ?? ''}
            onChange={set(field.name)}
          />
        ))}
        <Refused error={sending.error} />
        <div>
          <Button type="primary" htmlType="submit" loading={sending.isPending}>
            {words.finance.save}
          </Button>{' '}
          <span aria-live="polite">{said}</span>
        </div>
      </form>
    </details>
  )
}

type FieldProps = {
  readonly field: FormField
  readonly id: string
  readonly value: string
  readonly onChange: (value: string) => void
}

function Field({ field, id, value, onChange }: FieldProps) {
  const { label, type = 'text', choices, note, optional = false } = field
  if (choices)
    return <Choice {...{ id, label, value, onChange, choices, optional, empty: words.cases.choose }} />
  return (
    <div className="person-field">
      <label htmlFor={id}>{label}</label>
      <Input
        {...{ id, type, value, required: !optional }}
        onChange={(event) => onChange(event.target.value)}
      />
      {note && <span className="rule-small">{note}</span>}
    </div>
  )
}
