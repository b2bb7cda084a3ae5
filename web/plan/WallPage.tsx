// 作战图: the whole plan on one page for whoever leads. Every number leads to its list; every picture is its own table.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input, Skeleton } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { WallReply } from '#server/api/plan/planWall.ts'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import { dayText } from '../ui/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { wall } from './projectAsk.ts'
import { readWallQuery, type WallQuery } from './projectQuery.ts'
import { WallProjects } from './WallProjects.tsx'
import { WallTargets } from './WallTargets.tsx'
import { WallTasks } from './WallTasks.tsx'

export function WallPage() {
  usePageTitle(words.wall.title)
  return <SignedInOnly>{() => <Wall />}</SignedInOnly>
}

function Wall() {
  const query = readWallQuery(useSearch({ strict: false }))
  const navigate = useNavigate()
  const page = useRef<HTMLDivElement>(null)
  const { full, toggle } = useFullScreen(page)
  const { data, error } = useQuery({ ...wall(query), placeholderData: keepPreviousData })
  const change = (search: WallQuery) => void navigate({ to: '/plan/wall', search, replace: true })
  return (
    <div ref={page} className="wall">
      <header className="wall-head">
        <h1>{words.wall.title}</h1>
        <p aria-live="polite">{data && words.wall.asOf(dayText(data.day))}</p>
        <div className="wall-tools">
          <label htmlFor="wall-at">{words.wall.at}</label>
          <Input
            {...{ id: 'wall-at', type: 'date', value: query.at ?? '' }}
            onChange={(event) => change(event.target.value === '' ? {} : { at: event.target.value })}
          />
          {query.at !== undefined && (
            <Button type="link" onClick={() => change({})}>
              {words.wall.today}
            </Button>
          )}
          <a href={`/api/plan/wall.xlsx?${new URLSearchParams({ ...query })}`} download>
            {words.plan.export}
          </a>
          <Button aria-pressed={full} onClick={toggle}>
            {full ? words.wall.leaveFull : words.wall.full}
          </Button>
        </div>
      </header>
      <Refused error={error} />
      {!data && !error && <Skeleton paragraph={{ rows: 12 }} />}
      {data && <Panels data={data} query={query} />}
    </div>
  )
}

function Panels({ data, query }: { readonly data: WallReply; readonly query: WallQuery }) {
  const late = data.projects.stages.reduce((sum, each) => sum + each.late, 0)
  const { at } = query
  // Tasks know one day; targets and projects know the day and when it became known.
  const when = at === undefined ? {} : { at, known: at }
  const onDay = at === undefined ? {} : { at }
  return (
    <>
      {(data.sample || data.projects.total > 0) && data.sample && (
        <p className="sample-note">{words.wall.sample}</p>
      )}
      <ul className="wall-heads">
        <Head title={words.wall.redTargets} all={data.targets.total} red={data.targets.lamps.red ?? 0}>
          {(number) => (
            <Link to="/plan" search={{ ...when, lamp: 'red' }}>
              {number}
            </Link>
          )}
        </Head>
        <Head title={words.wall.redTasks} all={data.tasks.total} red={data.tasks.lamps.red ?? 0}>
          {(number) => (
            <Link to="/plan/tasks" search={{ ...onDay, lamp: 'red' }}>
              {number}
            </Link>
          )}
        </Head>
        <Head title={words.wall.lateProjects} all={data.projects.total} red={late}>
          {(number) => (
            <Link to="/plan/projects" search={{ ...when, late: '1' }}>
              {number}
            </Link>
          )}
        </Head>
      </ul>
      <div className="wall-panels">
        <div className="wall-side">
          <WallTargets targets={data.targets} when={when} />
          <WallProjects projects={data.projects} when={when} />
        </div>
        <WallTasks tasks={data.tasks} onDay={onDay} />
      </div>
    </>
  )
}

type HeadProps = {
  readonly title: string
  readonly all: number
  readonly red: number
  readonly children: (number: ReactNode) => ReactNode
}

function Head({ title, all, red, children }: HeadProps) {
  return (
    <li>
      <span>{title}</span>
      {children(<strong className={red > 0 ? 'wall-red' : undefined}>{red}</strong>)}
      <span className="rule-small">/ {all}</span>
    </li>
  )
}

/** The browser may also leave it by its own key. */
function useFullScreen(page: React.RefObject<HTMLDivElement | null>) {
  const [full, setFull] = useState(false)
  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', changed)
    return () => document.removeEventListener('fullscreenchange', changed)
  }, [])
  const toggle = () => {
    if (document.fullscreenElement) void document.exitFullscreen()
    else void page.current?.requestFullscreen()
  }
  return { full, toggle }
}
