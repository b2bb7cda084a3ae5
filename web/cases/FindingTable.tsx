// Clause beside fact: every condition of the item with the words it rests on and what is known of this enterprise.
import { Link } from '@tanstack/react-router'
import type { Finding, Policy, Reason } from '#lang'
import { useProgram } from '../api.ts'
import { articleAnchor } from '../policies/anchors.ts'
import { MoneyText } from '../ui/MoneyText.tsx'
import { words } from '../words.zh.ts'

type Props = { readonly finding: Finding; readonly policy: string }

export function FindingTable({ finding, policy: id }: Props) {
  const policy = useProgram().policies.find(({ document }) => document.id === id)
  const { outcome, amount, reasons, needs } = finding
  return (
    <section className="panel" aria-labelledby="finding-title">
      <h2 id="finding-title">{words.cases.judged}</h2>
      <p>
        <span className={`outcome outcome-${outcome}`}>{words.outcome[outcome]}</span>{' '}
        {(outcome === 'eligible' || outcome === 'undetermined') && <MoneyText amount={amount} />}
      </p>
      <table className="clause-table">
        <thead>
          <tr>
            <th scope="col">{words.cases.clauseColumn}</th>
            <th scope="col">{words.cases.factColumn}</th>
          </tr>
        </thead>
        <tbody>
          {reasons.map((each) => (
            <tr key={`${each.truth} ${each.part ?? ''} ${each.text}`} className={`clause-${each.truth}`}>
              <td>{policy && <Clauses reason={each} policy={policy} />}</td>
              <td>
                <span className={`truth truth-${each.truth}`}>{words.truth[each.truth]}</span> {each.text}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
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

function Clauses({ reason, policy }: { readonly reason: Reason; readonly policy: Policy }) {
  return reason.citations.map(({ article, quote, start }) => (
    <p key={`${article} ${start}`}>
      <Link to="/policies/$id" params={{ id: policy.document.id }} hash={articleAnchor(article)}>
        {policy.articles.find(({ id }) => id === article)?.heading ?? article}
      </Link>{' '}
      「{quote}」
    </p>
  ))
}
