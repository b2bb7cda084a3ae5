// The decision as it was frozen: outcome, amount, clause by clause, the readings that were followed and by whose word.
import type { CaseReply } from '#server/api/caseReply.ts'
import { dayText, momentText } from '../ui/dates.ts'
import { figureText } from '../ui/money.ts'
import { words } from '../words.zh.ts'
import { ClauseTable } from './ClauseTable.tsx'

type Decision = NonNullable<CaseReply['money']['decision']>

export function DecisionCard({ data }: { readonly data: CaseReply }) {
  const { decision } = data.money
  if (!decision) return null
  const { outcome, award, on, decidedAt, rules, evidence } = decision
  const own = data.officer === undefined
  return (
    <section className="panel decision-card" aria-labelledby="decision-title">
      <h2 id="decision-title">{words.cases.money.decision}</h2>
      <p className="decision-head">
        <span className={`outcome outcome-${outcome}`}>{words.outcome[outcome]}</span>
        <strong className="decision-amount">{figureText(award)}</strong>
      </p>
      <Basis decision={decision} />
      <Readings decision={decision} />
      <details className="fold">
        <summary>{words.cases.money.clauses}</summary>
        <ClauseTable reasons={decision.finding.reasons} policy={data.policy} />
      </details>
      <p className="rule-small">
        {words.cases.money.lawOf(dayText(on))}；{words.cases.money.frozenAt(momentText(decidedAt))}；
        {words.cases.money.evidence(evidence.length)}
      </p>
      <p className="rule-small decision-hash">{words.cases.money.rules(rules.slice(0, 16))}</p>
      <p>
        <a className="plain-button" href={`/api/cases/${data.id}/bundle`} download>
          {words.cases.money.bundle}
        </a>{' '}
        <span className="rule-small">
          {own ? words.cases.money.bundleNoteOwn : words.cases.money.bundleNote}
        </span>
      </p>
    </section>
  )
}

/** How the amount came about, and why this one where the text leaves several. */
function Basis({ decision: { basis, finding } }: { readonly decision: Decision }) {
  const caps = finding.caps.filter(({ applied }) => applied)
  if (basis === '' && finding.basis.length === 0 && caps.length === 0) return null
  return (
    <dl className="decision-list">
      {finding.basis.length > 0 && (
        <div>
          <dt>{words.cases.money.computed}</dt>
          {finding.basis.map(({ text, citations }) => (
            <dd key={text}>
              {text}
              {citations.map(({ quote, start }) => (
                <span key={start} className="rule-small">
                  「{quote}」
                </span>
              ))}
            </dd>
          ))}
        </div>
      )}
      {caps.length > 0 && (
        <div>
          <dt>{words.cases.money.caps}</dt>
          {caps.map(({ text }) => (
            <dd key={text}>
              {text}
              {words.cases.money.capUsed}
            </dd>
          ))}
        </div>
      )}
      {basis !== '' && (
        <div>
          <dt>{words.cases.money.why}</dt>
          <dd>{basis}</dd>
        </div>
      )}
    </dl>
  )
}

function Readings({ decision: { readings } }: { readonly decision: Decision }) {
  if (readings.length === 0) return null
  return (
    <>
      <h3>{words.cases.money.readings}</h3>
      <ul className="plain-list">
        {readings.map(({ reading, title, label, by, on, source }) => (
          <li key={reading}>
            <strong>{words.cases.money.readingOf(title, label)}</strong>{' '}
            <span className="rule-small">{words.cases.money.decidedBy(by, dayText(on), source)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
