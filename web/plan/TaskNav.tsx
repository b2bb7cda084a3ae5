// The pages about tasks, by what one's duty lets one do.
import { Link } from '@tanstack/react-router'
import type { SignedIn } from '../identity/session.ts'
import { words } from '../words.zh.ts'

export const isPlanner = ({ duties }: SignedIn): boolean => duties.some(({ role }) => role === 'planner')

/** The departments for which the person handles or reviews. */
export function departmentsOf({
  duties,
}: SignedIn): readonly { readonly id: string; readonly name: string }[] {
  const own = duties.filter(({ role }) => role === 'handler' || role === 'reviewer')
  const places = own.flatMap(({ department }) => (department ? [department] : []))
  return [...new Map(places.map((each) => [each.id, each])).values()]
}

export function TaskNav({ session }: { readonly session: SignedIn }) {
  const { pages } = words.tasks
  return (
    <nav className="task-nav" aria-label={words.tasks.nav}>
      <Link to="/plan/tasks" activeOptions={{ exact: true, includeSearch: false }}>
        {pages.list}
      </Link>
      {departmentsOf(session).length > 0 && <Link to="/plan/tasks/desk">{pages.desk}</Link>}
      {isPlanner(session) && <Link to="/plan/tasks/office">{pages.office}</Link>}
      <Link to="/plan/tasks/meetings">{pages.meetings}</Link>
    </nav>
  )
}
