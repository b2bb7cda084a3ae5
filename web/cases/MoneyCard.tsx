// What became of the money: what arrived, stages with their dates, orders with everything the bank said of them, receipts.
import type { CaseReply } from '#server/api/caseReply.ts'
import type { MoneyReply } from '#server/api/granting/moneySchema.ts'
import { dayText, momentText } from '../ui/dates.ts'
import { figureText } from '../ui/money.ts'
import { words } from '../words.zh.ts'
import { PayeeLine } from './PayeeLine.tsx'

export function MoneyCard({ data }: { readonly data: CaseReply }) {
  const { money, officer } = data
  const { decision, stages, orders, clearance, plan } = money
  if (!decision && orders.length === 0 && plan.length === 0) return null
  const wording = words.cases.money
  return (
    <section className="panel" aria-labelledby="money-title">
      <h2 id="money-title">{wording.title}</h2>
      <Arrivals orders={orders} />
      {officer && <PayeeLine data={data} />}
      {officer && clearance && (
        <p>
          {clearance.found
            ? wording.notCleared(momentText(clearance.at), clearance.note)
            : wording.cleared(momentText(clearance.at))}
        </p>
      )}
      {stages.length === 0 ? <p>{wording.notReserved}</p> : <Stages stages={stages} />}
      {orders.length > 0 && (
        <>
          <h3>{wording.orders}</h3>
          <ul className="order-list">
            {orders.map((each) => (
              <OrderEntry key={each.id} order={each} />
            ))}
          </ul>
        </>
      )}
      {plan.length > 0 && <Plan plan={plan} />}
    </section>
  )
}

type Order = MoneyReply['orders'][number]

/** What the enterprise waits for, said first. */
function Arrivals({ orders }: { readonly orders: readonly Order[] }) {
  return orders
    .filter(({ state }) => state === 'paid')
    .map(({ id, yuan, results }) => {
      const at = results.findLast(({ result }) => result === 'paid')?.at
      return (
        <p key={id} className="arrival">
          {at && words.cases.money.arrived(figureText(yuan), momentText(at))}
        </p>
      )
    })
}

function Stages({ stages }: { readonly stages: MoneyReply['stages'] }) {
  const wording = words.cases.money
  return (
    <table className="stage-table">
      <caption>{wording.stages}</caption>
      <tbody>
        {stages.map(({ number, yuan, state, waitsFor, dueOn }) => (
          <tr key={number}>
            <th scope="row">{wording.stage(number)}</th>
            <td className="stage-amount">{figureText(yuan)}</td>
            <td>{wording.stageState[state]}</td>
            <td>
              {dueOn !== null && `${wording.stageWhen} ${dayText(dueOn)}`}
              {waitsFor && ` ${waitsFor}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function OrderEntry({ order }: { readonly order: Order }) {
  const { id, number, yuan, state, payee, bank, account, madeAt, sentAt, results } = order
  const wording = words.cases.money
  return (
    <li>
      <p>
        <span className={`case-state order-${state}`}>{wording.orderState[state]}</span>{' '}
        <strong>{figureText(yuan)}</strong> {wording.order(number)}
      </p>
      <p className="rule-small">{wording.to(payee, bank, account)}</p>
      <ul className="rule-small order-course">
        <li>{wording.madeAt(momentText(madeAt))}</li>
        {sentAt !== null && <li>{wording.sentAt(momentText(sentAt))}</li>}
        {results.map(({ result, at, reason, receipt }) => (
          <li key={`${result} ${at}`}>
            {wording.saidAt(wording.result[result] ?? result, momentText(at))}
            {receipt !== null && `，${wording.receiptNumber(receipt)}`}
            {reason && result !== 'paid' && `，${reason}`}
          </li>
        ))}
      </ul>
      {state === 'paid' && (
        <a
          className="plain-button"
          href={`/api/payment-orders/${id}/receipt.docx`}
          aria-label={wording.receiptOf(number)}
          download
        >
          {wording.receipt}
        </a>
      )}
    </li>
  )
}

function Plan({ plan }: { readonly plan: MoneyReply['plan'] }) {
  const wording = words.cases.money
  return (
    <>
      <h3>{wording.plan}</h3>
      <ol className="plain-list">
        {plan.map(({ stage, kind, opensOn, waitsFor }) => (
          <li key={stage}>
            <strong>{stage}</strong> {wording.planKind[kind]}
            {opensOn !== null && ` ${wording.opensOn(dayText(opensOn))}`}
            {kind === 'later' && opensOn === null && ` ${waitsFor || wording.noDate}`}
          </li>
        ))}
      </ol>
    </>
  )
}
