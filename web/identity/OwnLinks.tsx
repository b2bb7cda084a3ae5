// In the head: the pages that only those have who act for an enterprise or hold a duty.
import { Link } from '@tanstack/react-router'
import { words } from '../words.zh.ts'
import {
  actsForSomebody,
  isChecker,
  isOfFinance,
  isOfficer,
  isSecurityAdmin,
  isSystemAdmin,
  readsPlan,
  seesRectifications,
  setsItems,
  useKnownSession,
} from './session.ts'

export function OwnLinks() {
  const session = useKnownSession()
  if (session?.kind !== 'person' || session.next !== 'nothing') return null
  const administers = isSystemAdmin(session) || isSecurityAdmin(session) || setsItems(session)
  return (
    <div className="nav-group own-links">
      {actsForSomebody(session) && <Link to="/firm">{words.firm.title}</Link>}
      {actsForSomebody(session) && <Link to="/cases">{words.cases.title}</Link>}
      {isOfficer(session) && <Link to="/workbench">{words.cases.workbench.title}</Link>}
      {isOfFinance(session) && <Link to="/finance">{words.finance.title}</Link>}
      {isOfficer(session) && <Link to="/oversight">{words.papers.oversight.title}</Link>}
      {isChecker(session) && <Link to="/audit">{words.audit.title}</Link>}
      {administers && <Link to="/administration">{words.administration.title}</Link>}
      {seesRectifications(session) && <Link to="/rectifications">{words.firm.rectification.title}</Link>}
      {readsPlan(session) && <Link to="/plan">{words.plan.nav}</Link>}
    </div>
  )
}
