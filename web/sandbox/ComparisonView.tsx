// Before and after, item by item: who gains, who loses, of whom it cannot be said, and what it costs.
import { useMemo, useState } from 'react'
import type { Program } from '#lang'
import type { ItemChange, ItemResult } from '#server/api/simulationReply.ts'
import { barOption, looks } from '../ui/bars.ts'
import { Chart } from '../ui/Chart.tsx'
import { Picture } from '../ui/Picture.tsx'
import { useTextSize } from '../ui/TextSize.tsx'
import { useWide } from '../ui/useWide.ts'
import { words } from '../words.zh.ts'
import { downloadWorkbook, type Scope } from './ask.ts'
import { ChangeCard } from './ChangeCard.tsx'
import { ChangeTable } from './ChangeTable.tsx'
import { ExportButton } from './ExportButton.tsx'
import { type CostKind, costEntries, costKinds, costLength, costText } from './itemCost.ts'
import { Refused } from './Trouble.tsx'
import type { Compared } from './useComparison.ts'
import { useReform } from './useReform.ts'
import { useSandbox } from './useSandbox.ts'

type Props = { readonly program: Program; readonly scope: Scope; readonly comparison: Compared }

const cards = 3

export function ComparisonView({ program, scope, comparison: { result, working, error, again } }: Props) {
  const { query } = useSandbox()
  const reform = useReform(program)
  const { change } = words.sandbox
  const moved = useMemo(() => result?.items.filter(hasMoved) ?? [], [result])
  const current = [...moved].sort((a, b) => Number(b.item === query.item) - Number(a.item === query.item))
  if (!query.changes?.length) return null
  return (
    <section className="comparison" aria-labelledby="comparison-title" aria-busy={working}>
      <div className="change-head">
        <h2 id="comparison-title">{change.title}</h2>
        <span className="rule-small" aria-live="polite">
          {working && change.working}
        </span>
        {result && (
          <ExportButton
            ask={() => downloadWorkbook({ kind: 'comparison', ...scope, reform })}
            label={change.export}
          />
        )}
      </div>
      {error && <Refused error={error} again={again} />}
      {!error && result && moved.length === 0 && <p className="panel empty-note">{change.noEffect}</p>}
      {!error && current.slice(0, cards).map((each) => <ChangeCard key={each.item} change={each} />)}
      {!error && moved.length > 0 && <Compare program={program} items={moved} />}
    </section>
  )
}

/** What the reform only touches and leaves as it was is not shown. */
function hasMoved({ winners, losers, unclear, before, after }: ItemChange): boolean {
  const counted = winners.subjects + losers.subjects + unclear > 0
  return counted || JSON.stringify(before) !== JSON.stringify(after)
}

function hasAny({ cost }: ItemResult, kind: CostKind): boolean {
  return costLength(cost, kind) > 0
}

function Compare({ program, items }: { readonly program: Program; readonly items: readonly ItemChange[] }) {
  const [chosen, setKind] = useState<CostKind>()
  // Unless someone chose, the surest kind of which there is any.
  const there = costKinds.find((each) =>
    items.some(({ before, after }) => hasAny(before, each) || hasAny(after, each)),
  )
  const kind = chosen ?? there ?? 'exact'
  const wide = useWide()
  const large = useTextSize().size === 'large'
  const { change } = words.sandbox
  const option = useMemo(() => {
    const series = (when: 'before' | 'after') => ({
      name: change[when],
      look: looks[when],
      values: items.map((each) => costLength(each[when].cost, kind)),
      texts: items.map((each) => costText(each[when].cost, kind) ?? words.sandbox.nothing),
    })
    return barOption({
      labels: items.map(({ after }) => after.title),
      series: [series('before'), series('after')],
      ...{ stacked: false, unit: words.sandbox.unit, wide, large },
    })
  }, [items, kind, wide, large, change])
  return (
    <Picture title={change.chart} table={() => <ChangeTable program={program} items={items} />}>
      <label className="kind-choice">
        {change.kind}
        <select
          className="native-select"
          value={kind}
          onChange={({ target: { value } }) =>
            setKind(costEntries.find(({ key }) => key === value)?.key ?? 'exact')
          }
        >
          {costEntries.map(({ key, name }) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <ul className="chart-key">
        {(['before', 'after'] as const).map((when) => (
          <li key={when}>
            <span className={`swatch swatch-${when}`} aria-hidden="true" />
            {change[when]}
          </li>
        ))}
      </ul>
      <Chart option={option} height={3.5 + items.length * 3} label={change.chart} />
    </Picture>
  )
}
