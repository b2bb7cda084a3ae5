// Tasks by the department that leads them, the latest first; every number opens its list.
import { Link } from '@tanstack/react-router'
import type { WallReply } from '#server/api/plan/planWall.ts'
import { words } from '../words.zh.ts'
import { WallBar } from './WallBar.tsx'

const LAMPS = ['red', 'yellow', 'green', 'undated', 'done'] as const
type Lead = WallReply['tasks']['leads'][number]

export function WallTasks({
  tasks,
  onDay,
}: {
  readonly tasks: WallReply['tasks']
  readonly onDay: { readonly at?: string }
}) {
  const count = (lead: Lead, lamp: (typeof LAMPS)[number]): number => lead.lamps[lamp] ?? 0
  const leads = tasks.leads.toSorted((a, b) => count(b, 'red') - count(a, 'red') || b.lateDays - a.lateDays)
  // What nobody leads yet is most of it, and would make every other bar vanish: its own is cut off.
  const most = Math.max(1, ...leads.flatMap(({ lead, total }) => (lead === null ? [] : [total])))
  const { columns, lamps, linkTasks, noLead } = words.wall
  return (
    <section className="panel wall-panel" aria-labelledby="wall-tasks">
      <h2 id="wall-tasks">{words.wall.tasksBy}</h2>
      <div className="table-scroll">
        <table className="wall-table">
          <thead>
            <tr>
              <th scope="col">{columns.lead}</th>
              {LAMPS.map((lamp) => (
                <th key={lamp} scope="col" className="wall-number">
                  {lamps[lamp]}
                </th>
              ))}
              <th scope="col" className="wall-number">
                {columns.lateDays}
              </th>
            </tr>
          </thead>
          <tbody>
            {leads.map((lead) => {
              const name = lead.lead?.name ?? noLead
              const id = lead.lead?.id ?? 'none'
              return (
                <tr key={id}>
                  <th scope="row">
                    {name}
                    <WallBar most={most} parts={LAMPS.map((key) => ({ key, count: count(lead, key) }))} />
                  </th>
                  {LAMPS.map((lamp) => (
                    <td key={lamp} className="wall-number">
                      {count(lead, lamp) === 0 ? (
                        <span className="wall-none">0</span>
                      ) : (
                        <Link
                          to="/plan/tasks"
                          search={{ ...onDay, lead: id, lamp }}
                          className={lamp === 'red' ? 'wall-red' : undefined}
                          aria-label={linkTasks(name, lamps[lamp], count(lead, lamp))}
                        >
                          {count(lead, lamp)}
                        </Link>
                      )}
                    </td>
                  ))}
                  <td className="wall-number">{lead.lateDays}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}
