// Investments of funds with their dates; never added to grants.
import { useQuery } from '@tanstack/react-query'
import type { CommitmentReply } from '#server/api/money/commitments.ts'
import { dayText } from '../ui/dates.ts'
import { exactText } from '../ui/money.ts'
import { words } from '../words.zh.ts'
import { ActionForm } from './ActionForm.tsx'
import { commitments as askCommitments } from './ask.ts'
import { ExportLink, Known } from './parts.tsx'

type Props = { readonly budgeter: boolean; readonly payer: boolean }

export function FundsView({ budgeter, payer }: Props) {
  const asked = useQuery(askCommitments())
  const { fund, none } = words.finance
  return (
    <section className="panel" aria-labelledby="fund-title">
      <h2 id="fund-title">{fund.title}</h2>
      <p className="rule-small">{fund.note}</p>
      <Known asked={asked}>
        {(commitments) => (
          <>
            {commitments.length === 0 ? <p>{none}</p> : <FundTable commitments={commitments} />}
            <ExportLink table="commitments" />
            {(budgeter || payer) && commitments.length > 0 && <Leave commitments={commitments} />}
          </>
        )}
      </Known>
      {budgeter && <Commit />}
    </section>
  )
}

function FundTable({ commitments }: { readonly commitments: readonly CommitmentReply[] }) {
  const { columns } = words.finance
  return (
    <table className="case-table money-table">
      <thead>
        <tr>
          <th scope="col">{columns.subject}</th>
          <th scope="col">{columns.fund}</th>
          <th scope="col" className="amount">
            {columns.amount}
          </th>
          <th scope="col" className="amount">
            {columns.ceiling}
          </th>
          <th scope="col">{columns.invested}</th>
          <th scope="col">{columns.exit}</th>
          <th scope="col" className="amount">
            {columns.exited}
          </th>
        </tr>
      </thead>
      <tbody>
        {commitments.map((each) => (
          <tr key={each.id}>
            <td data-label={columns.subject}>{each.subject}</td>
            <td data-label={columns.fund}>
              {each.fund}
              <span className="case-number">
                {each.agreement} · {each.policy}
              </span>
            </td>
            <td data-label={columns.amount} className="amount">
              {exactText(each.amount)}
            </td>
            <td data-label={columns.ceiling} className="amount">
              {exactText(each.ceiling)}
            </td>
            <td data-label={columns.invested}>{dayText(each.investedOn)}</td>
            <td data-label={columns.exit}>{dayText(each.earliestExitOn)}</td>
            <td data-label={columns.exited} className="amount">
              {exactText(each.exited)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Commit() {
  const { fund } = words.finance
  return (
    <ActionForm
      title={fund.commit}
      fields={[
        { name: 'creditCode', label: fund.creditCode },
        { name: 'fund', label: fund.fund },
        { name: 'agreement', label: fund.agreement },
        { name: 'policy', label: fund.policy },
        { name: 'amount', label: fund.amount },
        { name: 'ceiling', label: fund.ceiling },
        { name: 'investedOn', label: fund.investedOn, type: 'date' },
        { name: 'earliestExitOn', label: fund.earliestExitOn, type: 'date' },
      ]}
      path={() => '/api/money/commitments'}
      body={(typed) => typed}
    />
  )
}

function Leave({ commitments }: { readonly commitments: readonly CommitmentReply[] }) {
  const { fund } = words.finance
  return (
    <ActionForm
      title={fund.exit}
      fields={[
        {
          ...{ name: 'commitment', label: fund.which },
          choices: commitments.map(({ id, subject, agreement }) => ({
            ...{ value: String(id), label: `${subject ?? ''} ${agreement}` },
          })),
        },
        { name: 'amount', label: fund.exitAmount },
        { name: 'proceeds', label: fund.proceeds },
        { name: 'exitedOn', label: fund.exitedOn, type: 'date' },
        { name: 'reference', label: fund.reference },
      ]}
      path={({ commitment }) => `/api/money/commitments/${commitment}/exits`}
      body={({ commitment: _, ...typed }) => typed}
    />
  )
}
