// One decision on two days: both sides beside each other, then what changed, in words.
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, Button, Input, Skeleton } from 'antd'
import { useState } from 'react'
import type { ReplayReply } from '#server/api/audit/replays.ts'
import { momentText } from '../ui/dates.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { replay } from './ask.ts'
import type { AuditQuery } from './query.ts'

type Props = { readonly id: string; readonly query: AuditQuery }

export function OneReplay({ id, query: { known, law } }: Props) {
  const days = { ...(known !== undefined && { known }), ...(law !== undefined && { law }) }
  const asked = useQuery(replay(id, days))
  return (
    <>
      <p className="back">
        <Link to="/audit" search={{ view: 'replay' }}>
          {words.audit.replay.back}
        </Link>
      </p>
      {asked.data && <h2>{words.audit.replay.one(asked.data.id, asked.data.title)}</h2>}
      <Days key={JSON.stringify(days)} id={id} days={days} />
      <Refused error={asked.error} />
      {asked.isPending && <Skeleton />}
      {asked.data && !asked.error && <Comparison data={asked.data} />}
    </>
  )
}

type Days = { readonly known?: string; readonly law?: string }

function Days({ id, days }: { readonly id: string; readonly days: Days }) {
  const [typed, setTyped] = useState(days)
  const navigate = useNavigate()
  const { replay: text } = words.audit
  const field = (key: keyof Days, label: string) => (
    <div className="filter-field">
      <label htmlFor={`replay-${key}`}>{label}</label>
      <Input
        {...{ id: `replay-${key}`, type: 'date', value: typed[key] ?? '' }}
        onChange={(event) => setTyped({ ...typed, [key]: event.target.value })}
      />
    </div>
  )
  const send = () => {
    const search = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''))
    void navigate({ to: '/audit', search: { view: 'replay', decision: id, ...search }, replace: true })
  }
  return (
    <form
      className="library-search"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div className="filter-fields">
        {field('known', text.known)}
        {field('law', text.law)}
        <Button type="primary" htmlType="submit">
          {text.again}
        </Button>
      </div>
      <p className="rule-small">{text.dayNote}</p>
    </form>
  )
}

function Comparison({ data }: { readonly data: ReplayReply }) {
  const { replay: text } = words.audit
  return (
    <>
      {data.undone !== undefined && <Alert type="warning" showIcon title={text.undoneBecause(data.undone)} />}
      <Alert
        type={data.kind === 'same' ? 'success' : 'warning'}
        showIcon
        role="status"
        className="replay-verdict"
        title={data.kind === 'same' ? text.same : text.differs}
        description={data.money.text}
      />
      <Sides data={data} />
      <Changes data={data} />
      <details className="panel">
        <summary>{text.adoptions}</summary>
        <ul className="plain-list">
          {data.adoptions.map(({ hash, at }) => (
            <li key={`${hash} ${at}`}>
              {momentText(at)} <code className="hash">{hash.slice(0, 12)}</code>
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}

function Sides({ data: { was, is } }: { readonly data: ReplayReply }) {
  const { replay: text } = words.audit
  const rows: readonly (readonly [string, string, string])[] = [
    [text.row.knownAt, momentText(was.knownAt), momentText(is.knownAt)],
    [text.row.rules, was.rules.slice(0, 12), is.rules.slice(0, 12)],
    [text.row.outcome, was.outcome, is.outcome],
    [text.row.amount, was.amount, is.amount],
    [text.row.award, was.award, is.award],
  ]
  return (
    <table className="case-table replay-sides">
      <thead>
        <tr>
          <td />
          <th scope="col">{text.own}</th>
          <th scope="col">{text.now}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([title, a, b]) => (
          <tr key={title} className={a === b ? undefined : 'replay-changed'}>
            <th scope="row">{title}</th>
            <td data-label={text.own}>{a}</td>
            <td data-label={text.now}>{b}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{text.row.reasons}</th>
          <td data-label={text.own}>
            <Reasons side={was} />
          </td>
          <td data-label={text.now}>
            <Reasons side={is} />
          </td>
        </tr>
      </tbody>
    </table>
  )
}

function Reasons({ side }: { readonly side: ReplayReply['was'] }) {
  return (
    <ul className="plain-list">
      {side.reasons.map(({ truth, text }) => (
        <li key={`${truth} ${text}`}>
          <span className={`truth truth-${truth}`}>{truthWord(truth)}</span> {text}
        </li>
      ))}
    </ul>
  )
}

function truthWord(truth: string): string {
  return truth === 'met' || truth === 'unmet' ? words.truth[truth] : words.truth.unknown
}

function Changes({ data: { facts, law, readings, money } }: { readonly data: ReplayReply }) {
  const { replay: text } = words.audit
  const { factColumns } = text
  return (
    <section className="panel replay-changes">
      <h3>{text.facts}</h3>
      {facts.length === 0 ? (
        <p>{text.noFacts}</p>
      ) : (
        <table className="case-table">
          <HeadRow titles={[factColumns.title, factColumns.was, factColumns.is]} />
          <tbody>
            {facts.map(({ title, was = text.unknown, is = text.unknown }) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                <td data-label={factColumns.was}>{was}</td>
                <td data-label={factColumns.is}>{is}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <h3>{text.law_}</h3>
      {law.length === 0 && <p>{text.noLaw}</p>}
      {law.map(({ document, changes }) => (
        <div key={document}>
          <p>
            <strong>{document}</strong>
          </p>
          <ul className="bullets">
            {changes.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </div>
      ))}
      {readings.length > 0 && (
        <>
          <h3>{text.readings}</h3>
          <ul className="bullets">
            {readings.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      )}
      <h3>{text.money}</h3>
      <p>{money.text}</p>
    </section>
  )
}
