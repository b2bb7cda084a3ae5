// One day to keep in mind: how far it is, what it is, how it was understood, and the way to it.
import { Link } from '@tanstack/react-router'
import { parseDate } from '#lang'
import type { OwnDateReply } from '#server/api/firm/dates.ts'
import { dayText, todayInChina } from '../ui/dates.ts'
import { words } from '../words.zh.ts'

export function DateEntry({ date }: { readonly date: OwnDateReply }) {
  const { kind, day, title, note, inferred, caseId, item } = date
  const { calendar, dateKind } = words.firm
  const left = daysLeft(day)
  return (
    <li className={`own-date own-date-${kind}`}>
      <p className="own-date-day">
        <time dateTime={day}>{dayText(day)}</time>
        <span className={left <= 7 ? 'days-left days-few' : 'days-left'}>{calendar.daysLeft(left)}</span>
      </p>
      <p>
        <span className={`date-kind date-kind-${kind}`}>{dateKind[kind]}</span>{' '}
        {caseId !== null ? (
          <Link to="/cases/$id" params={{ id: String(caseId) }}>
            {title}
          </Link>
        ) : item !== null ? (
          <Link to="/" hash={item}>
            {title}
          </Link>
        ) : (
          title
        )}
      </p>
      {note !== '' && <p className="rule-small">{note}</p>}
      {inferred !== null && (
        <p className="rule-small">
          <span className="edge-inferred">{calendar.inferred}</span> {inferred}
        </p>
      )}
    </li>
  )
}

function daysLeft(day: string): number {
  return (parseDate(day) ?? 0) - (parseDate(todayInChina()) ?? 0)
}
