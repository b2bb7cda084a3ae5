// Around an enterprise's own pages: which enterprise, the way between the pages, and the title of this one.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import type { SignedIn } from '../identity/session.ts'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { readFirmQuery } from './query.ts'

/** An enterprise for which the person acts. */
export type Firm = { readonly id: number; readonly name: string; readonly scopes: readonly string[] }

type Props = {
  readonly title: string
  /** What the page needs the person to be allowed. */
  readonly scope?: string
  readonly children: (firm: Firm) => ReactNode
}

export function FirmFrame({ title, scope = 'view', children }: Props) {
  usePageTitle(title)
  return (
    <SignedInOnly>
      {(session) => (
        <Framed title={title} scope={scope} firms={firmsOf(session)}>
          {children}
        </Framed>
      )}
    </SignedInOnly>
  )
}

/** Several authorities for one enterprise are one. */
export function firmsOf({ authorities }: SignedIn): Firm[] {
  return [...Map.groupBy(authorities, ({ subject }) => subject.id)].flatMap(([id, own]) => {
    const [first] = own
    const scopes = [...new Set(own.flatMap((each) => each.scopes))]
    return first ? [{ id, name: first.subject.name, scopes }] : []
  })
}

function Framed({ title, scope = '', firms, children }: Props & { readonly firms: readonly Firm[] }) {
  const { of } = readFirmQuery(useSearch({ strict: false }))
  const firm = firms.find(({ id }) => id === of) ?? firms[0]
  if (!firm)
    return (
      <>
        <h1>{title}</h1>
        <p>{words.firm.nobody}</p>
      </>
    )
  return (
    <div className="firm">
      <div className="firm-head">
        <h1>{title}</h1>
        <FirmChoice firm={firm} firms={firms} />
      </div>
      <FirmNav firm={firm} />
      {firm.scopes.includes(scope) ? (
        children(firm)
      ) : (
        <p>{words.firm.noScope(words.firm.members.scope[scope] ?? scope)}</p>
      )}
    </div>
  )
}

function FirmChoice({ firm, firms }: { readonly firm: Firm; readonly firms: readonly Firm[] }) {
  const navigate = useNavigate()
  if (firms.length < 2) return <p className="firm-name">{firm.name}</p>
  return (
    <select
      className="native-select firm-choice"
      aria-label={words.firm.which}
      value={firm.id}
      onChange={({ target }) => navigate({ to: '.', search: { of: Number(target.value) } })}
    >
      {firms.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}

function FirmNav({ firm: { id } }: { readonly firm: Firm }) {
  const { pages } = words.firm
  const exact = { exact: true, includeSearch: false }
  const search = { of: id }
  return (
    <nav className="firm-nav" aria-label={words.firm.nav}>
      <Link to="/firm" search={search} activeOptions={exact}>
        {pages.overview}
      </Link>
      <Link to="/firm/profile" search={search} activeOptions={exact}>
        {pages.profile}
      </Link>
      <Link to="/firm/calendar" search={search} activeOptions={exact}>
        {pages.calendar}
      </Link>
      <Link to="/cases">{pages.cases}</Link>
      <Link to="/firm/receipts" search={search} activeOptions={exact}>
        {pages.receipts}
      </Link>
      <Link to="/firm/members" search={search} activeOptions={exact}>
        {pages.members}
      </Link>
    </nav>
  )
}
