// Which other systems are told of what happens, and whether it arrives; kept by the security administrator.
import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { WebhookReply } from '#server/api/exchange/webhooks.ts'
import { momentText } from '../ui/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { webhooks } from './ask.ts'
import { Checks } from './Checks.tsx'
import { Deliveries } from './Deliveries.tsx'
import { DepartmentChoice } from './DepartmentChoice.tsx'
import { keysOf } from './keyIn.ts'
import { PlainField } from './PlainField.tsx'
import { ShownOnce } from './ShownOnce.tsx'
import { useAct } from './useAct.ts'

type Event = WebhookReply['events'][number]
type Made = { readonly secret?: string }

export function WebhooksView() {
  const asked = useQuery(webhooks)
  const [secret, setSecret] = useState('')
  const act = useAct<Made>()
  const { webhooks: text } = words.administration
  return (
    <>
      <p className="lead">{text.lead}</p>
      <NewWebhook
        send={(body) =>
          act.mutate(
            { method: 'POST', path: '/api/webhooks', body },
            { onSuccess: (reply) => setSecret(reply.secret ?? '') },
          )
        }
      />
      <Refused error={act.error ?? asked.error} />
      <ShownOnce label={text.made} secret={secret} note={text.madeNote} />
      {asked.isPending && <Skeleton />}
      {asked.data?.length === 0 && <p>{text.none}</p>}
      {asked.data?.map((each) => (
        <OneWebhook
          key={each.id}
          webhook={each}
          onEnd={() => act.mutate({ method: 'DELETE', path: `/api/webhooks/${each.id}` })}
          onPing={() => act.mutate({ method: 'POST', path: `/api/webhooks/${each.id}/ping` })}
        />
      ))}
    </>
  )
}

function NewWebhook({ send }: { readonly send: (body: unknown) => void }) {
  const { webhooks: text, event } = words.administration
  const [name, setName] = useState('')
  const [department, setDepartment] = useState('')
  const [url, setUrl] = useState('')
  const [events, setEvents] = useState<readonly Event[]>([])
  return (
    <details className="panel">
      <summary>{text.create}</summary>
      <form
        className="field-row"
        onSubmit={(submitted) => {
          submitted.preventDefault()
          send({ name: name.trim(), department, url: url.trim(), events })
        }}
      >
        <PlainField {...{ id: 'webhook-name', label: text.name, value: name, onChange: setName }} />
        <DepartmentChoice
          {...{ id: 'webhook-place', label: text.department, value: department, onChange: setDepartment }}
        />
        <PlainField {...{ id: 'webhook-url', label: text.url, value: url, onChange: setUrl }} />
        <Checks
          legend={text.events}
          choices={keysOf(event).map((value) => ({ value, label: event[value] }))}
          chosen={events}
          onChange={setEvents}
        />
        <Button type="primary" htmlType="submit">
          {text.create}
        </Button>
      </form>
    </details>
  )
}

type OneProps = {
  readonly webhook: WebhookReply
  readonly onEnd: () => void
  readonly onPing: () => void
}

function OneWebhook({ webhook, onEnd, onPing }: OneProps) {
  const { webhooks: text, event } = words.administration
  const { name, department, url, events, madeAt, endedAt, arrived, underWay, givenUp } = webhook
  return (
    <section className={endedAt === null ? 'panel' : 'panel row-off'} aria-label={name}>
      <h2>{name}</h2>
      <p className="hash">{url}</p>
      <p>
        {text.tells(department, events.map((each) => event[each]).join('、'))}{' '}
        {endedAt === null ? text.since(momentText(madeAt)) : text.ended(momentText(endedAt))}
      </p>
      <p>{text.counts(arrived, underWay, givenUp)}</p>
      {endedAt === null && (
        <p className="row-actions">
          <Button size="small" onClick={onPing}>
            {text.ping}
          </Button>{' '}
          <Button danger size="small" onClick={onEnd}>
            {text.end}
          </Button>
        </p>
      )}
      <Deliveries webhook={webhook} />
    </section>
  )
}
