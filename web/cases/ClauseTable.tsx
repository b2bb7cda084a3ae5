// Clause beside fact beside where the fact comes from: every condition with the words it rests on, what is known of this
// enterprise, and who said it.
import { Link } from '@tanstack/react-router'
import type { Policy, Reason } from '#lang'
import type { CaseReply } from '#server/api/caseReply.ts'
import { useProgram } from '../api.ts'
import { articleAnchor } from '../policies/anchors.ts'
import { momentText } from '../ui/dates.ts'
import { words } from '../words.zh.ts'

type Sources = NonNullable<CaseReply['officer']>['sources']

type Props = {
  readonly reasons: readonly Reason[]
  readonly policy: string
  /** Absent where this is not told. */
  readonly sources?: Sources
}

export function ClauseTable({ reasons, policy: id, sources }: Props) {
  const policy = useProgram().policies.find(({ document }) => document.id === id)
  return (
    <table className="clause-table">
      <thead>
        <tr>
          <th scope="col">{words.cases.clauseColumn}</th>
          <th scope="col">{words.cases.factColumn}</th>
          {sources && <th scope="col">{words.cases.sourceColumn}</th>}
        </tr>
      </thead>
      <tbody>
        {reasons.map((each) => (
          <tr key={`${each.truth} ${each.part ?? ''} ${each.text}`} className={`clause-${each.truth}`}>
            <td>{policy && <Clauses reason={each} policy={policy} />}</td>
            <td>
              <span className={`truth truth-${each.truth}`}>{words.truth[each.truth]}</span> {each.text}
            </td>
            {sources && <SourceCell reason={each} sources={sources} />}
          </tr>
        ))}
      </tbody>
    </table>
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

/** The statements of the fact that the condition tests; a reading or a definition names none itself. */
function SourceCell({ reason, sources }: { readonly reason: Reason; readonly sources: Sources }) {
  const own = sources.filter(({ title }) => reason.fact?.includes(title) || reason.text.includes(title))
  return (
    <td className="source-cell">
      {own.map(({ title, year, source, note, at }) => (
        <p key={`${title} ${year} ${source} ${note} ${at}`}>
          {title}
          {year !== null && words.cases.ofYear(year)}：{words.cases.source[source] ?? source}
          {note && `（${note}）`} <span className="rule-small">{momentText(at)}</span>
        </p>
      ))}
    </td>
  )
}
