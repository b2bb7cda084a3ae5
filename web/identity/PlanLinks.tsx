// In the head of the plan's pages: the ways between them.
import { Link, useLocation } from '@tanstack/react-router'
import { words } from '../words.zh.ts'
import { readsPlan, useKnownSession } from './session.ts'

export function PlanLinks() {
  const session = useKnownSession()
  const here = useLocation({ select: ({ pathname }) => pathname })
  const within = here === '/plan' || here.startsWith('/plan/')
  if (!within || session?.kind !== 'person' || session.next !== 'nothing' || !readsPlan(session)) return null
  return (
    <nav aria-label={words.plan.nav} className="nav-group plan-links">
      <Link to="/plan/wall">{words.wall.nav}</Link>
      <Link to="/plan" activeOptions={{ exact: true, includeSearch: false }}>
        {words.plan.menu}
      </Link>
      <Link to="/plan/tasks">{words.tasks.nav}</Link>
      <Link to="/plan/projects">{words.projects.nav}</Link>
    </nav>
  )
}
