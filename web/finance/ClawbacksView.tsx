// Decisions that money must come back, and what came.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ClawbackReply } from '#server/api/money/clawbacks.ts'
import { dayText } from '../ui/dates.ts'
import { exactText } from '../ui/money.ts'
import { words } from '../words.zh.ts'
import { ActionForm } from './ActionForm.tsx'
import { clawbacks as askClawbacks, orders as askOrders } from './ask.ts'
import { ExportLink, Known } from './parts.tsx'

type Props = { readonly budgeter: boolean; readonly receiver: boolean }

export function ClawbacksView({ budgeter, receiver }: Props) {
  const asked = useQuery(askClawbacks())
  const { clawback, none } = words.finance
  return (
    <section className="panel" aria-labelledby="clawback-title">
      <h2 id="clawback-title">{clawback.title}</h2>
      <p className="rule-small">{clawback.note}</p>
      <Known asked={asked}>
        {(clawbacks) => (
          <>
            {clawbacks.length === 0 ? <p>{none}</p> : <ClawbackTable clawbacks={clawbacks} />}
            <ExportLink table="clawbacks" />
            {receiver && clawbacks.length > 0 && <Receive clawbacks={clawbacks} />}
          </>
        )}
      </Known>
      {budgeter && <Decide />}
    </section>
  )
}

function ClawbackTable({ clawbacks }: { readonly clawbacks: readonly ClawbackReply[] }) {
  const { columns } = words.finance
  return (
    <table className="case-table money-table">
      <thead>
        <tr>
          <th scope="col">{columns.subject}</th>
          <th scope="col" className="amount">
            {columns.amount}
          </th>
          <th scope="col" className="amount">
            {columns.recovered}
          </th>
          <th scope="col">{columns.due}</th>
          <th scope="col">{columns.reason}</th>
          <th scope="col">{columns.decider}</th>
        </tr>
      </thead>
      <tbody>
        {clawbacks.map((each) => (
          <tr key={each.id}>
            <td data-label={columns.subject}>
              <Link to="/cases/$id" params={{ id: String(each.caseId) }}>
                {each.subject}
              </Link>
              <span className="case-number">{each.item}</span>
            </td>
            <td data-label={columns.amount} className="amount">
              {exactText(each.amount)}
            </td>
            <td data-label={columns.recovered} className="amount">
              {exactText(each.recovered)}
              {each.recoveries.map(({ id, reference, receivedOn }) => (
                <span key={id} className="case-number">
                  {dayText(receivedOn)} {reference}
                </span>
              ))}
            </td>
            <td data-label={columns.due}>{dayText(each.dueOn)}</td>
            <td data-label={columns.reason}>
              {each.reason}
              <span className="case-number">{each.clause}</span>
            </td>
            <td data-label={columns.decider}>{each.decider}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Decide() {
  const { clawback } = words.finance
  const paid = useQuery(askOrders({ state: 'paid', size: 500 }))
  return (
    <ActionForm
      title={clawback.decide}
      fields={[
        {
          ...{ name: 'award', label: clawback.order },
          choices: (paid.data?.orders ?? []).map(({ awardId, number, payeeName, amount }) => ({
            ...{ value: String(awardId), label: `${number} ${payeeName} ${exactText(amount)}` },
          })),
        },
        { name: 'amount', label: clawback.amount },
        { name: 'reason', label: clawback.reason },
        { name: 'clause', label: clawback.clause },
        { name: 'dueOn', label: clawback.dueOn, type: 'date' },
      ]}
      path={() => '/api/money/clawbacks'}
      body={({ award, ...typed }) => ({ ...typed, award: Number(award) })}
    />
  )
}

function Receive({ clawbacks }: { readonly clawbacks: readonly ClawbackReply[] }) {
  const { clawback } = words.finance
  return (
    <ActionForm
      title={clawback.receive}
      fields={[
        {
          ...{ name: 'clawback', label: clawback.which },
          choices: clawbacks.map(({ id, subject, amount }) => ({
            ...{ value: String(id), label: `${subject ?? ''} ${exactText(amount)}` },
          })),
        },
        { name: 'amount', label: clawback.received },
        { name: 'receivedOn', label: clawback.receivedOn, type: 'date' },
        { name: 'reference', label: clawback.reference },
      ]}
      path={({ clawback: id }) => `/api/money/clawbacks/${id}/recoveries`}
      body={({ clawback: _, ...typed }) => typed}
    />
  )
}
