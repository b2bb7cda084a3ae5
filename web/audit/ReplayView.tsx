// Decisions, and one of them computed again on two days.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Input, Skeleton } from 'antd'
import { useState } from 'react'
import type { DecisionLineReply } from '#server/api/audit/replays.ts'
import { momentText } from '../ui/dates.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { Figure } from '../ui/MoneyText.tsx'
import { MorePages } from '../ui/MorePages.tsx'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { decisions } from './ask.ts'
import { OneReplay } from './OneReplay.tsx'
import type { AuditQuery } from './query.ts'

export function ReplayView({ query }: { readonly query: AuditQuery }) {
  const { decision } = query
  return (
    <>
      <p className="lead">{words.audit.replay.lead}</p>
      {decision === undefined ? (
        <Decisions query={query} />
      ) : (
        <OneReplay key={decision} id={decision} query={query} />
      )}
    </>
  )
}

function Decisions({ query }: { readonly query: AuditQuery }) {
  const [text, setText] = useState(query.text ?? '')
  const [before, setBefore] = useState<readonly string[]>([])
  const navigate = useNavigate()
  const last = before.at(-1)
  const asked = useQuery({
    ...decisions({
      ...(query.text !== undefined && { text: query.text }),
      ...(last !== undefined && { before: last }),
    }),
    placeholderData: keepPreviousData,
  })
  const find = (wanted: string) => {
    setBefore([])
    const search = wanted.trim() === '' ? {} : { text: wanted.trim() }
    void navigate({ to: '/audit', search: { view: 'replay', ...search }, replace: true })
  }
  const { replay } = words.audit
  return (
    <>
      <search className="library-search">
        <label htmlFor="decision-text">{replay.search}</label>
        <Input.Search
          {...{ id: 'decision-text', value: text, allowClear: true, enterButton: replay.find }}
          onChange={(event) => setText(event.target.value)}
          onSearch={find}
        />
      </search>
      <Refused error={asked.error} />
      {asked.isPending && <Skeleton />}
      {asked.data && (
        <>
          <p aria-live="polite">{replay.total(asked.data.total)}</p>
          <DecisionTable lines={asked.data.decisions} />
          <MorePages
            {...{ after: before, next: asked.data.next === undefined ? undefined : String(asked.data.next) }}
            onChange={setBefore}
          />
        </>
      )}
    </>
  )
}

function DecisionTable({ lines }: { readonly lines: readonly DecisionLineReply[] }) {
  const { columns, none, undone } = words.audit.replay
  if (lines.length === 0) return <p>{none}</p>
  return (
    <table className="case-table">
      <HeadRow titles={Object.values(columns)} />
      <tbody>
        {lines.map((each) => (
          <tr key={each.id}>
            <td data-label={columns.id}>
              <Link to="/audit" search={{ view: 'replay', decision: String(each.id) }}>
                {words.audit.replay.choose} {each.id}
              </Link>
            </td>
            <td data-label={columns.case}>
              <Link to="/cases/$id" params={{ id: String(each.caseId) }}>
                {each.caseNumber}
              </Link>
            </td>
            <td data-label={columns.subject}>{each.subject}</td>
            <td data-label={columns.item}>{each.title}</td>
            <td data-label={columns.award}>
              {each.outcome} <Figure yuan={each.yuan} />
              {each.undone && <span className="late">{undone}</span>}
            </td>
            <td data-label={columns.at}>{momentText(each.decidedAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
