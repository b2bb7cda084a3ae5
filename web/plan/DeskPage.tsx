// 填报: what my department has to report, what is late, and the workbook for all of it at once.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import type { PlanLineReply } from '#server/api/plan/planReply.ts'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import type { SignedIn } from '../identity/session.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { Refused } from '../ui/Refused.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { planLines } from './ask.ts'
import { SampleNotice } from './PlanPage.tsx'
import { PlanTabs } from './PlanTabs.tsx'
import { periodText, valueText } from './periods.ts'
import { WorkbookPanel } from './WorkbookPanel.tsx'

export function DeskPage() {
  usePageTitle(words.plan.deskPage.title)
  return <SignedInOnly>{(session) => <Desk session={session} />}</SignedInOnly>
}

function Desk({ session }: { readonly session: SignedIn }) {
  const asked = useQuery(planLines({ mine: '1' }))
  const told = words.plan.deskPage
  const lines = asked.data?.lines ?? []
  const open = lines.filter(({ missing, waiting }) => missing !== null && waiting === 0)
  const rest = lines.filter((each) => !open.includes(each))
  return (
    <>
      <h1>{told.title}</h1>
      <p className="lead">{told.lead}</p>
      <PlanTabs session={session} />
      <Refused error={asked.error} />
      {asked.isPending && <Skeleton />}
      {asked.data && lines.length === 0 && <p>{told.nothing}</p>}
      {lines.length > 0 && (
        <>
          {lines.some(({ sample }) => sample) && <SampleNotice />}
          <p aria-live="polite">{open.length > 0 ? told.due(open.length) : told.done}</p>
          <DeskTable lines={[...open].sort(byDue)} />
          <WorkbookPanel />
          {rest.length > 0 && <DeskTable lines={rest} />}
        </>
      )}
    </>
  )
}

const byDue = (a: PlanLineReply, b: PlanLineReply): number =>
  (a.missing?.due ?? '').localeCompare(b.missing?.due ?? '')

function DeskTable({ lines }: { readonly lines: readonly PlanLineReply[] }) {
  const { columns, ...told } = words.plan.deskPage
  if (lines.length === 0) return null
  return (
    <table className="case-table plan-desk">
      <HeadRow titles={Object.values(columns)} />
      <tbody>
        {lines.map((each) => {
          const { policy, target, district, missing, waiting, latest, unit } = each
          return (
            <tr key={target} className={missing?.late && waiting === 0 ? 'case-late' : undefined}>
              <td data-label={columns.indicator}>
                <Link to="/plan/$policy/$target" params={{ policy, target }} search={{ district }}>
                  {each.indicator}
                </Link>
                <span className="plan-requirement">{each.requirement}</span>
              </td>
              <td data-label={columns.period}>
                {waiting > 0 ? told.inReview : missing ? periodText(missing.period) : told.complete}
              </td>
              <td data-label={columns.due}>
                {missing && waiting === 0 && missing.due}
                {missing?.late && waiting === 0 && <span className="late">{told.overdue}</span>}
              </td>
              <td data-label={columns.before}>
                {latest
                  ? `${valueText(latest.value, unit)}（${periodText(latest.period)}）`
                  : words.plan.noValue}
              </td>
              <td data-label={columns.act}>
                <Link to="/plan/$policy/$target" params={{ policy, target }} search={{ district }}>
                  {told.to}
                </Link>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
