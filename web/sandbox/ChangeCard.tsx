// One item before and after a reform, every number with its list.
import type { ItemChange } from '#server/api/simulationReply.ts'
import { minusYuan } from '../ui/money.ts'
import { Wan, WanRange } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'
import { CountLink } from './CountLink.tsx'
import { costKinds, spanOf } from './itemCost.ts'

export function ChangeCard({ change: each }: { readonly change: ItemChange }) {
  const { item, before, after, winners, losers, unclear, same } = each
  const { change, list } = words.sandbox
  const kinds = costKinds.filter((kind) => before.cost[kind].subjects + after.cost[kind].subjects > 0)
  return (
    <article className="panel change-card" aria-label={after.title}>
      <h3>{after.title}</h3>
      <dl className="figures">
        <div className="figure-box figure-gain">
          <dt>{change.winners}</dt>
          <dd>
            <CountLink
              count={winners.subjects}
              of={list.which.winners}
              list={{ item, which: 'winners', reform: true }}
            />
            {words.sandbox.peopleUnit}
            <span className="people">
              {change.more} <Wan yuan={winners.yuan} />
            </span>
          </dd>
        </div>
        <div className="figure-box figure-loss">
          <dt>{change.losers}</dt>
          <dd>
            <CountLink
              count={losers.subjects}
              of={list.which.losers}
              list={{ item, which: 'losers', reform: true }}
            />
            {words.sandbox.peopleUnit}
            <span className="people">
              {change.less} <Wan yuan={losers.yuan} />
            </span>
          </dd>
        </div>
        <div className="figure-box">
          <dt>{change.unclear}</dt>
          <dd>
            <CountLink
              count={unclear}
              of={list.which.unclear}
              list={{ item, which: 'unclear', reform: true }}
            />
            {words.sandbox.peopleUnit}
          </dd>
        </div>
        <div className="figure-box">
          <dt>{change.same}</dt>
          <dd>
            <CountLink count={same} of={list.which.same} list={{ item, which: 'same', reform: true }} />
            {words.sandbox.peopleUnit}
          </dd>
        </div>
      </dl>
      <div className="table-scroll">
        <table className="before-after">
          <thead>
            <tr>
              <td />
              <th scope="col">{change.before}</th>
              <th scope="col">{change.after}</th>
              <th scope="col">{change.difference}</th>
            </tr>
          </thead>
          <tbody>
            {kinds.map((kind) => (
              <tr key={kind}>
                <th scope="row">{change[kind]}</th>
                <td>
                  <WanRange {...spanOf(before.cost, kind)} />
                </td>
                <td>
                  <WanRange {...spanOf(after.cost, kind)} />
                </td>
                <td>
                  {(kind === 'exact' || kind === 'upTo') && (
                    <Wan yuan={minusYuan(after.cost[kind].yuan, before.cost[kind].yuan)} signed />
                  )}
                </td>
              </tr>
            ))}
            <tr>
              <th scope="row">{change.eligible}</th>
              <td>{words.sandbox.people(String(before.reach.eligible))}</td>
              <td>{words.sandbox.people(String(after.reach.eligible))}</td>
              <td>{signed(after.reach.eligible - before.reach.eligible)}</td>
            </tr>
          </tbody>
        </table>
      </div>
      {unclear > 0 && <p className="rule-small">{change.unclearNote}</p>}
    </article>
  )
}

function signed(count: number): string {
  return words.sandbox.people(count > 0 ? `+${count}` : String(count))
}
