// All items of the chosen documents: what they cost and whom they reach.
import { useState } from 'react'
import type { Nature, Program } from '#lang'
import { words } from '../words.zh.ts'
import { downloadWorkbook, type Scope } from './ask.ts'
import { CostPicture } from './CostPicture.tsx'
import { ExportButton } from './ExportButton.tsx'
import { ReachPicture } from './ReachPicture.tsx'
import { useSandbox } from './useSandbox.ts'
import { useSimulation } from './useSimulation.ts'
import { EngineLine, Working } from './Working.tsx'

export function Overview({ program, scope }: { readonly program: Program; readonly scope: Scope }) {
  const simulation = useSimulation(scope)
  const { query, change } = useSandbox()
  const [wanted, setWanted] = useState('')
  return (
    <Working simulation={simulation}>
      {({ items, engine }) => {
        const natures = [...new Set(items.map(({ nature }) => nature))]
        const shown = items.filter(
          ({ nature, title }) => (query.nature ?? nature) === nature && title.includes(wanted.trim()),
        )
        return (
          <>
            <div className="overview-filter">
              <label>
                {words.sandbox.nature}
                <select
                  className="native-select"
                  value={query.nature ?? ''}
                  onChange={({ target: { value } }) => change({ nature: value === '' ? undefined : value })}
                >
                  <option value="">{words.library.any}</option>
                  {natures.map((nature: Nature) => (
                    <option key={nature} value={nature}>
                      {words.nature[nature]}
                    </option>
                  ))}
                </select>
              </label>
              <label>
                {words.sandbox.find}
                <input
                  type="search"
                  className="native-select"
                  value={wanted}
                  onChange={(event) => setWanted(event.target.value)}
                />
              </label>
            </div>
            <CostPicture program={program} items={shown} />
            <ReachPicture program={program} items={shown} />
            <ExportButton
              ask={() => downloadWorkbook({ kind: 'simulation', ...scope })}
              label={words.sandbox.export}
            />
            <EngineLine engine={engine} />
          </>
        )
      }}
    </Working>
  )
}
