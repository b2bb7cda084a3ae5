// What is known of an enterprise for an item, with its source; what only the enterprise can say; what others find out.
import { Skeleton } from 'antd'
import type { PrefillReply } from '#server/api/newCase.ts'
import { momentText } from '../ui/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'

type Props = { readonly asked: { readonly data: PrefillReply | undefined; readonly error: Error | null } }

export function Known({ asked: { data, error } }: Props) {
  if (error) return <Refused error={error} />
  if (!data) return <Skeleton />
  return (
    <section className="panel" aria-labelledby="known-title">
      <h2 id="known-title">{words.cases.known}</h2>
      <p>{words.cases.outcome(words.outcome[data.outcome])}</p>
      <ul className="known-list">
        {data.known.map(({ name, title, year, value, source, recordedAt }) => (
          <li key={`${name} ${year}`}>
            <span className="known-name">
              {title}
              {year !== null && words.cases.ofYear(year)}
            </span>
            <span className="known-value">{valueText(value)}</span>
            <span className="rule-small">
              {words.cases.source[source] ?? source} · {momentText(recordedAt)}
            </span>
          </li>
        ))}
      </ul>
      {data.known.length === 0 && <p>{words.cases.nothingKnown}</p>}
      {data.asked.length > 0 && (
        <>
          <h3>{words.cases.asked}</h3>
          <ul className="plain-list">
            {data.asked.map(({ title, question }) => (
              <li key={title}>
                <strong>{title}</strong> {question}
              </li>
            ))}
          </ul>
        </>
      )}
      {data.foundOut.length > 0 && (
        <>
          <h3>{words.cases.foundOut}</h3>
          <ul className="plain-list">
            {data.foundOut.map(({ title, by }) => (
              <li key={title}>{words.cases.foundOutBy(title, by)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function valueText(value: unknown): string {
  if (typeof value === 'boolean') return value ? words.field.yes : words.field.no
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (Array.isArray(value) && value.length === 0) return words.field.none
  if (Array.isArray(value))
    return value.every((each) => typeof each === 'string')
      ? value.join('、')
      : words.cases.entries(value.length)
  return JSON.stringify(value)
}
