// Every condition of the item, with what is still open.
import type { Finding } from '#lang'
import type { CaseReply } from '#server/api/caseReply.ts'
import { MoneyText } from '../ui/MoneyText.tsx'
import { words } from '../words.zh.ts'
import { ClauseTable } from './ClauseTable.tsx'

type Props = {
  readonly finding: Finding
  readonly policy: string
  readonly sources: NonNullable<CaseReply['officer']>['sources']
}

export function FindingTable({ finding, policy: id, sources }: Props) {
  const { outcome, amount, reasons, needs } = finding
  return (
    <section className="panel" aria-labelledby="finding-title">
      <h2 id="finding-title">{words.cases.judged}</h2>
      <p>
        <span className={`outcome outcome-${outcome}`}>{words.outcome[outcome]}</span>{' '}
        {(outcome === 'eligible' || outcome === 'undetermined') && <MoneyText amount={amount} />}
      </p>
      <ClauseTable reasons={reasons} policy={id} sources={sources} />
      {needs.length > 0 && (
        <>
          <h3>{words.cases.open_}</h3>
          <ul className="plain-list">
            {needs.map(({ cause, fact, question, authority }) => (
              <li key={`${cause} ${fact}`}>
                <strong>{fact}</strong> {authority.name} {question}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
