// 计划目标: every target of the documents, where it stands on a day as known at a moment, one lamp each.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, Pagination, Skeleton } from 'antd'
import type { PlanLineReply, PlanReply } from '#server/api/plan/planReply.ts'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import type { SignedIn } from '../identity/session.ts'
import { Refused } from '../ui/Refused.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { exportAddress, planLines } from './ask.ts'
import { Lamp } from './Lamp.tsx'
import { PlanFilter } from './PlanFilter.tsx'
import { PlanTabs } from './PlanTabs.tsx'
import { type PlanQuery, readPlanQuery } from './query.ts'
import { TargetTable } from './TargetTable.tsx'

export function PlanPage() {
  usePageTitle(words.plan.title)
  return <SignedInOnly>{(session) => <Plan session={session} />}</SignedInOnly>
}

function Plan({ session }: { readonly session: SignedIn }) {
  const query = readPlanQuery(useSearch({ strict: false }))
  const navigate = useNavigate()
  const asked = useQuery({ ...planLines(query), placeholderData: keepPreviousData })
  const change = (search: PlanQuery) => void navigate({ to: '/plan', search, replace: true })
  const { data } = asked
  return (
    <>
      <h1>{words.plan.title}</h1>
      <p className="lead">{words.plan.lead}</p>
      <PlanTabs session={session} />
      <PlanFilter query={query} onChange={change} />
      <Refused error={asked.error} />
      {asked.isPending && <Skeleton />}
      {data && (
        <>
          <Lamps data={data} query={query} />
          <AsOf data={data} query={query} />
          {data.lines.some(({ sample }) => sample) && <SampleNotice />}
          {data.lines.length === 0 && <p>{words.plan.none}</p>}
          <TargetTable lines={data.lines} when={whenOf(query)} />
          {data.total > PAGE && (
            <Pagination
              current={Math.floor(Number(query.from ?? 0) / PAGE) + 1}
              pageSize={PAGE}
              total={data.total}
              showSizeChanger={false}
              onChange={(page) => change({ ...query, from: String((page - 1) * PAGE) })}
            />
          )}
          <p>
            <a href={exportAddress(query)} download>
              {words.plan.export}
            </a>
          </p>
          <details className="plan-rules">
            <summary>{words.plan.lampRule}</summary>
            <p>{words.plan.lampRuleNote}</p>
            <ul className="plain-list">
              {COLOURS.map((colour) => (
                <li key={colour}>
                  <Lamp colour={colour} named />：{words.plan.lampNote[colour]}
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
    </>
  )
}

/** As many as an answer holds. */
const PAGE = 100

const COLOURS = ['red', 'yellow', 'green', 'grey'] as const satisfies readonly PlanLineReply['lamp'][]

function whenOf({ at, known }: PlanQuery): Pick<PlanQuery, 'at' | 'known'> {
  return { ...(at !== undefined && { at }), ...(known !== undefined && { known }) }
}

/** How many of each colour; a number opens its list. */
function Lamps({ data: { counts, late }, query }: { readonly data: PlanReply; readonly query: PlanQuery }) {
  const { lamp: chosen, late: onlyLate, from: _, ...rest } = query
  const all = COLOURS.reduce((sum, colour) => sum + (counts[colour] ?? 0), 0)
  return (
    <ul className="plan-lamps">
      <li>
        <Link to="/plan" search={rest} aria-current={!chosen && !onlyLate ? 'true' : undefined} replace>
          <span>{words.plan.all}</span>
          <strong>{all}</strong>
        </Link>
      </li>
      {COLOURS.map((colour) => (
        <li key={colour}>
          <Link
            to="/plan"
            search={{ ...rest, lamp: colour }}
            aria-current={chosen === colour ? 'true' : undefined}
            replace
          >
            <Lamp colour={colour} named />
            <strong>{counts[colour] ?? 0}</strong>
          </Link>
        </li>
      ))}
      <li>
        <Link to="/plan" search={{ ...rest, late: '1' }} aria-current={onlyLate ? 'true' : undefined} replace>
          <span>{words.plan.filter.late}</span>
          <strong>{late}</strong>
        </Link>
      </li>
    </ul>
  )
}

function AsOf({ data, query }: { readonly data: PlanReply; readonly query: PlanQuery }) {
  return (
    <p className="rule-small" aria-live="polite">
      {words.plan.asOf(data.day)}
      {query.known !== undefined && words.plan.knownBy(query.known)}，{words.plan.count(data.total)}。
      {data.rules.kind === 'current' && words.plan.oldRules}
    </p>
  )
}

export function SampleNotice() {
  return (
    <Alert
      type="warning"
      showIcon
      className="sample-notice"
      title={words.plan.sampleTitle}
      description={words.plan.sampleNote}
    />
  )
}
