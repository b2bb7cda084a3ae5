// 资金: from the budget to the bank and back, one view at a time; each has an address.
import { Link, useSearch } from '@tanstack/react-router'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import { hasDuty, type SignedIn } from '../identity/session.ts'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { BatchesView } from './BatchesView.tsx'
import { BatchView } from './BatchView.tsx'
import { ClawbacksView } from './ClawbacksView.tsx'
import { EnvelopeView } from './EnvelopeView.tsx'
import { ForecastView } from './ForecastView.tsx'
import { FundsView } from './FundsView.tsx'
import { OrdersView } from './OrdersView.tsx'
import { OverviewView } from './OverviewView.tsx'
import { type FinanceQuery, readFinanceQuery, VIEWS, type View, viewOf } from './query.ts'
import { ReconciliationView } from './ReconciliationView.tsx'

export function FinancePage() {
  usePageTitle(words.finance.title)
  return <SignedInOnly>{(session) => <Finance session={session} />}</SignedInOnly>
}

const OF_THE_BATCHES = ['payer', 'auditor', 'leader'] as const

function Finance({ session }: { readonly session: SignedIn }) {
  const query = readFinanceQuery(useSearch({ strict: false }))
  const current = viewOf(query)
  return (
    <>
      <h1>{words.finance.title}</h1>
      <p className="lead">{words.finance.lead}</p>
      <div className="tab-row finance-tabs">
        <nav aria-label={words.finance.views} className="tab-links">
          {VIEWS.filter((view) => mayLook(session, view)).map((view) => (
            <Link
              key={view}
              to="/finance"
              search={view === 'overview' ? {} : { view }}
              activeProps={{}}
              activeOptions={{ exact: true }}
              {...(view === current && { 'aria-current': 'page' as const })}
            >
              {words.finance.view[view]}
            </Link>
          ))}
        </nav>
      </div>
      {mayLook(session, current) ? (
        <Shown view={current} query={query} session={session} />
      ) : (
        <p>{words.finance.notYours}</p>
      )}
    </>
  )
}

const mayLook = (session: SignedIn, view: View): boolean =>
  (view !== 'batches' && view !== 'reconciliation') || hasDuty(session, ...OF_THE_BATCHES)

type ShownProps = { readonly view: View; readonly query: FinanceQuery; readonly session: SignedIn }

function Shown({ view, query, session }: ShownProps) {
  const payer = hasDuty(session, 'payer')
  const budgeter = hasDuty(session, 'approver', 'leader')
  switch (view) {
    case 'overview':
      return query.envelope === undefined ? (
        <OverviewView budgeter={budgeter} session={session} />
      ) : (
        <EnvelopeView id={query.envelope} account={query.account} budgeter={budgeter} />
      )
    case 'batches':
      return query.batch === undefined ? (
        <BatchesView payer={payer} files={hasDuty(session, 'payer', 'auditor')} />
      ) : (
        <BatchView key={query.batch} id={query.batch} payer={payer} />
      )
    case 'reconciliation':
      return <ReconciliationView standing={query.standing} envelope={query.envelope} payer={payer} />
    case 'forecast':
      return <ForecastView />
    case 'orders':
      return <OrdersView state={query.state} envelope={query.envelope} />
    case 'clawbacks':
      return <ClawbacksView budgeter={budgeter} receiver={hasDuty(session, 'payer', 'handler')} />
    case 'funds':
      return <FundsView budgeter={budgeter} payer={payer} />
  }
}
