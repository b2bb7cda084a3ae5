// 任务表: every task that one sees with its lamp, what is due first on top; the same set as Excel and as a paper.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useState } from 'react'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import type { SignedIn } from '../identity/session.ts'
import { dayText } from '../ui/dates.ts'
import { MorePages } from '../ui/MorePages.tsx'
import { Refused } from '../ui/Refused.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { LampCounts } from './LampCounts.tsx'
import { TaskFilter } from './TaskFilter.tsx'
import { departmentsOf, isPlanner, TaskNav } from './TaskNav.tsx'
import { TaskTable } from './TaskTable.tsx'
import { taskPage, taskSummary } from './taskAsk.ts'
import { readTaskQuery, type TaskQuery } from './taskQuery.ts'

export function TasksPage() {
  usePageTitle(words.tasks.title)
  return <SignedInOnly>{(session) => <Tasks session={session} />}</SignedInOnly>
}

function Tasks({ session }: { readonly session: SignedIn }) {
  const query = readTaskQuery(useSearch({ strict: false }))
  const navigate = useNavigate()
  const [after, setAfter] = useState<readonly string[]>([])
  const last = after.at(-1)
  const { lamp: _, ...everyLamp } = query
  const page = useQuery({
    ...taskPage(last === undefined ? query : { ...query, after: last }),
    placeholderData: keepPreviousData,
  })
  const summary = useQuery({ ...taskSummary(everyLamp), placeholderData: keepPreviousData })
  const change = (next: TaskQuery) => {
    setAfter([])
    void navigate({ to: '/plan/tasks', search: next, replace: true })
  }
  return (
    <>
      <h1>{words.tasks.title}</h1>
      <p className="lead">{words.tasks.lead}</p>
      <TaskNav session={session} />
      {summary.data && <LampCounts summary={summary.data} query={query} />}
      <TaskFilter query={query} onChange={change} />
      <Refused error={page.error ?? summary.error} />
      {page.isPending && <Skeleton />}
      {page.data && (
        <>
          {query.at !== undefined && page.data.today === query.at && (
            <p className="task-earlier" role="status">
              {words.tasks.earlier(dayText(query.at))}
            </p>
          )}
          <div className="task-actions">
            <p aria-live="polite">{words.tasks.total(page.data.total)}</p>
            <Files query={query} doer={isPlanner(session) || departmentsOf(session).length > 0} />
          </div>
          <TaskTable tasks={page.data.tasks} at={query.at} />
          <MorePages {...{ after, next: page.data.next }} onChange={setAfter} />
        </>
      )}
    </>
  )
}

/** The whole filtered set, not a page of it. */
function Files({ query, doer }: { readonly query: TaskQuery; readonly doer: boolean }) {
  const asked = (more: Readonly<Record<string, string>> = {}) => new URLSearchParams({ ...query, ...more })
  return (
    <p className="task-files">
      <a href={`/api/plan/tasks.xlsx?${asked()}`}>{words.tasks.export}</a>
      {doer && <a href={`/api/plan/task-nodes.xlsx?${asked()}`}>{words.tasks.nodes}</a>}
      <a href={`/api/plan/task-report.docx?${asked({ kind: 'bulletin' })}`}>{words.tasks.bulletin}</a>
      <a href={`/api/plan/task-report.docx?${asked({ kind: 'special' })}`}>{words.tasks.special}</a>
    </p>
  )
}
