// The log: filters, the newest rows first, the whole filtered set as a file.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useState } from 'react'
import { MorePages } from '../ui/MorePages.tsx'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { logNames, logPage } from './ask.ts'
import { LogFilter } from './LogFilter.tsx'
import { LogTable } from './LogTable.tsx'
import { type AuditQuery, logParameters } from './query.ts'

type Props = {
  readonly query: AuditQuery
  /** Whether what a row is about may be opened. */
  readonly linked: boolean
}

export function LogView({ query, linked }: Props) {
  const navigate = useNavigate()
  const [before, setBefore] = useState<readonly string[]>([])
  const names = useQuery(logNames)
  const parameters = logParameters(query)
  const last = before.at(-1)
  const asked = useQuery({
    ...logPage(last === undefined ? parameters : { ...parameters, before: last }),
    placeholderData: keepPreviousData,
  })
  const change = (next: AuditQuery) => {
    setBefore([])
    void navigate({ to: '/audit', search: { ...next, view: 'log' }, replace: true })
  }
  const file = (format: string) => `/api/audit/log.file?${new URLSearchParams({ ...parameters, format })}`
  return (
    <>
      <p className="lead">{words.audit.log.lead}</p>
      <LogFilter key={JSON.stringify(parameters)} query={query} names={names.data} onChange={change} />
      <Refused error={asked.error ?? names.error} />
      {asked.isPending && <Skeleton />}
      {asked.data && (
        <>
          <p className="log-head" aria-live="polite">
            {words.audit.log.total(asked.data.total)}
            <a href={file('xlsx')} download>
              {words.audit.log.excel}
            </a>
            <a href={file('csv')} download>
              {words.audit.log.csv}
            </a>
          </p>
          <LogTable lines={asked.data.lines} linked={linked} onOnly={change} />
          <MorePages
            {...{ after: before, next: asked.data.next === undefined ? undefined : String(asked.data.next) }}
            onChange={setBefore}
          />
        </>
      )}
    </>
  )
}
