// Why, with the clause it rests on.
import { Link } from '@tanstack/react-router'
import { documentName } from '#lang'
import { useProgram } from '../api.ts'
import { articleAnchor } from '../policies/anchors.ts'
import { words } from '../words.zh.ts'

type Clause = { readonly policy: string; readonly article: string; readonly quote: string }

type Props = {
  readonly reason: {
    readonly code: string
    readonly text: string
    /** Null where it rests on none: what time ended, and a transfer. */
    readonly clause: Clause | null
  }
}

export function ReasonText({ reason: { code, text, clause } }: Props) {
  return (
    <div className="case-reason">
      <p>
        {words.cases.because} {words.cases.reasonCode[code] ?? words.cases.reasonAlone[code] ?? code}：{text}
      </p>
      {clause && <ClauseText clause={clause} />}
    </div>
  )
}

function ClauseText({ clause }: { readonly clause: Clause }) {
  const known = useProgram().policies.find(({ document }) => document.id === clause.policy)
  const article = known?.articles.find(({ id }) => id === clause.article)
  return (
    <p className="rule-small">
      {known && article ? (
        <Link to="/policies/$id" params={{ id: clause.policy }} hash={articleAnchor(clause.article)}>
          {documentName(known.document)} {article.heading}
        </Link>
      ) : (
        `${clause.policy} ${clause.article}`
      )}
      「{clause.quote}」
    </p>
  )
}
