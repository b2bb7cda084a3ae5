// The pages that only those have who act for an enterprise or hold a duty.
import { Link } from '@tanstack/react-router'
import { words } from '../words.zh.ts'
import { actsForSomebody, isOfficer, readsPlan, useKnownSession } from './session.ts'

export function CaseLinks() {
  const session = useKnownSession()
  if (session?.kind !== 'person' || session.next !== 'nothing') return null
  return (
    <>
      {actsForSomebody(session) && <Link to="/cases">{words.cases.title}</Link>}
      {isOfficer(session) && <Link to="/workbench">{words.cases.workbench.title}</Link>}
      {readsPlan(session) && (
        <Link to="/plan" activeOptions={{ exact: true, includeSearch: false }}>
          {words.plan.menu}
        </Link>
      )}
      {readsPlan(session) && <Link to="/plan/tasks">{words.tasks.nav}</Link>}
      {readsPlan(session) && <Link to="/plan/projects">{words.projects.nav}</Link>}
      {readsPlan(session) && <Link to="/plan/wall">{words.wall.nav}</Link>}
    </>
  )
}
