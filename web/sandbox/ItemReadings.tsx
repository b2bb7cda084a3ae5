// Readings on which the item's results turn.
import { Link } from '@tanstack/react-router'
import type { Program } from '#lang'
import type { ItemResult } from '#server/api/simulationReply.ts'
import { words } from '../words.zh.ts'
import { CountLink } from './CountLink.tsx'
import { itemNamed } from './items.ts'

type Props = { readonly program: Program; readonly result: ItemResult }

export function ItemReadings({ program, result: { item, readings } }: Props) {
  const policy = itemNamed(program, item)?.policy
  const { one } = words.sandbox
  return (
    <section className="panel" aria-label={one.readings}>
      <h2>{one.readings}</h2>
      <p className="picture-note">{readings.length > 0 ? one.readingsNote : one.readingsNone}</p>
      <ul className="reading-rows">
        {readings.map(({ id, title, subjects }) => {
          const reading = policy?.readings.find((each) => each.id === id)
          return (
            <li key={id}>
              <span className="reading-title">
                {title}
                {reading && <span className="rule-small">{reading.question}</span>}
              </span>
              <span>
                <CountLink count={subjects} of={title} list={{ item, which: 'reading', fact: id }} />
                {words.sandbox.peopleUnit}
              </span>
              {policy && (
                <Link to="/readings" search={{ policy: policy.document.id }}>
                  {words.readings.title}
                </Link>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
