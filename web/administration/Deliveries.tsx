// What was told to one system, the latest first, and what has not arrived sent again; never what it said.
import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { DeliveryReply, WebhookReply } from '#server/api/exchange/webhooks.ts'
import { momentText } from '../ui/dates.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { deliveriesOf } from './ask.ts'
import { useAct } from './useAct.ts'

export function Deliveries({ webhook: { id, endedAt } }: { readonly webhook: WebhookReply }) {
  const [open, setOpen] = useState(false)
  const asked = useQuery({ ...deliveriesOf(id), enabled: open })
  const act = useAct()
  const { columns, ...text } = words.administration.webhooks
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{text.deliveries}</summary>
      <Refused error={act.error ?? asked.error} />
      {open && asked.isPending && <Skeleton />}
      {asked.data?.length === 0 && <p>{text.nothing}</p>}
      {asked.data && asked.data.length > 0 && (
        <table className="case-table">
          <HeadRow titles={Object.values(columns)} />
          <tbody>
            {asked.data.map((each) => (
              <tr key={each.id}>
                <td data-label={columns.event}>{eventName(each.event)}</td>
                <td data-label={columns.at}>{momentText(each.madeAt)}</td>
                <td data-label={columns.attempts}>{each.attempts}</td>
                <td data-label={columns.state}>
                  {stateText(each)}{' '}
                  {each.deliveredAt === null && endedAt === null && (
                    <Button
                      size="small"
                      onClick={() =>
                        act.mutate({
                          method: 'POST',
                          path: `/api/webhooks/${id}/deliveries/${each.id}/again`,
                        })
                      }
                    >
                      {text.again}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  )
}

function eventName(event: DeliveryReply['event']): string {
  const { event: names, webhooks } = words.administration
  return event === 'ping' ? webhooks.test : names[event]
}

function stateText({ deliveredAt, nextAt, failure }: DeliveryReply): string {
  const { webhooks: text } = words.administration
  if (deliveredAt !== null) return text.arrived(momentText(deliveredAt))
  const why = failure === null ? '' : text.because(failure)
  return `${nextAt === null ? text.givenUp : text.next(momentText(nextAt))}${why}`
}
