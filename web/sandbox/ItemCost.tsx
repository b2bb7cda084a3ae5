// An item's outcomes and its four kinds of cost, side by side and never added.
import type { ItemResult } from '#server/api/simulationReply.ts'
import { Swatch } from '../ui/Picture.tsx'
import { WanRange } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'
import { CountLink } from './CountLink.tsx'
import { type CostKind, costEntries, spanOf } from './itemCost.ts'
import { outcomeEntries } from './outcomes.ts'

export function ItemCost({ result }: { readonly result: ItemResult }) {
  const { item, reach, cost } = result
  return (
    <section className="panel" aria-label={words.sandbox.one.outcomes}>
      <h2>{words.sandbox.one.outcomes}</h2>
      <dl className="figures">
        {outcomeEntries.map(({ key, name, look }) => (
          <div key={key} className="figure-box">
            <dt>
              <Swatch look={look} />
              {name}
            </dt>
            <dd>
              <CountLink count={reach[key]} of={name} list={{ item, which: key }} />
            </dd>
          </div>
        ))}
      </dl>
      <h3>{words.sandbox.one.cost}</h3>
      <p className="picture-note">{words.sandbox.one.costNote}</p>
      <dl className="figures">
        {costEntries.map(({ key, name, look }) => (
          <div key={key} className="figure-box">
            <dt>
              <Swatch look={look} />
              {name}
            </dt>
            <dd>
              <CostFigure result={result} kind={key} />
            </dd>
          </div>
        ))}
        {(['unstated', 'nonMonetary'] as const)
          .filter((key) => cost[key] > 0)
          .map((key) => (
            <div key={key} className="figure-box">
              <dt>{words.sandbox.cost[key]}</dt>
              <dd>
                <CountLink count={cost[key]} of={words.sandbox.cost[key]} list={{ item, which: key }} />
              </dd>
            </div>
          ))}
      </dl>
    </section>
  )
}

type FigureProps = { readonly result: ItemResult; readonly kind: CostKind }

function CostFigure({ result: { item, cost }, kind }: FigureProps) {
  const { subjects } = cost[kind]
  if (subjects === 0) return <span className="nobody">{words.sandbox.nothing}</span>
  const which = kind === 'undetermined' ? 'undeterminedAmount' : kind
  return (
    <>
      <WanRange {...spanOf(cost, kind)} />
      <span className="people">
        <CountLink count={subjects} of={words.sandbox.cost.kind[kind]} list={{ item, which }} />
        {words.sandbox.peopleUnit}
      </span>
    </>
  )
}
