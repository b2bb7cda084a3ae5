// 政策沙盘: a population, a day and documents → what the rules reach and cost, item by item, and under a reform.
import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { useEffect } from 'react'
import { useProgram } from '../api.ts'
import { todayInChina } from '../ui/dates.ts'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { askPopulations, type Scope } from './ask.ts'
import { ItemView } from './ItemView.tsx'
import { Overview } from './Overview.tsx'
import { ReformView } from './ReformView.tsx'
import { ScopeForm } from './ScopeForm.tsx'
import { SubjectDrawer } from './SubjectDrawer.tsx'
import { TabLinks } from './TabLinks.tsx'
import { Refused } from './Trouble.tsx'
import { useSandbox } from './useSandbox.ts'

export function SandboxPage() {
  usePageTitle(words.sandbox.title)
  const program = useProgram()
  const { query, change } = useSandbox()
  const populations = useQuery({
    queryKey: ['populations'],
    queryFn: askPopulations,
    retry: false,
    // The first start makes a sample; until it is there, the page looks again.
    refetchInterval: ({ state }) => (state.data?.length === 0 ? 1500 : false),
  })
  const first = populations.data?.[0]?.id
  const { population = first, at, policies, tab = 'items' } = query

  // The address names what is shown, also what nobody chose: a link must show the same tomorrow.
  useEffect(() => {
    if (first === undefined || (query.population && at)) return
    change({ population: query.population ?? first, at: at ?? todayInChina() })
  }, [first, query.population, at, change])

  const known = policies?.filter((id) => program.policies.some(({ document }) => document.id === id))
  const scope: Scope | undefined =
    population && at && known?.length !== 0
      ? { population, at, ...(known && { policies: known }) }
      : undefined
  return (
    <>
      <h1>{words.sandbox.title}</h1>
      <p className="lead">{words.sandbox.lead}</p>
      {populations.isPending && <Skeleton paragraph={{ rows: 4 }} title={false} />}
      {populations.error && <Refused error={populations.error} again={() => void populations.refetch()} />}
      {populations.data?.length === 0 && <NoPopulations />}
      {populations.data && first !== undefined && (
        <>
          <ScopeForm program={program} populations={populations.data} population={population} />
          <TabLinks />
          {scope && tab === 'items' && <Overview program={program} scope={scope} />}
          {scope && tab === 'item' && <ItemView program={program} scope={scope} />}
          {scope && tab === 'reform' && <ReformView program={program} scope={scope} />}
          {scope && <SubjectDrawer program={program} scope={scope} />}
        </>
      )}
    </>
  )
}

function NoPopulations() {
  return (
    <div className="panel">
      <h2>{words.sandbox.noPopulations}</h2>
      <p>{words.sandbox.noPopulationsNote}</p>
    </div>
  )
}
