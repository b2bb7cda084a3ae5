// From an item that is met or may be met to its application, where it can be applied for here.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Finding } from '#lang'
import { openItems } from '../cases/ask.ts'
import { useKnownSession } from '../identity/session.ts'
import { words } from '../words.zh.ts'
import { useFields } from './FieldContext.ts'

export function ApplyLink({ finding: { policy, item, title, outcome } }: { readonly finding: Finding }) {
  const session = useKnownSession()
  const { applicant } = useFields()
  const mayApply =
    session?.kind === 'person' &&
    session.next === 'nothing' &&
    session.authorities.some(({ scopes }) => scopes.includes('apply'))
  const isOpen = outcome === 'eligible' || outcome === 'undetermined'
  const { data } = useQuery({ ...openItems, enabled: mayApply && isOpen, staleTime: 300_000 })
  if (!mayApply || !isOpen) return null
  if (!data?.some((each) => each.policy === policy && each.item === item && each.closed === null)) return null
  return (
    <Link
      to="/cases/new"
      search={{ policy, item, ...(applicant !== undefined && { of: applicant }) }}
      className="apply-link"
      aria-label={words.firm.checkup.applyFor(title)}
    >
      {words.firm.checkup.apply}
    </Link>
  )
}
