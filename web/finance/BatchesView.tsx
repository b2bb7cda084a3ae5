// The desk of batches: orders that wait are collected, batches are listed, the bank's answers come in.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { BatchReply } from '#server/api/money/batches.ts'
import type { OrdersReply } from '#server/api/money/orders.ts'
import { useChange } from '../identity/session.ts'
import { momentText } from '../ui/dates.ts'
import { exactText } from '../ui/money.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { batches as askBatches, orders as askOrders } from './ask.ts'
import { OrderTable } from './OrderTable.tsx'
import { ExportLink, Known } from './parts.tsx'
import { ResultsPanel } from './ResultsPanel.tsx'

const MOST_SHOWN = 500

type Props = { readonly payer: boolean; readonly files: boolean }

export function BatchesView({ payer, files }: Props) {
  const waiting = useQuery(askOrders({ state: 'made', size: MOST_SHOWN }))
  const asked = useQuery(askBatches())
  const { batch } = words.finance
  return (
    <>
      <section className="panel" aria-labelledby="due-title">
        <h2 id="due-title">{batch.due}</h2>
        <p className="rule-small">{batch.dueNote}</p>
        <Known asked={waiting}>{(page) => <Due page={page} payer={payer} />}</Known>
        <ExportLink table="orders" filter={{ state: 'made' }} />
      </section>
      <section className="panel" aria-labelledby="batches-title">
        <h2 id="batches-title">{batch.batches}</h2>
        <p className="rule-small">{batch.steps}</p>
        <Known asked={asked}>
          {(batches) =>
            batches.length === 0 ? <p>{words.finance.none}</p> : <BatchTable batches={batches} />
          }
        </Known>
        <ExportLink table="batches" />
      </section>
      {files && <ResultsPanel payer={payer} />}
    </>
  )
}

function Due({ page, payer }: { readonly page: OrdersReply; readonly payer: boolean }) {
  const { batch, total } = words.finance
  const [wanted, setWanted] = useState<readonly number[]>([])
  const ids = page.orders.map(({ id }) => id)
  const chosen = wanted.filter((id) => ids.includes(id))
  const change = useChange()
  const client = useQueryClient()
  const navigate = useNavigate()
  const collecting = useMutation({
    mutationFn: () =>
      change<{ id: number }>('POST', '/api/money/batches', { channel: 'file', orders: chosen }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['money'] })
      await navigate({ to: '/finance', search: { view: 'batches', batch: id } })
    },
  })
  const own = page.orders.some(({ id, mine }) => mine && chosen.includes(id))
  return (
    <>
      <p aria-live="polite">{total(page.count, exactText(page.sum))}</p>
      <OrderTable orders={page.orders} {...(payer && { choosing: { chosen, onChange: setWanted } })} />
      {payer && page.orders.length > 0 && (
        <>
          {own && <Alert type="info" showIcon title={batch.fourEyes} className="refused" />}
          <Refused error={collecting.error} />
          <div className="act-list">
            <Button onClick={() => setWanted(ids)}>{batch.all}</Button>
            <Button
              type="primary"
              disabled={chosen.length === 0}
              loading={collecting.isPending}
              onClick={() => collecting.mutate()}
            >
              {batch.collect(chosen.length)}
            </Button>
          </div>
        </>
      )}
    </>
  )
}

function BatchTable({ batches }: { readonly batches: readonly BatchReply[] }) {
  const { columns, batch, batchState } = words.finance
  return (
    <table className="case-table money-table">
      <thead>
        <tr>
          <th scope="col">{columns.batch}</th>
          <th scope="col">{columns.state}</th>
          <th scope="col">{columns.orders}</th>
          <th scope="col" className="amount">
            {columns.amount}
          </th>
          <th scope="col">{columns.answers}</th>
          <th scope="col">{columns.made}</th>
          <th scope="col">{columns.sent}</th>
        </tr>
      </thead>
      <tbody>
        {batches.map((each) => (
          <tr key={each.id}>
            <td data-label={columns.batch}>
              <Link to="/finance" search={{ view: 'batches', batch: each.id }}>
                {each.number}
              </Link>
            </td>
            <td data-label={columns.state}>{batchState[each.state]}</td>
            <td data-label={columns.orders}>{words.finance.count(each.orders)}</td>
            <td data-label={columns.amount} className="amount">
              {exactText(each.sum)}
            </td>
            <td data-label={columns.answers}>
              {each.state === 'sent'
                ? batch.answers(each.paid, each.returned, each.unknown, each.waiting)
                : '—'}
            </td>
            <td data-label={columns.made}>
              {each.maker}
              <span className="case-number">{momentText(each.madeAt)}</span>
            </td>
            <td data-label={columns.sent}>
              {each.sender ?? '—'}
              {each.sentAt !== null && <span className="case-number">{momentText(each.sentAt)}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
