// The papers that a case has come to, each made by a click.
import { useQuery } from '@tanstack/react-query'
import { dayText } from '../ui/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { casePapers } from './ask.ts'

export function CasePapers({ id }: { readonly id: number }) {
  const { data, error } = useQuery(casePapers(id))
  if (error) return <Refused error={error} />
  if (!data) return null
  const { papers, notices } = data
  return (
    <section className="panel" aria-labelledby="papers-title">
      <h2 id="papers-title">{words.papers.title}</h2>
      {papers.length + notices.length === 0 ? (
        <p>{words.papers.none}</p>
      ) : (
        <p className="rule-small">{words.papers.note}</p>
      )}
      <ul className="paper-list">
        {papers.map(({ kind, title, on }) => (
          <li key={kind}>
            <a href={`/api/cases/${id}/papers/${kind}`} download>
              {words.papers.make(title)}
            </a>{' '}
            <span className="rule-small">{dayText(on)}</span>
          </li>
        ))}
        {notices.map((number) => (
          <li key={number}>
            <a href={`/api/publicity/${number}/paper`} download>
              {words.papers.notice(number)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
