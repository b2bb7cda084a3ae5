// What the enterprise holds to be wrong of a refusal, in its own words, and the answer.
import type { CaseReply } from '#server/api/caseReply.ts'
import { momentText } from '../ui/dates.ts'
import { words } from '../words.zh.ts'

export function AppealPanel({ appeals }: { readonly appeals: CaseReply['appeals'] }) {
  return (
    <section className="panel" aria-labelledby="appeals-title">
      <h2 id="appeals-title">{words.cases.appeals}</h2>
      <ol className="appeal-list">
        {appeals.map(({ against, content, at, settled, why, settledAt }) => (
          <li key={at}>
            <p className="rule-small">
              <time dateTime={at}>{momentText(at)}</time> {words.cases.appealAgainst(against)}
            </p>
            <blockquote>{content}</blockquote>
            <p>
              <strong>{words.cases.appealSettled[settled ?? 'open']}</strong>
              {settledAt !== null && <span className="rule-small"> {momentText(settledAt)}</span>}
            </p>
            {why !== null && why !== '' && <p>{words.cases.appealAnswer(why)}</p>}
          </li>
        ))}
      </ol>
    </section>
  )
}
