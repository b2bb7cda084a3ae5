// 审计: the log, whether it is whole, decisions computed again, bundles. The administrator of the audit has the first two.
import { Link, useSearch } from '@tanstack/react-router'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import { isAuditor, isChecker } from '../identity/session.ts'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { BundleView } from './BundleView.tsx'
import { LogView } from './LogView.tsx'
import { type AuditView, readAuditQuery } from './query.ts'
import { ReplayView } from './ReplayView.tsx'
import { VerifyView } from './VerifyView.tsx'

export function AuditPage() {
  usePageTitle(words.audit.title)
  return (
    <SignedInOnly>
      {(session) =>
        isChecker(session) ? <Audit whole={isAuditor(session)} /> : <p>{words.audit.notYours}</p>
      }
    </SignedInOnly>
  )
}

function Audit({ whole }: { readonly whole: boolean }) {
  const query = readAuditQuery(useSearch({ strict: false }))
  const views: readonly AuditView[] = whole ? ['log', 'verify', 'replay', 'bundle'] : ['log', 'verify']
  const view = views.find((each) => each === query.view) ?? 'log'
  return (
    <>
      <h1>{words.audit.title}</h1>
      <nav className="view-links" aria-label={words.audit.viewsLabel}>
        {views.map((each) => (
          <Link
            key={each}
            to="/audit"
            search={{ view: each }}
            className={each === view ? 'view-link view-here' : 'view-link'}
            {...(each === view && { 'aria-current': 'page' as const })}
          >
            {words.audit.views[each]}
          </Link>
        ))}
      </nav>
      {view === 'log' && <LogView query={query} linked={whole} />}
      {view === 'verify' && <VerifyView />}
      {view === 'replay' && <ReplayView query={query} />}
      {view === 'bundle' && <BundleView />}
    </>
  )
}
