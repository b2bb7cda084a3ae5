// Why, with the clause it rests on.
import { Link } from '@tanstack/react-router'
import { documentName } from '#lang'
import { useProgram } from '../api.ts'
import { articleAnchor } from '../policies/anchors.ts'
import { words } from '../words.zh.ts'

type Props = {
  readonly reason: {
    readonly code: string
    readonly text: string
    readonly clause: { readonly policy: string; readonly article: string; readonly quote: string }
  }
}

export function ReasonText({ reason: { code, text, clause } }: Props) {
  const known = useProgram().policies.find(({ document }) => document.id === clause.policy)
  const article = known?.articles.find(({ id }) => id === clause.article)
  return (
    <div className="case-reason">
      <p>
        {words.cases.because} {words.cases.reasonCode[code] ?? code}：{text}
      </p>
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
    </div>
  )
}
