// 到账记录: every payment that arrived, as a table; on a phone each one is a block. The file holds the same rows.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import type { PaymentsReply } from '#server/api/firm/payments.ts'
import { dayText } from '../ui/dates.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { Figure } from '../ui/MoneyText.tsx'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { paymentsOf } from './ask.ts'
import { type Firm, FirmFrame } from './FirmFrame.tsx'

export function ReceiptsPage() {
  return (
    <FirmFrame title={words.firm.receipts.title}>
      {(firm) => <Receipts key={firm.id} firm={firm} />}
    </FirmFrame>
  )
}

function Receipts({ firm }: { readonly firm: Firm }) {
  const { data, error, isPending } = useQuery(paymentsOf(firm.id))
  const { receipts } = words.firm
  return (
    <>
      <p className="lead">{receipts.lead}</p>
      <Refused error={error} />
      {isPending && <Skeleton />}
      {data && (
        <>
          <div className="messages-bar">
            <p className="receipts-total">
              {receipts.total(data.payments.length)} <Figure yuan={data.total} />
            </p>
            <a href={`/api/subjects/${firm.id}/payments.xlsx`} className="button-link" download>
              {receipts.export}
            </a>
          </div>
          {data.payments.length === 0 ? <p>{receipts.none}</p> : <Payments payments={data.payments} />}
          {data.paidBack.length > 0 && <PaidBack data={data} />}
        </>
      )}
    </>
  )
}

function Payments({ payments }: Pick<PaymentsReply, 'payments'>) {
  const { columns, stage } = words.firm.receipts
  return (
    <table className="case-table receipts-table">
      <HeadRow titles={Object.values(columns)} />
      <tbody>
        {payments.map((each) => (
          <tr key={each.number}>
            <td data-label={columns.date}>{dayText(each.arrivedOn)}</td>
            <td data-label={columns.amount} className="receipt-amount">
              <Figure yuan={each.yuan} />
            </td>
            <td data-label={columns.item}>
              <Link to="/cases/$id" params={{ id: String(each.caseId) }}>
                {each.item}
              </Link>
              {each.stage > 1 && ` ${stage(each.stage)}`}
              {each.caseNumber !== null && <span className="case-number">{each.caseNumber}</span>}
            </td>
            <td data-label={columns.document}>{each.document}</td>
            <td data-label={columns.number}>{each.number}</td>
            <td data-label={columns.account}>
              {each.bank} {each.account.slice(-8)}
            </td>
            <td data-label={columns.receipt}>{each.receipt ?? '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function PaidBack({ data: { paidBack, paidBackTotal } }: { readonly data: PaymentsReply }) {
  const { receipts } = words.firm
  return (
    <section className="panel" aria-labelledby="paid-back-title">
      <h2 id="paid-back-title">{receipts.paidBack}</h2>
      <p className="rule-small">{receipts.paidBackNote}</p>
      <p className="receipts-total">
        {receipts.total(paidBack.length)} <Figure yuan={paidBackTotal} />
      </p>
      <ul className="plain-list">
        {paidBack.map((each) => (
          <li key={each.reference}>
            {dayText(each.on)} <Figure yuan={each.yuan} />{' '}
            <Link to="/cases/$id" params={{ id: String(each.caseId) }}>
              {each.item}
            </Link>{' '}
            {each.reference} · {each.reason}
          </li>
        ))}
      </ul>
    </section>
  )
}
