// One item: outcomes, cost, why not, what is missing, readings, groups.
import type { Program } from '#lang'
import { words } from '../words.zh.ts'
import type { Scope } from './ask.ts'
import { ItemChoice } from './ItemChoice.tsx'
import { ItemCost } from './ItemCost.tsx'
import { ItemGroups } from './ItemGroups.tsx'
import { ItemMissing } from './ItemMissing.tsx'
import { ItemReadings } from './ItemReadings.tsx'
import { ItemReasons } from './ItemReasons.tsx'
import { itemNamed } from './items.ts'
import { useSandbox } from './useSandbox.ts'
import { useSimulation } from './useSimulation.ts'
import { EngineLine, Working } from './Working.tsx'

export function ItemView({ program, scope }: { readonly program: Program; readonly scope: Scope }) {
  const { query } = useSandbox()
  const found = itemNamed(program, query.item)
  return (
    <>
      <ItemChoice program={program} scope={scope} />
      {found ? (
        <Simulated key={found.item.id} program={program} scope={scope} id={found.item.id} />
      ) : (
        <p className="empty-note">{words.sandbox.one.none}</p>
      )}
    </>
  )
}

type SimulatedProps = { readonly program: Program; readonly scope: Scope; readonly id: string }

function Simulated({ program, scope, id }: SimulatedProps) {
  const simulation = useSimulation({ ...scope, items: [id] }, id)
  return (
    <Working simulation={simulation}>
      {({ items, groups, smallCells, engine }) => {
        const result = items.find(({ item }) => item === id)
        if (!result) return <p className="empty-note">{words.sandbox.nothing}</p>
        return (
          <>
            <ItemCost result={result} />
            <div className="two-pictures">
              <ItemReasons result={result} />
              <ItemMissing result={result} />
            </div>
            <ItemReadings program={program} result={result} />
            {groups && <ItemGroups item={result} groups={groups} small={smallCells ?? []} />}
            <EngineLine engine={engine} />
          </>
        )
      }}
    </Working>
  )
}
