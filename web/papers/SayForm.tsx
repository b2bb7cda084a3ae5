// One text with a button: a question about a sign, or the answer to it.
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useId, useState } from 'react'
import { useChange } from '../identity/session.ts'
import { Refused } from '../ui/Refused.tsx'
import { TextArea } from '../ui/TextArea.tsx'

type Props = {
  readonly label: string
  readonly note?: string
  readonly send: string
  /** The name under which the text is sent. */
  readonly field: 'question' | 'answer'
  readonly begin?: string
  readonly path: string
  readonly done: () => Promise<void>
}

export function SayForm({ label, note, send, field, begin = '', path, done }: Props) {
  const id = useId()
  const [text, setText] = useState(begin)
  const change = useChange()
  const sending = useMutation({
    mutationFn: async () => {
      await change('POST', path, { [field]: text.trim() })
      await done()
    },
  })
  return (
    <form
      className="act-form"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault()
        sending.mutate()
      }}
    >
      {note && <p className="rule-small">{note}</p>}
      <TextArea {...{ id, label, value: text, onChange: setText, required: true }} />
      <Refused error={sending.error} />
      <Button htmlType="submit" loading={sending.isPending}>
        {send}
      </Button>
    </form>
  )
}
