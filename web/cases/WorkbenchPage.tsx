// 工作台: the cases that an officer sees, the overdue ones first; one opens in a page, alike ones are done together.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useState } from 'react'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import { WorkbenchTools } from '../papers/WorkbenchTools.tsx'
import { MorePages } from '../ui/MorePages.tsx'
import { Refused } from '../ui/Refused.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { workbench } from './ask.ts'
import { BatchPanel } from './BatchPanel.tsx'
import { CaseTable } from './CaseTable.tsx'
import { readWorkbenchQuery, type WorkbenchQuery } from './query.ts'
import { WorkbenchFilter } from './WorkbenchFilter.tsx'

export function WorkbenchPage() {
  usePageTitle(words.cases.workbench.title)
  return <SignedInOnly>{() => <Workbench />}</SignedInOnly>
}

function Workbench() {
  const query = readWorkbenchQuery(useSearch({ strict: false }))
  const navigate = useNavigate()
  const [after, setAfter] = useState<readonly string[]>([])
  const [chosen, setChosen] = useState<readonly number[]>([])
  const last = after.at(-1)
  const asked = useQuery({
    ...workbench(last === undefined ? query : { ...query, after: last }),
    placeholderData: keepPreviousData,
  })
  const change = (next: WorkbenchQuery) => {
    setAfter([])
    setChosen([])
    void navigate({ to: '/workbench', search: next, replace: true })
  }
  const cases = asked.data?.cases ?? []
  const total = asked.data ? words.cases.total(asked.data.total, asked.data.more) : ''
  return (
    <>
      <h1>{words.cases.workbench.title}</h1>
      <p className="lead">{words.cases.workbench.lead}</p>
      <WorkbenchFilter query={query} onChange={change} />
      <Refused error={asked.error} />
      {asked.isPending && <Skeleton />}
      {asked.data && (
        <>
          <p aria-live="polite">{total}</p>
          <WorkbenchTools query={query} total={total} />
          <CaseTable cases={cases} chosen={chosen} onChoose={setChosen} />
          <MorePages
            {...{ after, next: asked.data.next }}
            onChange={(next) => {
              setAfter(next)
              setChosen([])
            }}
          />
          <BatchPanel cases={cases.filter(({ id }) => chosen.includes(id))} done={() => setChosen([])} />
        </>
      )}
    </>
  )
}
