// Indicators as a table, one part of the document after the other; on a phone each one is a block.
import { Link } from '@tanstack/react-router'
import type { PlanLineReply } from '#server/api/plan/planReply.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { words } from '../words.zh.ts'
import { Lamp } from './Lamp.tsx'
import { periodText, valueText } from './periods.ts'
import type { PlanQuery } from './query.ts'
import { Sparkline } from './Sparkline.tsx'

type Props = {
  readonly lines: readonly PlanLineReply[]
  readonly when: Pick<PlanQuery, 'at' | 'known'>
}

export function TargetTable({ lines, when }: Props) {
  const areas = [...Map.groupBy(lines, ({ district, policy, area }) => `${district} ${policy} ${area.id}`)]
  const districts = new Set(lines.map(({ district }) => district))
  return areas.map(([key, own]) => {
    const [first] = own
    if (!first) return null
    const place = districts.size > 1 ? `${first.district}　` : ''
    return (
      <section key={key} className="plan-area" aria-labelledby={`area-${key}`}>
        <h2 id={`area-${key}`}>
          {place}
          {first.area.title}
          <span className="plan-area-count">{words.plan.count(own.length)}</span>
        </h2>
        <AreaTable lines={own} when={when} />
      </section>
    )
  })
}

function AreaTable({ lines, when }: Props) {
  const { columns } = words.plan
  return (
    <table className="case-table plan-table">
      <HeadRow titles={Object.values(columns)} />
      <tbody>
        {lines.map((each) => (
          <Row key={`${each.district} ${each.target}`} line={each} when={when} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ line, when }: { readonly line: PlanLineReply; readonly when: Props['when'] }) {
  const { columns, binding } = words.plan
  const { policy, target, district, requirement, held, unit, goal, series, owner, gathers } = line
  return (
    <tr>
      <td data-label={columns.standing}>
        <Lamp colour={line.lamp} /> {line.standingWords}
        {line.binding !== 'binding' && <span className="plan-mark">{binding[line.binding]}</span>}
      </td>
      <td data-label={columns.indicator}>
        <Link to="/plan/$policy/$target" params={{ policy, target }} search={{ ...when, district }}>
          {line.indicator}
        </Link>
        <span className="plan-requirement">{requirement}</span>
      </td>
      <td data-label={columns.value}>
        {held ? valueText(held.value, unit) : words.plan.noValue}
        {held && (
          <span className="rule-small">
            {periodText(held.period)}
            {gathers === 'within_year' && !/(Q4|H2|-12)$/.test(held.period) && `，${words.plan.yearSum}`}
          </span>
        )}
        {line.sample && <SampleMark />}
      </td>
      <td data-label={columns.trend} className="plan-trend">
        <Sparkline {...{ readings: series, unit, goal }} />
      </td>
      <td data-label={columns.owner}>{owner.name}</td>
      <td data-label={columns.report}>
        <ReportState line={line} />
      </td>
    </tr>
  )
}

export function SampleMark() {
  return <span className="sample-mark">{words.plan.sample}</span>
}

function ReportState({ line: { missing, waiting } }: { readonly line: PlanLineReply }) {
  return (
    <>
      {waiting > 0 && <span className="plan-waiting">{words.plan.waiting(waiting)}</span>}
      {missing?.late && waiting === 0 && (
        <span className="late">{words.plan.lateReport(periodText(missing.period), missing.due)}</span>
      )}
      {missing && !missing.late && waiting === 0 && (
        <span>{words.plan.missing(periodText(missing.period), missing.due)}</span>
      )}
      {!missing && waiting === 0 && words.plan.reported}
    </>
  )
}
