// The papers that a case has come to: an officer makes them by a click, the applicant downloads its own.
import { useQuery } from '@tanstack/react-query'
import { dayText } from '../ui/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { casePapers } from './ask.ts'

/** For the applicant: its notices, as soon as there is one. */
export function CaseNotices({ id }: { readonly id: number }) {
  const { data, error } = useQuery(casePapers(id))
  if (error) return <Refused error={error} />
  if (!data || data.papers.length === 0) return null
  return (
    <section className="panel" aria-labelledby="notices-title">
      <h2 id="notices-title">{words.papers.own.title}</h2>
      <ul className="notice-list">
        {data.papers.map(({ kind, title, on }) => (
          <li key={kind}>
            <a href={`/api/cases/${id}/papers/${kind}`} download>
              {words.papers.own.download(title)}
            </a>
            <span className="rule-small">{dayText(on)}</span>
          </li>
        ))}
      </ul>
      <p className="rule-small">{words.papers.own.note}</p>
    </section>
  )
}

/** For an officer. */
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
