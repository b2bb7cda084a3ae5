// What somebody of the public says against a publicity, and the receipt for it. Sent twice, it is one objection.
import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { ObjectionReply } from '#server/api/opinions.ts'
import { change, newRequestId } from '../ui/ask.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'

type Props = { readonly number: string; readonly onClose: () => void }

export function ObjectionForm({ number, onClose }: Props) {
  const [requestId] = useState(newRequestId)
  const [name, setName] = useState('')
  const [contact, setContact] = useState('')
  const [content, setContent] = useState('')
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.scrollIntoView({ block: 'nearest' }), [])
  const sending = useMutation({
    mutationFn: () =>
      change<ObjectionReply>('POST', '/api/objections', undefined, {
        ...{ requestId, notice: number, name: name.trim(), contact: contact.trim(), content: content.trim() },
      }),
  })
  const { form: said } = words.publicity
  if (sending.data)
    return (
      <div className="objection-receipt" role="status">
        <p>
          <strong>{said.done(sending.data.receipt)}</strong>
        </p>
        <p>{said.next}</p>
      </div>
    )
  return (
    <form
      ref={form}
      className="act-form objection-form"
      aria-label={words.publicity.objectTo(number)}
      onSubmit={(event) => {
        event.preventDefault()
        sending.mutate()
      }}
    >
      <h3>{words.publicity.objectTo(number)}</h3>
      <p className="rule-small">{said.note}</p>
      <Field label={said.name} value={name} onChange={setName} most={100} />
      <Field label={said.contact} value={contact} onChange={setContact} most={200} />
      <div className="person-field">
        <label htmlFor="objection-content">{said.content}</label>
        <Input.TextArea
          {...{ id: 'objection-content', value: content, required: true, maxLength: 5000 }}
          autoSize={{ minRows: 3, maxRows: 10 }}
          onChange={(event) => setContent(event.target.value)}
        />
      </div>
      <Refused error={sending.error} />
      <div className="act-list">
        <Button type="primary" htmlType="submit" loading={sending.isPending}>
          {said.send}
        </Button>
        <Button onClick={onClose}>{said.cancel}</Button>
      </div>
    </form>
  )
}

type FieldProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly most: number
}

function Field({ label, value, onChange, most }: FieldProps) {
  const id = `objection-${label.slice(0, 2)}`
  return (
    <div className="person-field">
      <label htmlFor={id}>{label}</label>
      <Input
        {...{ id, value, required: true, maxLength: most }}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
