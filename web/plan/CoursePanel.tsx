// Every report, decision and correction in order: nothing is overwritten.
import type { PlanReportReply, PlanTargetReply } from '#server/api/plan/planReply.ts'
import { momentText } from '../ui/dates.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { words } from '../words.zh.ts'
import { periodText, valueText } from './periods.ts'
import { SampleMark } from './TargetTable.tsx'

type Props = {
  readonly data: PlanTargetReply
  /** Where it is had as an Excel file, as of the day and moment that the page shows. */
  readonly file: string
}

export function CoursePanel({ data: { reports }, file }: Props) {
  const { target: told } = words.plan
  const [when, period, act, value, who, why] = told.reportColumns
  return (
    <section className="panel" aria-labelledby="course-title">
      <h2 id="course-title">{told.reports}</h2>
      <p className="rule-small">{told.reportsNote}</p>
      <p>
        <a href={file} download>
          {words.plan.export}
        </a>
      </p>
      {reports.length === 0 && <p>{told.noReports}</p>}
      {reports.length > 0 && (
        <table className="case-table plan-course">
          <HeadRow titles={told.reportColumns} />
          <tbody>
            {[...reports].reverse().map((each) => (
              <tr key={each.id}>
                <td data-label={when}>{momentText(each.at)}</td>
                <td data-label={period}>{periodText(each.period)}</td>
                <td data-label={act}>
                  <span className={`plan-kind kind-${each.kind}`}>{actOf(each)}</span>
                  {each.sample && <SampleMark />}
                </td>
                <td data-label={value}>{valueText(each.value, each.unit)}</td>
                <td data-label={who}>{each.by}</td>
                <td data-label={why}>
                  {each.reason}
                  <Files files={each.evidence} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function actOf({ kind, follows }: PlanReportReply): string {
  const { target: told } = words.plan
  return kind === 'proposed' && follows !== null ? told.correction : told.kind[kind]
}

export function Files({ files }: { readonly files: PlanReportReply['evidence'] }) {
  return files.map(({ id, name }) => (
    <a key={id} className="plan-file" href={`/api/plan/evidence/${id}`} download={name}>
      {name}
    </a>
  ))
}
