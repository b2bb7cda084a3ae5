// 计划统筹台: what is to be assigned, reviewed, closed and answered, who is late, and how the departments stand.
import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import type { SignedIn } from '../identity/session.ts'
import { Refused } from '../ui/Refused.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { DeskList } from './DeskList.tsx'
import { NodeImport } from './NodeImport.tsx'
import { OwnerNames } from './OwnerNames.tsx'
import { Ranking } from './Ranking.tsx'
import { TaskNav } from './TaskNav.tsx'
import { taskSummary } from './taskAsk.ts'
import type { TaskQuery } from './taskQuery.ts'

export function TaskOfficePage() {
  usePageTitle(words.tasks.office.title)
  return <SignedInOnly>{(session) => <Office session={session} />}</SignedInOnly>
}

/** Where a department of the whole municipality plans. */
const MUNICIPALITY = '重庆市'

export function districtsOf({ duties }: SignedIn): readonly string[] {
  const own = duties.filter(({ role }) => role === 'planner')
  return [...new Set(own.map(({ department }) => department?.district ?? MUNICIPALITY))]
}

function Office({ session }: { readonly session: SignedIn }) {
  const { office } = words.tasks
  const districts = districtsOf(session)
  const [district] = districts
  // One district for nearly everybody; whoever plans for several sees all that the database shows.
  const scope: TaskQuery = districts.length === 1 && district !== undefined ? { district } : {}
  const summary = useQuery(taskSummary(scope))
  return (
    <>
      <h1>{office.title}</h1>
      <p className="lead">{office.lead}</p>
      <TaskNav session={session} />
      <div className="desk-grid">
        <DeskList title={office.red} note={office.redNote} query={{ ...scope, lamp: 'red' }} />
        <DeskList title={office.review} note={office.reviewNote} query={{ ...scope, step: 'reported' }} />
        <DeskList title={office.strike} note={office.strikeNote} query={{ ...scope, step: 'finished' }} />
        <DeskList title={office.asked} note={office.askedNote} query={{ ...scope, asked: '1' }} />
        <DeskList title={office.assign} note={office.assignNote} query={{ ...scope, step: 'registered' }} />
        <NodeImport download={{ ...scope, lamp: 'red' }} />
      </div>
      <Refused error={summary.error} />
      {summary.isPending && <Skeleton />}
      {summary.data && <Ranking summary={summary.data} query={scope} />}
      <OwnerNames districts={districts} />
    </>
  )
}
