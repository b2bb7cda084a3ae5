// Targets by the part of the document in which they stand; every number opens its list.
import { Link } from '@tanstack/react-router'
import type { WallReply } from '#server/api/plan/planWall.ts'
import { words } from '../words.zh.ts'
import { Lamp } from './Lamp.tsx'
import { WallBar } from './WallBar.tsx'

const LAMPS = ['red', 'yellow', 'green', 'grey'] as const
type Props = {
  readonly targets: WallReply['targets']
  readonly when: { readonly at?: string; readonly known?: string }
}

export function WallTargets({ targets, when }: Props) {
  const most = Math.max(1, ...targets.areas.map(({ total }) => total))
  const { columns, lamps, linkTargets } = words.wall
  const documents = new Set(targets.areas.map(({ document }) => document)).size
  return (
    <section className="panel wall-panel" aria-labelledby="wall-targets">
      <h2 id="wall-targets">{words.wall.targetsBy}</h2>
      <div className="table-scroll">
        <table className="wall-table">
          <thead>
            <tr>
              <th scope="col">{columns.area}</th>
              {LAMPS.map((lamp) => (
                <th key={lamp} scope="col" className="wall-number">
                  <Lamp colour={lamp} named />
                </th>
              ))}
              <th scope="col" className="wall-number">
                {columns.all}
              </th>
            </tr>
          </thead>
          <tbody>
            {targets.areas.map((area) => (
              <tr key={area.area}>
                <th scope="row">
                  {area.title}
                  {documents > 1 && <span className="rule-small"> {area.document}</span>}
                  <WallBar most={most} parts={LAMPS.map((key) => ({ key, count: area.lamps[key] ?? 0 }))} />
                </th>
                {LAMPS.map((lamp) => {
                  const count = area.lamps[lamp] ?? 0
                  return (
                    <td key={lamp} className="wall-number">
                      {count === 0 ? (
                        <span className="wall-none">0</span>
                      ) : (
                        <Link
                          to="/plan"
                          search={{ ...when, area: area.area, lamp }}
                          className={lamp === 'red' ? 'wall-red' : undefined}
                          aria-label={linkTargets(area.title, lamps[lamp], count)}
                        >
                          {count}
                        </Link>
                      )}
                    </td>
                  )
                })}
                <td className="wall-number">
                  <Link
                    to="/plan"
                    search={{ ...when, area: area.area }}
                    aria-label={linkTargets(area.title, columns.all, area.total)}
                  >
                    {area.total}
                  </Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
