// 政策原文: the documents of the library.
import { Link } from '@tanstack/react-router'
import { dateToChinese } from '#lang'
import { useProgram } from '../api.ts'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'

export function PolicyListPage() {
  usePageTitle(words.policyList.title)
  const { policies } = useProgram()
  return (
    <>
      <h1>{words.policyList.title}</h1>
      <p className="lead">{words.policyList.lead}</p>
      <ul className="policy-list">
        {policies.map(({ document, items, readings, targets }) => (
          <li key={document.id}>
            <p className="document-number">{document.number}</p>
            <h2>
              <Link to="/policies/$id" params={{ id: document.id }}>
                {document.title}
              </Link>
            </h2>
            <p>
              {words.policyList.facts(
                document.issuer,
                dateToChinese(document.issued.day),
                document.ends
                  ? words.policyList.until(dateToChinese(document.ends.day))
                  : words.document.noEnd,
              )}
            </p>
            <p className="rule-small">
              {words.policyList.counts(items.length, readings.length, targets.length)}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}
