// Payment orders as a table; on a phone each one is a block. Where they may be chosen, each has its box.
import { Link } from '@tanstack/react-router'
import type { OrderReply } from '#server/api/money/orders.ts'
import { momentText } from '../ui/dates.ts'
import { exactText } from '../ui/money.ts'
import { words } from '../words.zh.ts'

type Props = {
  readonly orders: readonly OrderReply[]
  readonly choosing?: {
    readonly chosen: readonly number[]
    readonly onChange: (chosen: readonly number[]) => void
  }
}

export function OrderTable({ orders, choosing }: Props) {
  const { columns, none, batch, orderState } = words.finance
  if (orders.length === 0) return <p>{none}</p>
  return (
    <table className="case-table money-table">
      <thead>
        <tr>
          {choosing && (
            <th scope="col">
              <span className="hidden-label">{columns.choose}</span>
            </th>
          )}
          <th scope="col">{columns.order}</th>
          <th scope="col" className="amount">
            {columns.amount}
          </th>
          <th scope="col">{columns.payee}</th>
          <th scope="col">{columns.item}</th>
          <th scope="col">{columns.state}</th>
          <th scope="col">{columns.hands}</th>
        </tr>
      </thead>
      <tbody>
        {orders.map((each) => (
          <tr key={each.id}>
            {choosing && (
              <td>
                <input
                  type="checkbox"
                  aria-label={batch.choose(each.number)}
                  checked={choosing.chosen.includes(each.id)}
                  onChange={({ target: { checked } }) =>
                    choosing.onChange(
                      checked
                        ? [...choosing.chosen, each.id]
                        : choosing.chosen.filter((id) => id !== each.id),
                    )
                  }
                />
              </td>
            )}
            <td data-label={columns.order} className="order-number">
              {each.number}
              {each.batchId !== null && (
                <Link className="case-number" to="/finance" search={{ view: 'batches', batch: each.batchId }}>
                  {each.batch}
                </Link>
              )}
            </td>
            <td data-label={columns.amount} className="amount">
              {exactText(each.amount)}
            </td>
            <td data-label={columns.payee}>
              {each.payeeName}
              <span className="case-number">
                {each.payeeBank} {each.account}
              </span>
            </td>
            <td data-label={columns.item}>
              <Link to="/cases/$id" params={{ id: String(each.caseId) }}>
                {each.item}
              </Link>
              <span className="case-number">{each.envelope}</span>
            </td>
            <td data-label={columns.state}>
              <span className={`case-state order-${each.state}`}>{orderState[each.state]}</span>
            </td>
            <td data-label={columns.hands}>
              {each.maker} {each.mine && <strong className="mine">{batch.mine}</strong>}
              <span className="case-number">{momentText(each.madeAt)}</span>
              {each.sentAt !== null && (
                <span className="case-number">
                  {each.sender} {momentText(each.sentAt)}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
