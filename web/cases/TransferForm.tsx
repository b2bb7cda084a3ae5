// To which department, and why: for one case or for several. Sent twice, it is done once.
import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { CaseReply } from '#server/api/caseReply.ts'
import { useChange } from '../identity/session.ts'
import { newRequestId } from '../ui/ask.ts'
import { Choice } from '../ui/Choice.tsx'
import { Refused } from '../ui/Refused.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { words } from '../words.zh.ts'

type Department = NonNullable<CaseReply['transfer']>['departments'][number]

type Props<T> = {
  readonly departments: readonly Department[]
  readonly path: string
  /** Which case or cases. */
  readonly body: Readonly<Record<string, unknown>>
  readonly done: (reply: T, to: string) => Promise<void>
}

/** As many as one sees at a glance; of more one looks for a name. */
const AT_A_GLANCE = 8

export function TransferForm<T>({ departments, path, body, done }: Props<T>) {
  const [requestId] = useState(newRequestId)
  const [looked, setLooked] = useState('')
  const [department, setDepartment] = useState('')
  const [reason, setReason] = useState('')
  const change = useChange()
  const found = departments.filter((each) => each.name.includes(looked.trim()) || each.id === department)
  const sending = useMutation({
    mutationFn: async () => {
      const said = { requestId, department, reason: reason.trim() }
      const reply = await change<T>('POST', path, { ...body, ...said })
      await done(reply, departments.find((each) => each.id === department)?.name ?? '')
    },
  })
  return (
    <form
      className="act-form"
      aria-label={words.cases.transfer.name}
      onSubmit={(event) => {
        event.preventDefault()
        sending.mutate()
      }}
    >
      <p>{words.cases.transfer.lead}</p>
      {departments.length > AT_A_GLANCE && (
        <div className="person-field">
          <label htmlFor="transfer-search">{words.cases.transfer.search}</label>
          <Input
            {...{ id: 'transfer-search', type: 'search', value: looked }}
            onChange={(event) => setLooked(event.target.value)}
          />
        </div>
      )}
      <Choice
        {...{ id: 'transfer-to', label: words.cases.transfer.to, value: department }}
        empty={words.cases.choose}
        choices={found.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={setDepartment}
      />
      <TextArea
        {...{ id: 'transfer-reason', label: words.cases.transfer.reason, value: reason, required: true }}
        onChange={setReason}
      />
      <Refused error={sending.error} />
      <Button type="primary" htmlType="submit" loading={sending.isPending}>
        {words.cases.confirm(words.cases.transfer.name)}
      </Button>
    </form>
  )
}
