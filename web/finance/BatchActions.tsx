// What a payer does with a batch that was not sent: the bank's file, sending by another person, dissolving.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import type { BatchInFullReply } from '#server/api/money/batches.ts'
import type { FollowedReply } from '#server/api/money/results.ts'
import { useChange, useDownload } from '../identity/session.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { Followed } from './Followed.tsx'

type Props = { readonly data: BatchInFullReply }

export function BatchActions({ data: { batch, against } }: Props) {
  const path = `/api/money/batches/${batch.id}`
  const client = useQueryClient()
  const change = useChange()
  const download = useDownload()
  const again = () => client.invalidateQueries({ queryKey: ['money'] })
  const file = useMutation({
    mutationFn: (format: string) => download(`${path}/file`, { format }),
    onSuccess: again,
  })
  const sending = useMutation({
    mutationFn: () => change<FollowedReply>('POST', `${path}/sending`),
    onSuccess: again,
  })
  const said = words.finance.batch
  const open = batch.state === 'open' || batch.state === 'sealed'
  return (
    <>
      {sending.data && <Followed words={said.sent(sending.data.moved)} followed={sending.data} />}
      {open && (
        <>
          {batch.channel === 'file' && (
            <>
              <div className="act-list">
                {['csv', 'xlsx'].map((format) => (
                  <Button key={format} loading={file.isPending} onClick={() => file.mutate(format)}>
                    {said.file(format.toUpperCase())}
                  </Button>
                ))}
              </div>
              <p className="rule-small">{said.fileNote}</p>
            </>
          )}
          <Refused error={file.error} />
          {against.length > 0 ? (
            <Alert type="warning" showIcon title={said.against} description={<Reasons reasons={against} />} />
          ) : (
            <Send sending={sending.isPending} onSend={() => sending.mutate()} />
          )}
          <Refused error={sending.error} />
          <Dissolve path={path} done={again} />
        </>
      )}
    </>
  )
}

function Reasons({ reasons }: { readonly reasons: readonly string[] }) {
  return (
    <ul className="plain-list">
      {reasons.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  )
}

function Send({ sending, onSend }: { readonly sending: boolean; readonly onSend: () => void }) {
  const [sure, setSure] = useState(false)
  const said = words.finance.batch
  if (!sure)
    return (
      <Button type="primary" onClick={() => setSure(true)}>
        {said.send}
      </Button>
    )
  return (
    <div className="act-list">
      <span>{said.confirmSend}</span>
      <Button type="primary" danger loading={sending} onClick={onSend}>
        {said.sure}
      </Button>
    </div>
  )
}

function Dissolve({ path, done }: { readonly path: string; readonly done: () => Promise<void> }) {
  const [reason, setReason] = useState('')
  const change = useChange()
  const said = words.finance.batch
  const dissolving = useMutation({
    mutationFn: () => change('POST', `${path}/dissolution`, { reason: reason.trim() }),
    onSuccess: done,
  })
  return (
    <details className="money-action">
      <summary>{said.dissolve}</summary>
      <form
        className="money-form"
        onSubmit={(event) => {
          event.preventDefault()
          dissolving.mutate()
        }}
      >
        <div className="person-field">
          <label htmlFor="dissolve-reason">{said.dissolveReason}</label>
          <Input
            {...{ id: 'dissolve-reason', value: reason, required: true }}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
        <Refused error={dissolving.error} />
        <div>
          <Button danger htmlType="submit" loading={dissolving.isPending}>
            {said.dissolve}
          </Button>
        </div>
      </form>
    </details>
  )
}
