// One envelope: its numbers, and the movements that the chosen one consists of.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { EnvelopeMovementsReply } from '#server/api/money/envelopes.ts'
import { momentText } from '../ui/dates.ts'
import { exactText } from '../ui/money.ts'
import { Wan } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'
import { oneEnvelope } from './ask.ts'
import { BudgetForms } from './BudgetForms.tsx'
import { ExportLink, Known, Pages } from './parts.tsx'
import { FLOW } from './waterfall.ts'

type Props = { readonly id: number; readonly account: string | undefined; readonly budgeter: boolean }

export function EnvelopeView({ id, account: wanted, budgeter }: Props) {
  const account = FLOW.find((each) => each.account === wanted)?.account ?? 'available'
  const [place, setPlace] = useState<{ account: string; after: number | undefined }>()
  const after = place?.account === account ? place.after : undefined
  const asked = useQuery({ ...oneEnvelope(id, { account, after }), placeholderData: keepPreviousData })
  const { waterfall, account: names, total } = words.finance
  return (
    <Known asked={asked}>
      {({ envelope, sum, count, movements, next }) => (
        <section className="panel" aria-labelledby="envelope-title">
          <p>
            <Link to="/finance" search={{}}>
              {waterfall.back_}
            </Link>
          </p>
          <h2 id="envelope-title">{envelope.title}</h2>
          <p className="rule-small">
            {envelope.programme} · {envelope.policy} · {envelope.year} ·{' '}
            {words.finance.sourceName[envelope.source]}
          </p>
          <nav className="account-links" aria-label={waterfall.other}>
            {FLOW.map((each) => (
              <Link
                key={each.account}
                to="/finance"
                search={{ envelope: id, account: each.account }}
                activeProps={{}}
                activeOptions={{ exact: true }}
                {...(each.account === account && { 'aria-current': 'page' as const })}
              >
                <span>{names[each.account]}</span>
                <Wan yuan={envelope[each.sum]} />
              </Link>
            ))}
          </nav>
          <h3>{waterfall.movements(names[account])}</h3>
          <p aria-live="polite">{total(count, exactText(sum))}</p>
          <Movements movements={movements} />
          <Pages {...{ after, next }} onChange={(page) => setPlace({ account, after: page })} />
          <ExportLink table="movements" filter={{ envelope: envelope.id, account }} />
          {budgeter && <BudgetForms id={envelope.id} />}
        </section>
      )}
    </Known>
  )
}

function Movements({ movements }: Pick<EnvelopeMovementsReply, 'movements'>) {
  const { columns, movement } = words.finance
  if (movements.length === 0) return <p>{words.finance.none}</p>
  return (
    <table className="case-table money-table">
      <thead>
        <tr>
          <th scope="col">{columns.at}</th>
          <th scope="col">{columns.kind}</th>
          <th scope="col" className="amount">
            {columns.amount}
          </th>
          <th scope="col">{columns.subject}</th>
          <th scope="col">{columns.person}</th>
          <th scope="col">{columns.note}</th>
        </tr>
      </thead>
      <tbody>
        {movements.map((each) => (
          <tr key={each.id}>
            <td data-label={columns.at}>{momentText(each.at)}</td>
            <td data-label={columns.kind}>
              {Object.entries(movement).find(([kind]) => kind === each.kind)?.[1] ?? each.kind}
            </td>
            <td data-label={columns.amount} className="amount">
              {exactText(each.amount)}
            </td>
            <td data-label={columns.subject}>
              {each.caseId === null ? (
                '—'
              ) : (
                <Link to="/cases/$id" params={{ id: String(each.caseId) }}>
                  {each.subject}
                  <span className="case-number">{each.item}</span>
                </Link>
              )}
            </td>
            <td data-label={columns.person}>{each.person ?? '—'}</td>
            <td data-label={columns.note}>{each.note || '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
