// The pages of the plan that a person's duties open.
import { Link } from '@tanstack/react-router'
import type { SignedIn } from '../identity/session.ts'
import { words } from '../words.zh.ts'
import { plansHere, reportsHere } from './duties.ts'

export function PlanTabs({ session }: { readonly session: SignedIn }) {
  return (
    <nav className="plan-tabs" aria-label={words.plan.nav}>
      <Link to="/plan" activeOptions={{ exact: true, includeSearch: false }}>
        {words.plan.title}
      </Link>
      {reportsHere(session) && <Link to="/plan/desk">{words.plan.desk}</Link>}
      {plansHere(session) && <Link to="/plan/review">{words.plan.review}</Link>}
    </nav>
  )
}
