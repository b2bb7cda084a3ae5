// Orders beside what the bank said and what the ledger holds: what is open, for how long, and whether all three agree.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReconciledReply, ReconciliationReply } from '#server/api/money/reconciliation.ts'
import { momentText } from '../ui/dates.ts'
import { exactText } from '../ui/money.ts'
import { words } from '../words.zh.ts'
import { ActionForm } from './ActionForm.tsx'
import { reconciliation } from './ask.ts'
import { ExportLink, Known, Pages } from './parts.tsx'

type Props = {
  readonly standing: string | undefined
  readonly envelope: number | undefined
  readonly payer: boolean
}

export function ReconciliationView({ standing, envelope, payer }: Props) {
  const filter = { standing, envelope }
  const [place, setPlace] = useState<{ standing: string | undefined; after: number | undefined }>()
  const after = place?.standing === standing ? place?.after : undefined
  const asked = useQuery({ ...reconciliation({ ...filter, after }), placeholderData: keepPreviousData })
  const { reconcile, total } = words.finance
  return (
    <Known asked={asked}>
      {(data) => (
        <>
          <section className="panel" aria-labelledby="reconcile-title">
            <h2 id="reconcile-title">{reconcile.title}</h2>
            <p className="rule-small">{reconcile.note}</p>
            <Checks data={data} />
            <Standings data={data} current={standing} />
          </section>
          <section className="panel" aria-labelledby="reconcile-list">
            <h2 id="reconcile-list">{reconcile.list(nameOf(standing))}</h2>
            <p aria-live="polite">{total(data.count, exactText(data.sum))}</p>
            <Orders orders={data.orders} />
            <Pages {...{ after, next: data.next }} onChange={(page) => setPlace({ standing, after: page })} />
            <ExportLink table="reconciliation" filter={filter} />
            {payer && <TellResult orders={data.orders.filter(isOpen)} />}
          </section>
        </>
      )}
    </Known>
  )
}

const isOpen = ({ standing }: ReconciledReply): boolean => standing === 'unknown' || standing === 'in_transit'

const nameOf = (standing: string | undefined): string =>
  Object.entries(words.finance.standing).find(([key]) => key === standing)?.[1] ?? words.finance.reconcile.all

function Checks({ data }: { readonly data: ReconciliationReply }) {
  const { reconcile, yes, no } = words.finance
  return (
    <dl className="waterfall-steps">
      {(['inTransit', 'paid'] as const).map((each) => {
        const { orders, ledger, agrees } = data[each]
        return (
          <div key={each}>
            <dt>{reconcile[each]}</dt>
            <dd>
              {reconcile.sides(exactText(orders), exactText(ledger))}{' '}
              <strong className={agrees ? 'agrees' : 'disagrees'}>{agrees ? yes : no}</strong>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function Standings({
  data,
  current,
}: {
  readonly data: ReconciliationReply
  readonly current: string | undefined
}) {
  const { reconcile, standing: names, count: counted } = words.finance
  const all = [
    { standing: undefined, name: reconcile.all, count: sumOf(data.standings), sum: undefined },
    ...data.standings.map((each) => ({ ...each, name: names[each.standing] })),
  ]
  return (
    <nav className="account-links" aria-label={reconcile.title}>
      {all.map(({ standing, name, count, sum }) => (
        <Link
          key={name}
          to="/finance"
          search={{ view: 'reconciliation', ...(standing && { standing }) }}
          activeProps={{}}
          activeOptions={{ exact: true }}
          {...(standing === current && { 'aria-current': 'page' as const })}
        >
          <span>{name}</span>
          <strong>{counted(count)}</strong>
          {sum !== undefined && <span className="case-number">{exactText(sum)}</span>}
        </Link>
      ))}
    </nav>
  )
}

const sumOf = (standings: ReconciliationReply['standings']): number =>
  standings.reduce((total, each) => total + each.count, 0)

function Orders({ orders }: Pick<ReconciliationReply, 'orders'>) {
  const { columns, none } = words.finance
  if (orders.length === 0) return <p>{none}</p>
  return (
    <table className="case-table money-table">
      <thead>
        <tr>
          <th scope="col">{columns.order}</th>
          <th scope="col" className="amount">
            {columns.amount}
          </th>
          <th scope="col">{columns.payee}</th>
          <th scope="col">{columns.state}</th>
          <th scope="col">{columns.result}</th>
          <th scope="col">{columns.ledger}</th>
          <th scope="col">{columns.agrees}</th>
        </tr>
      </thead>
      <tbody>
        {orders.map((each) => (
          <Order key={each.id} order={each} />
        ))}
      </tbody>
    </table>
  )
}

function Order({ order }: { readonly order: ReconciledReply }) {
  const { columns, reconcile, standing, result, source, yes, no } = words.finance
  return (
    <tr className={order.agrees ? undefined : 'case-late'}>
      <td data-label={columns.order} className="order-number">
        {order.number}
        {order.batchId !== null && (
          <Link className="case-number" to="/finance" search={{ view: 'batches', batch: order.batchId }}>
            {order.batch}
          </Link>
        )}
      </td>
      <td data-label={columns.amount} className="amount">
        {exactText(order.amount)}
      </td>
      <td data-label={columns.payee}>
        {order.payeeName}
        <span className="case-number">{order.item}</span>
      </td>
      <td data-label={columns.state}>
        <span className={`case-state order-${order.standing}`}>{standing[order.standing]}</span>
        {order.days !== null && <span className="case-number">{reconcile.days(order.days)}</span>}
        {order.standing === 'returned' && (
          <Link className="case-number" to="/cases/$id" params={{ id: String(order.caseId) }}>
            {reconcile.anew}
          </Link>
        )}
      </td>
      <td data-label={columns.result}>
        {order.result === null ? '—' : result[order.result]}
        {order.reason !== null && order.reason !== '' && <>：{order.reason}</>}
        {order.resultAt !== null && (
          <span className="case-number">
            {momentText(order.resultAt)} {order.source !== null && source[order.source]}
          </span>
        )}
      </td>
      <td data-label={columns.ledger}>
        <span className="case-number">{reconcile.ledgerInTransit(exactText(order.ledgerInTransit))}</span>
        <span className="case-number">{reconcile.ledgerPaid(exactText(order.ledgerPaid))}</span>
      </td>
      <td data-label={columns.agrees}>
        <strong className={order.agrees ? 'agrees' : 'disagrees'}>{order.agrees ? yes : no}</strong>
      </td>
    </tr>
  )
}

/** For what no file ever settles. */
function TellResult({ orders }: { readonly orders: readonly ReconciledReply[] }) {
  const { reconcile, columns, result } = words.finance
  if (orders.length === 0) return null
  return (
    <ActionForm
      title={reconcile.tell}
      note={reconcile.tellNote}
      fields={[
        {
          ...{ name: 'order', label: columns.order },
          choices: orders.map(({ id, number, payeeName }) => ({
            value: String(id),
            label: `${number} ${payeeName}`,
          })),
        },
        {
          ...{ name: 'result', label: reconcile.result },
          choices: (['paid', 'returned', 'unknown'] as const).map((value) => ({
            value,
            label: result[value],
          })),
        },
        { name: 'at', label: reconcile.at, type: 'date' },
        { name: 'reason', label: reconcile.evidence },
        { name: 'receipt', label: reconcile.receipt, optional: true },
      ]}
      path={({ order }) => `/api/money/orders/${order}/result`}
      body={({ result: said, at, reason, receipt }) => ({
        ...{ result: said, at: `${at}T00:00:00+08:00`, reason },
        ...(receipt ? { receipt } : {}),
      })}
    />
  )
}
