// A few tasks of one kind with their number, which leads to the whole list.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import { dayText } from '../ui/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { Lamp, Sample } from './TaskLamp.tsx'
import { taskPage } from './taskAsk.ts'
import type { TaskQuery } from './taskQuery.ts'

type Props = { readonly title: string; readonly note: string; readonly query: TaskQuery }

const SHOWN = '6'

export function DeskList({ title, note, query }: Props) {
  const { data, error } = useQuery(taskPage({ ...query, size: SHOWN }))
  const id = useId()
  return (
    <section className="panel desk-list" aria-labelledby={id}>
      <h2 id={id}>
        {title}{' '}
        <Link to="/plan/tasks" search={query} className="desk-count">
          {data?.total ?? ''}
        </Link>
      </h2>
      <p className="rule-small">{note}</p>
      <Refused error={error} />
      {data?.total === 0 && <p>{words.tasks.desk.empty}</p>}
      <ul className="plain-list">
        {data?.tasks.map((each) => (
          <li key={each.id}>
            <Link to="/plan/tasks/$id" params={{ id: String(each.id) }}>
              {each.title}
            </Link>{' '}
            {each.sample && <Sample />}
            <span className="desk-state">
              <Lamp lamp={each.lamp} late={each.late} />
              {each.nextOn !== null && ` ${dayText(each.nextOn)}`}
            </span>
          </li>
        ))}
      </ul>
      {data && data.total > data.tasks.length && (
        <p>
          <Link to="/plan/tasks" search={query}>
            {words.tasks.desk.more(data.total)}
          </Link>
        </p>
      )}
    </section>
  )
}
