// For officers and leaders: the records that a case was late.
import { useQuery } from '@tanstack/react-query'
import { isOfficer, useKnownSession } from '../identity/session.ts'
import { dayText, momentText } from '../ui/dates.ts'
import { words } from '../words.zh.ts'
import { escalations } from './ask.ts'

export function Escalations({ id }: { readonly id: number }) {
  const session = useKnownSession()
  return session?.kind === 'person' && isOfficer(session) ? <Records id={id} /> : null
}

function Records({ id }: { readonly id: number }) {
  const { data = [] } = useQuery(escalations(id))
  if (data.length === 0) return null
  return (
    <section className="panel" aria-labelledby="escalations-title">
      <h2 id="escalations-title">{words.papers.escalations}</h2>
      <ul className="plain-list">
        {data.map(({ level, dueOn, workingDaysLate, at }) => (
          <li key={`${level} ${at}`}>
            <time dateTime={at} className="rule-small">
              {momentText(at)}
            </time>{' '}
            {words.papers.escalated(level, dayText(dueOn), workingDaysLate)}
          </li>
        ))}
      </ul>
    </section>
  )
}
