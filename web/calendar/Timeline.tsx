// The picture: for each document a bar for itself and for every window, and one mark a year for what is due in it.
import { Link } from '@tanstack/react-router'
import { type Dated, dateToChinese, dayOf, documentName, edgeDay, type Program } from '#lang'
import { articleAnchor } from '../policies/anchors.ts'
import { words } from '../words.zh.ts'
import { edgeText } from './edgeText.ts'
import type { SampleDate } from './sampleDates.ts'
import { type Scale, scaleOf } from './scale.ts'

type Props = {
  readonly program: Program
  readonly dated: readonly Dated[]
  readonly events: readonly SampleDate[]
  readonly today: number
}

export function Timeline({ program, dated, events, today }: Props) {
  const days = dated
    .flatMap((each) => [edgeDay(each.from), edgeDay(each.to)])
    .filter((day) => day !== undefined)
  const scale = scaleOf([...days, ...events.map(({ day }) => day)], today)
  const documents = program.policies.flatMap(({ document }) => {
    const own = dated.filter((each) => each.policy === document.id && dayOf(each) !== undefined)
    return own.length > 0 ? [{ document, own }] : []
  })
  return (
    <section className="timeline" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{words.calendar.picture}</h2>
      <ul className="timeline-legend">
        {(['stated', 'inferred', 'unstated'] as const).map((kind) => (
          <li key={kind}>
            <span className={`edge-sample edge-sample-${kind}`} aria-hidden="true" />
            {words.calendar.edge[kind]}
          </li>
        ))}
      </ul>
      <div className="timeline-years" aria-hidden="true">
        {scale.years.map((year) => (
          <span key={year}>{year}</span>
        ))}
      </div>
      {documents.map(({ document, own }) => (
        <section key={document.id} className="timeline-document" aria-label={documentName(document)}>
          <Today scale={scale} today={today} />
          {own
            .filter(({ kind }) => kind === 'document' || kind === 'window')
            .map((each) => (
              <Bar
                key={`${each.kind} ${each.id}`}
                dated={each}
                scale={scale}
                number={documentName(document)}
              />
            ))}
          <Marks dated={own} scale={scale} />
        </section>
      ))}
      {events.length > 0 && (
        <section className="timeline-document" aria-label={words.calendar.sampleEvents}>
          <Today scale={scale} today={today} />
          <p className="bar-label">{words.calendar.sampleEvents}</p>
          <ul className="marks">
            {events.map(({ day, title }) => (
              <li key={`${day} ${title}`} style={{ left: `${scale.place(day)}%` }}>
                <span
                  className="calendar-dot dot-sample"
                  role="img"
                  aria-label={`${dateToChinese(day)} ${title}`}
                  title={`${dateToChinese(day)} ${title}`}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="rule-small">{words.calendar.todayNote(dateToChinese(today))}</p>
    </section>
  )
}

function Today({ scale, today }: { readonly scale: Scale; readonly today: number }) {
  return <span className="today-line" aria-hidden="true" style={{ left: `${scale.place(today)}%` }} />
}

type BarProps = { readonly dated: Dated; readonly scale: Scale; readonly number: string }

function Bar({ dated, scale, number }: BarProps) {
  const { kind, policy, article, title, from, to } = dated
  const left = scale.place(edgeDay(from) ?? Number.NEGATIVE_INFINITY)
  const right = scale.place((edgeDay(to) ?? Number.POSITIVE_INFINITY) + 1)
  const period = words.calendar.period(
    edgeText(from),
    to.kind === 'unstated' ? words.calendar.openEnd(to.note) : words.calendar.until(edgeText(to)),
  )
  return (
    <div className={`bar-row bar-row-${kind}`}>
      <p className="bar-label">
        <Link to="/policies/$id" params={{ id: policy }} hash={articleAnchor(article)}>
          {kind === 'document' ? number : title}
        </Link>{' '}
        <span className="rule-small">{period}</span>
      </p>
      <div className="bar-track" aria-hidden="true">
        <span
          className={`calendar-bar bar-${kind} bar-from-${from?.kind ?? 'unstated'} bar-to-${to.kind}`}
          style={{ left: `${left}%`, width: `${right - left}%` }}
        />
      </div>
    </div>
  )
}

/** Deadlines and decisions: those of one day and kind are one mark with their number. */
function Marks({ dated, scale }: { readonly dated: readonly Dated[]; readonly scale: Scale }) {
  const due = dated.filter(({ kind }) => kind !== 'document' && kind !== 'window')
  const groups = [...Map.groupBy(due, (each) => `${each.kind} ${edgeDay(each.to)} ${each.to.kind}`).values()]
  if (groups.length === 0) return null
  return (
    <ul className="marks">
      {groups.map((group) => {
        const [first] = group
        const day = edgeDay(first?.to)
        if (!first || day === undefined) return null
        const text = words.calendar.due(words.calendar.kind[first.kind], group.length, edgeText(first.to))
        return (
          <li key={`${first.kind} ${first.to.kind} ${day}`} style={{ left: `${scale.place(day)}%` }}>
            <a
              href={`#${rowId(first)}`}
              className={`calendar-dot dot-${first.kind} dot-${first.to.kind}`}
              aria-label={text}
              title={[text, ...group.slice(0, 12).map((each) => each.title)].join('\n')}
            >
              {group.length}
            </a>
          </li>
        )
      })}
    </ul>
  )
}

export function rowId({ policy, kind, id }: Dated): string {
  return `date-${policy}-${kind}-${id}`
}
