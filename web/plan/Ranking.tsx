// The leading departments in order, by the rule that stands beneath; each number leads to its list, and they sum up.
import { Link } from '@tanstack/react-router'
import type { TaskSummaryReply } from '#server/api/plan/taskReply.ts'
import { words } from '../words.zh.ts'
import type { LampKind } from './TaskLamp.tsx'
import type { TaskQuery } from './taskQuery.ts'

const KINDS: readonly LampKind[] = ['red', 'yellow', 'green', 'undated', 'done']

export function Ranking({
  summary,
  query,
}: {
  readonly summary: TaskSummaryReply
  readonly query: TaskQuery
}) {
  const { office, lamp } = words.tasks
  return (
    <section className="panel" aria-labelledby="ranking-title">
      <h2 id="ranking-title">{office.ranking}</h2>
      <table className="case-table ranking">
        <thead>
          <tr>
            <th scope="col">{office.rank}</th>
            <th scope="col">{words.tasks.leadDepartment}</th>
            <th scope="col">{office.tasks}</th>
            {KINDS.map((kind) => (
              <th key={kind} scope="col">
                {lamp[kind]}
              </th>
            ))}
            <th scope="col">{office.lateDays}</th>
          </tr>
        </thead>
        <tbody>
          {summary.leads.map((each) => {
            const lead = each.lead?.id ?? 'none'
            return (
              <tr key={lead}>
                <td data-label={office.rank}>{each.rank ?? office.unranked}</td>
                <td data-label={words.tasks.leadDepartment}>{each.lead?.name ?? words.tasks.noLead}</td>
                <td data-label={office.tasks}>
                  <Link to="/plan/tasks" search={{ ...query, lead }}>
                    {each.total}
                  </Link>
                </td>
                {KINDS.map((kind) => (
                  <td key={kind} data-label={lamp[kind]} className={`rank-${kind}`}>
                    {each.lamps[kind] === 0 ? (
                      0
                    ) : (
                      <Link to="/plan/tasks" search={{ ...query, lead, lamp: kind }}>
                        {each.lamps[kind]}
                      </Link>
                    )}
                  </td>
                ))}
                <td data-label={office.lateDays}>{each.lateDays}</td>
              </tr>
            )
          })}
        </tbody>
        <tfoot>
          <tr>
            <td />
            <th scope="row">{office.sum}</th>
            <td data-label={office.tasks}>{summary.total}</td>
            {KINDS.map((kind) => (
              <td key={kind} data-label={lamp[kind]}>
                {summary.lamps[kind]}
              </td>
            ))}
            <td data-label={office.lateDays}>
              {summary.leads.reduce((sum, each) => sum + each.lateDays, 0)}
            </td>
          </tr>
        </tfoot>
      </table>
      <p className="task-files">
        <a href={`/api/plan/task-summary.xlsx?${new URLSearchParams({ ...query })}`} download>
          {words.plan.export}
        </a>
      </p>
      <h3>{words.tasks.rankRule}</h3>
      <ul className="plain-list">
        {summary.rankRule.map((rule) => (
          <li key={rule} className="rule-small">
            {rule}
          </li>
        ))}
      </ul>
    </section>
  )
}
