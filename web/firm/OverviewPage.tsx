// 我的企业: what is new, which day comes next, what arrived and what is known, each with the way to it.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { profileOf } from '../enterprise/stored.ts'
import { figureText } from '../ui/money.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { datesOf, messagesOf, paymentsOf } from './ask.ts'
import { DateEntry } from './DateEntry.tsx'
import { type Firm, FirmFrame } from './FirmFrame.tsx'
import { MessageEntry } from './MessageEntry.tsx'

export function OverviewPage() {
  return <FirmFrame title={words.firm.title}>{(firm) => <Overview key={firm.id} firm={firm} />}</FirmFrame>
}

const FEW = 3

function Overview({ firm }: { readonly firm: Firm }) {
  const search = { of: firm.id }
  const messages = useQuery(messagesOf(false, undefined))
  const dates = useQuery(datesOf(firm.id))
  const { overview } = words.firm
  return (
    <>
      <p className="lead">{overview.lead}</p>
      <Tiles firm={firm} />
      <section className="panel" aria-labelledby="new-title">
        <div className="panel-head">
          <h2 id="new-title">{overview.messages}</h2>
          <Link to="/messages">{overview.allMessages}</Link>
        </div>
        <Refused error={messages.error} />
        {messages.isPending && <Skeleton />}
        {messages.data?.messages.length === 0 && <p>{words.firm.messages.none}</p>}
        <ul className="message-list">
          {messages.data?.messages.slice(0, FEW).map((each) => (
            <MessageEntry key={each.id} message={each} />
          ))}
        </ul>
      </section>
      <section className="panel" aria-labelledby="dates-title">
        <div className="panel-head">
          <h2 id="dates-title">{overview.dates}</h2>
          <Link to="/firm/calendar" search={search}>
            {overview.allDates}
          </Link>
        </div>
        <Refused error={dates.error} />
        {dates.isPending && <Skeleton />}
        {dates.data?.length === 0 && <p>{overview.noDates}</p>}
        <ul className="date-list">
          {dates.data?.slice(0, FEW).map((each) => (
            <DateEntry key={each.id} date={each} />
          ))}
        </ul>
      </section>
    </>
  )
}

function Tiles({ firm }: { readonly firm: Firm }) {
  const { overview } = words.firm
  const search = { of: firm.id }
  const payments = useQuery(paymentsOf(firm.id))
  const profile = useQuery(profileOf(firm.id))
  return (
    <div className="tiles">
      <Link to="/" search={{ of: firm.id }} className="tile tile-first">
        <strong>{overview.checkup}</strong>
        <span>{overview.checkupNote}</span>
      </Link>
      <Link to="/cases" className="tile">
        <strong>{words.cases.title}</strong>
        <span>{words.cases.apply}</span>
      </Link>
      <Link to="/firm/receipts" search={search} className="tile">
        <strong>{overview.received}</strong>
        {payments.data && (
          <>
            <span className="tile-figure">{figureText(payments.data.total)}</span>
            <span>{overview.receivedNote(payments.data.payments.length)}</span>
          </>
        )}
      </Link>
      <Link to="/firm/profile" search={search} className="tile">
        <strong>{overview.known}</strong>
        {profile.data && (
          <>
            <span className="tile-figure">{overview.items(profile.data.known.length)}</span>
            <span>{overview.knownNote(profile.data.conflicts.length)}</span>
          </>
        )}
      </Link>
    </div>
  )
}
