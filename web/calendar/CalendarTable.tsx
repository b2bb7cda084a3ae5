// The same dates as a table in the order of their days; what has no date stands at the end.
import { Link, useLocation } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { type Dated, dateToChinese, dayOf, documentName, edgeDay, type Program } from '#lang'
import { articleAnchor } from '../policies/anchors.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { words } from '../words.zh.ts'
import { edgeText } from './edgeText.ts'
import type { SampleDate } from './sampleDates.ts'
import { rowId } from './Timeline.tsx'

const firstRows = 30

type Props = {
  readonly program: Program
  readonly dated: readonly Dated[]
  readonly events: readonly SampleDate[]
}

export function CalendarTable({ program, dated, events }: Props) {
  const documents = new Map(program.policies.map((policy) => [policy.document.id, policy]))
  const place = (each: Dated) => edgeDay(each.to) ?? dayOf(each) ?? Number.POSITIVE_INFINITY
  const sorted = dated.toSorted((a, b) => place(a) - place(b))
  const sought = useLocation({ select: ({ hash }) => hash })
  const [whole, setWhole] = useState(false)
  // A mark of the picture leads to its row, wherever that is.
  const shown = whole || sought !== '' ? sorted : sorted.slice(0, firstRows)
  useEffect(() => {
    if (sought) document.getElementById(sought)?.scrollIntoView({ block: 'center' })
  }, [sought])
  return (
    <section className="calendar-table" aria-labelledby="calendar-table-title">
      <h2 id="calendar-table-title">{words.calendar.table(dated.length)}</h2>
      <table>
        <HeadRow titles={Object.values(words.calendar.column)} />
        <tbody>
          {shown.map((each) => (
            <DatedRow key={rowId(each)} dated={each} policy={documents.get(each.policy)} />
          ))}
          {events.map(({ day, title }) => (
            <tr key={`${day} ${title}`}>
              <th scope="row">
                <span className="rule-kind">{words.calendar.sampleEvent}</span> {title}
              </th>
              <td />
              <td data-label={words.calendar.column.to}>{dateToChinese(day)}</td>
              <td />
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < sorted.length && (
        <Button onClick={() => setWhole(true)}>{words.library.more(sorted.length - shown.length)}</Button>
      )}
    </section>
  )
}

type RowProps = { readonly dated: Dated; readonly policy: Program['policies'][number] | undefined }

function DatedRow({ dated, policy }: RowProps) {
  const { kind, title, from, to, yearly, article, words: said } = dated
  const heading = policy?.articles.find(({ id }) => id === article)?.heading ?? ''
  const isPlaced = to.kind !== 'unstated'
  const hasWords = said !== undefined && said !== words.document.unstated
  const end = isPlaced || !hasWords ? edgeText(to) : words.calendar.notPlaced(said)
  return (
    <tr id={rowId(dated)}>
      <th scope="row">
        <span className="rule-kind">{words.calendar.kind[kind]}</span> {title}
      </th>
      <td data-label={words.calendar.column.from} className={`edge-${from?.kind ?? 'none'}`}>
        {edgeText(from)}
      </td>
      <td data-label={words.calendar.column.to} className={`edge-${to.kind}`}>
        {yearly && !end.includes(words.calendar.yearly) && words.calendar.eachYear}
        {end}
        {isPlaced && hasWords && <span className="rule-small">{words.calendar.said(said)}</span>}
      </td>
      <td data-label={words.calendar.column.where}>
        <Link to="/policies/$id" params={{ id: dated.policy }} hash={articleAnchor(article)}>
          {words.calendar.where(policy ? documentName(policy.document) : '', heading)}
        </Link>
      </td>
    </tr>
  )
}
