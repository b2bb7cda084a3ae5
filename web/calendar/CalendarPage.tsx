// 政策日历: what begins and ends when, as a picture of years and as a table; what no text states is said so.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { calendarOf, type Dated, documentName, parseDate } from '#lang'
import { useProgram, useSamples } from '../api.ts'
import { todayInChina } from '../ui/dates.ts'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { CalendarTable } from './CalendarTable.tsx'
import { readCalendarQuery } from './query.ts'
import { sampleDates } from './sampleDates.ts'
import { Timeline } from './Timeline.tsx'

const kinds: readonly Dated['kind'][] = ['document', 'window', 'target', 'task', 'decision']

export function CalendarPage() {
  usePageTitle(words.calendar.title)
  const program = useProgram()
  const samples = useSamples()
  const query = readCalendarQuery(useSearch({ strict: false }))
  const navigate = useNavigate()
  const all = useMemo(() => calendarOf(program), [program])
  const dated = all.filter(
    (each) => (query.policy ?? each.policy) === each.policy && (query.kind ?? each.kind) === each.kind,
  )
  const sample = samples.find(({ id }) => id === query.sample)
  const events = useMemo(() => (sample ? sampleDates(program.vocabulary, sample) : []), [program, sample])
  const change = (key: 'policy' | 'kind' | 'sample', value: string) => {
    const { [key]: _, ...rest } = query
    const search = value === '' ? rest : { ...rest, [key]: value }
    return navigate({ to: '/calendar', search, replace: true })
  }
  const used = kinds.filter((kind) => all.some((each) => each.kind === kind))
  return (
    <>
      <h1>{words.calendar.title}</h1>
      <p className="lead">{words.calendar.lead}</p>
      <search className="library-search">
        <div className="filter-fields">
          <Choice
            id="policy"
            value={query.policy}
            onChange={change}
            choices={program.policies.map(({ document }) => [document.id, documentName(document)])}
          />
          <Choice
            id="kind"
            value={query.kind}
            onChange={change}
            choices={used.map((kind) => [kind, words.calendar.kind[kind]])}
          />
          <Choice
            id="sample"
            value={query.sample}
            onChange={change}
            choices={samples.map(({ id, title }) => [id, words.samples.madeUp(title)])}
          />
          <a
            className="calendar-file"
            href={
              query.policy
                ? `/api/calendar.ics?policy=${encodeURIComponent(query.policy)}`
                : '/api/calendar.ics'
            }
            download
          >
            {words.calendar.download}
          </a>
        </div>
      </search>
      <Timeline program={program} dated={dated} events={events} today={parseDate(todayInChina()) ?? 0} />
      <CalendarTable program={program} dated={dated} events={events} />
    </>
  )
}

type ChoiceProps = {
  readonly id: 'policy' | 'kind' | 'sample'
  readonly value: string | undefined
  readonly choices: readonly (readonly [value: string, label: string])[]
  readonly onChange: (key: 'policy' | 'kind' | 'sample', value: string) => void
}

function Choice({ id, value, choices, onChange }: ChoiceProps) {
  return (
    <div className="filter-field">
      <label htmlFor={`calendar-${id}`}>{words.calendar.filter[id]}</label>
      <select
        id={`calendar-${id}`}
        className="native-select"
        value={value ?? ''}
        onChange={(event) => onChange(id, event.target.value)}
      >
        <option value="">{id === 'sample' ? words.calendar.noSample : words.library.any}</option>
        {choices.map(([choice, label]) => (
          <option key={choice} value={choice}>
            {label}
          </option>
        ))}
      </select>
    </div>
  )
}
