// Projects by the list on which they stand; every number opens its list.
import { Link } from '@tanstack/react-router'
import type { WallReply } from '#server/api/plan/planWall.ts'
import { words } from '../words.zh.ts'
import { WallBar } from './WallBar.tsx'
import { wanText } from './wan.ts'

type Props = {
  readonly projects: WallReply['projects']
  readonly when: { readonly at?: string; readonly known?: string }
}

export function WallProjects({ projects, when }: Props) {
  const most = Math.max(1, ...projects.stages.map((each) => each.projects))
  const { columns, linkProjects } = words.wall
  return (
    <section className="panel wall-panel" aria-labelledby="wall-projects">
      <h2 id="wall-projects">{words.wall.projectsBy}</h2>
      <div className="table-scroll">
        <table className="wall-table">
          <thead>
            <tr>
              {[columns.list, columns.projects, columns.late, columns.invested].map((title, i) => (
                <th key={title} scope="col" className={i > 0 ? 'wall-number' : undefined}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {projects.stages.map(({ stage, name, projects: count, late, investedFen }) => (
              <tr key={stage}>
                <th scope="row">
                  {name}
                  <WallBar
                    most={most}
                    parts={[
                      { key: 'red', count: late },
                      { key: 'plain', count: count - late },
                    ]}
                  />
                </th>
                <td className="wall-number">
                  <Link
                    to="/plan/projects"
                    search={{ ...when, stage }}
                    aria-label={linkProjects(name, count)}
                  >
                    {count}
                  </Link>
                </td>
                <td className="wall-number">
                  {late === 0 ? (
                    <span className="wall-none">0</span>
                  ) : (
                    <Link
                      to="/plan/projects"
                      search={{ ...when, stage, late: '1' }}
                      className="wall-red"
                      aria-label={linkProjects(`${name}，${columns.late}`, late)}
                    >
                      {late}
                    </Link>
                  )}
                </td>
                <td className="wall-number">{wanText(investedFen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
