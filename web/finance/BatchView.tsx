// One batch: its orders, its files for the bank, and what I can do with it, told before I try.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { BatchInFullReply } from '#server/api/money/batches.ts'
import { momentText } from '../ui/dates.ts'
import { exactText } from '../ui/money.ts'
import { words } from '../words.zh.ts'
import { oneBatch } from './ask.ts'
import { BatchActions } from './BatchActions.tsx'
import { OrderTable } from './OrderTable.tsx'
import { Known } from './parts.tsx'
import { ResultsPanel } from './ResultsPanel.tsx'

export function BatchView({ id, payer }: { readonly id: number; readonly payer: boolean }) {
  const asked = useQuery(oneBatch(id))
  const { batch: said, batchState, channel, count } = words.finance
  return (
    <Known asked={asked}>
      {(data) => {
        const { batch, orders } = data
        return (
          <>
            <section className="panel" aria-labelledby="batch-title">
              <p>
                <Link to="/finance" search={{ view: 'batches' }}>
                  {said.back}
                </Link>
              </p>
              <h2 id="batch-title">
                {said.one(batch.number)} <span className="case-state">{batchState[batch.state]}</span>
              </h2>
              <p>
                {channel[batch.channel]} · {count(batch.orders)} · <strong>{exactText(batch.sum)}</strong>
                {batch.state === 'sent' && (
                  <> · {said.answers(batch.paid, batch.returned, batch.unknown, batch.waiting)}</>
                )}
              </p>
              <p className="rule-small">{said.steps}</p>
              {payer && <BatchActions data={data} />}
              <Files files={data.files} />
            </section>
            <section className="panel" aria-labelledby="batch-orders">
              <h2 id="batch-orders">{words.finance.columns.orders}</h2>
              <OrderTable orders={orders} />
            </section>
            {payer && batch.state === 'sent' && <ResultsPanel payer={payer} />}
          </>
        )
      }}
    </Known>
  )
}

function Files({ files }: Pick<BatchInFullReply, 'files'>) {
  const { batch, count } = words.finance
  if (files.length === 0) return null
  return (
    <>
      <h3>{batch.files}</h3>
      <ul className="plain-list file-list">
        {files.map((each) => (
          <li key={each.id}>
            {each.format.toUpperCase()} · {count(each.orders)} · {exactText(each.sum)} · {each.person}{' '}
            {momentText(each.at)}
            <code>SHA-256 {each.sha256}</code>
          </li>
        ))}
      </ul>
    </>
  )
}
