// 管理: users, departments, tokens, how items are handled, approval paths; each administrator has their own part.
import { Link, useSearch } from '@tanstack/react-router'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import { isSecurityAdmin, isSystemAdmin, type SignedIn, setsItems } from '../identity/session.ts'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { DepartmentsView } from './DepartmentsView.tsx'
import { PathsView } from './PathsView.tsx'
import { type AdministrationView, readAdministrationQuery } from './query.ts'
import { SettingsView } from './SettingsView.tsx'
import { TokensView } from './TokensView.tsx'
import { UsersView } from './UsersView.tsx'
import { WebhooksView } from './WebhooksView.tsx'

export function AdministrationPage() {
  usePageTitle(words.administration.title)
  return <SignedInOnly>{(session) => <Administration session={session} />}</SignedInOnly>
}

function viewsOf(session: SignedIn): readonly AdministrationView[] {
  const [system, security, lead] = [isSystemAdmin(session), isSecurityAdmin(session), setsItems(session)]
  return [
    ...(system || security ? (['users'] as const) : []),
    ...(system ? (['departments'] as const) : []),
    ...(security ? (['tokens', 'webhooks'] as const) : []),
    ...(lead || system || security ? (['settings'] as const) : []),
    ...(system || lead ? (['paths'] as const) : []),
  ]
}

function Administration({ session }: { readonly session: SignedIn }) {
  const query = readAdministrationQuery(useSearch({ strict: false }))
  const views = viewsOf(session)
  const view = views.find((each) => each === query.view) ?? views[0]
  const { administration } = words
  return (
    <>
      <h1>{administration.title}</h1>
      {view === undefined && <p>{administration.notYours}</p>}
      {views.length > 0 && (
        <nav className="view-links" aria-label={administration.viewsLabel}>
          {views.map((each) => (
            <Link
              key={each}
              to="/administration"
              search={{ view: each }}
              className={each === view ? 'view-link view-here' : 'view-link'}
              {...(each === view && { 'aria-current': 'page' as const })}
            >
              {administration.views[each]}
            </Link>
          ))}
        </nav>
      )}
      {view === 'users' && <UsersView session={session} />}
      {view === 'departments' && <DepartmentsView />}
      {view === 'tokens' && <TokensView />}
      {view === 'webhooks' && <WebhooksView />}
      {view === 'settings' && <SettingsView session={session} />}
      {view === 'paths' && <PathsView changes={isSystemAdmin(session)} />}
    </>
  )
}
