// What is doubtful in a document's own words, each with its phrase and its article.
import { useQuery } from '@tanstack/react-query'
import { lintOf } from '../api.ts'
import { words } from '../words.zh.ts'
import { articleAnchor } from './anchors.ts'

export function LintPanel({ policy }: { readonly policy: string }) {
  const { data, isError } = useQuery({ queryKey: ['lint', policy], queryFn: () => lintOf(policy) })
  if (isError) return <p role="alert">{words.lint.failed}</p>
  if (!data || data.length === 0) return null
  return (
    <details className="lint">
      <summary>
        <h2>{words.lint.title(data.length)}</h2>
      </summary>
      <p className="rule-small">{words.lint.note}</p>
      <ul>
        {data.map(({ code, article, heading, quote, message, expected, hint }) => (
          <li key={`${code} ${article} ${message} ${quote ?? ''}`}>
            <strong>{message}</strong>
            <p className="rule-small">
              <a href={`#${articleAnchor(article)}`}>{heading}</a>
              {quote && `「${quote}」`}
              <span className="nature">{code}</span>
            </p>
            {expected && <p className="rule-small">{words.lint.expected(expected)}</p>}
            {hint && <p className="rule-small">{words.lint.hint(hint)}</p>}
          </li>
        ))}
      </ul>
    </details>
  )
}
