// What each item costs: one bar an item, its parts apart, never summed.
import type { TableColumnsType } from 'antd'
import { useMemo, useState } from 'react'
import type { Program } from '#lang'
import type { ItemResult } from '#server/api/simulationReply.ts'
import { barOption } from '../ui/bars.ts'
import { Chart } from '../ui/Chart.tsx'
import { Legend, Picture } from '../ui/Picture.tsx'
import { useTextSize } from '../ui/TextSize.tsx'
import { useWide } from '../ui/useWide.ts'
import { WanRange } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'
import { CountLink } from './CountLink.tsx'
import { itemColumns, NumberTable } from './itemColumns.tsx'
import {
  type CostKind,
  compareCost,
  compareSpan,
  costEntries,
  costLength,
  costText,
  spanOf,
} from './itemCost.ts'
import { useSandbox } from './useSandbox.ts'

type Props = { readonly program: Program; readonly items: readonly ItemResult[] }

const few = 12

export function CostPicture({ program, items }: Props) {
  const { change } = useSandbox()
  const [kinds, setKinds] = useState<readonly CostKind[]>(['exact', 'upTo', 'open'])
  const [all, setAll] = useState(false)
  const wide = useWide()
  const large = useTextSize().size === 'large'
  const drawable = useMemo(
    () =>
      items
        .filter(({ cost }) => kinds.some((kind) => costLength(cost, kind) > 0))
        .sort((a, b) => compareCost(b.cost, a.cost)),
    [items, kinds],
  )
  const drawn = all ? drawable : drawable.slice(0, few)
  const option = useMemo(
    () =>
      barOption({
        labels: drawn.map(({ title }) => title),
        series: costEntries
          .filter(({ key }) => kinds.includes(key))
          .map(({ key, name, look }) => ({
            name,
            look,
            values: drawn.map(({ cost }) => costLength(cost, key)),
            texts: drawn.map(({ cost }) => costText(cost, key)),
          })),
        ...{ stacked: true, unit: words.sandbox.unit, wide, large },
      }),
    [drawn, kinds, wide, large],
  )
  const pick = (row: number) => {
    const item = drawn[row]?.item
    if (item) change({ tab: 'item', item })
  }
  return (
    <Picture
      title={words.sandbox.cost.title}
      note={words.sandbox.cost.note}
      table={() => <CostTable program={program} items={items} />}
      extra={
        drawable.length > few && (
          <button type="button" className="text-button" onClick={() => setAll(!all)}>
            {all ? words.sandbox.fewer : words.sandbox.rest(drawable.length - few)}
          </button>
        )
      }
    >
      <Legend entries={costEntries} shown={kinds} onChange={setKinds} />
      {drawn.length === 0 ? (
        <p className="empty-note">{words.sandbox.cost.none}</p>
      ) : (
        <Chart
          option={option}
          height={3.5 + drawn.length * 2.5}
          label={words.sandbox.cost.chart(drawn.length)}
          onPick={pick}
        />
      )}
      {items.length > drawable.length && (
        <p className="rule-small">{words.sandbox.cost.without(items.length - drawable.length)}</p>
      )}
    </Picture>
  )
}

function CostTable({ program, items }: Props) {
  const columns = useMemo(
    (): TableColumnsType<ItemResult> => [
      ...itemColumns<ItemResult>(program),
      ...costEntries.map(({ key, name }) => ({
        title: name,
        key,
        align: 'right' as const,
        sorter: (a: ItemResult, b: ItemResult) => compareSpan(spanOf(a.cost, key), spanOf(b.cost, key)),
        ...(key === 'exact' && { defaultSortOrder: 'descend' as const }),
        render: (_: unknown, row: ItemResult) => <CostCell row={row} kind={key} />,
      })),
      countColumn('unstated'),
      countColumn('nonMonetary'),
    ],
    [program],
  )
  return (
    <NumberTable columns={columns} rows={items} rowKey={({ item }) => item} name={words.sandbox.cost.title} />
  )
}

function countColumn(key: 'unstated' | 'nonMonetary'): TableColumnsType<ItemResult>[number] {
  return {
    title: words.sandbox.cost[key],
    key,
    align: 'right',
    sorter: (a, b) => a.cost[key] - b.cost[key],
    render: (_, { item, title, cost }) => (
      <CountLink count={cost[key]} of={title} list={{ item, which: key }} />
    ),
  }
}

function CostCell({
  row: { item, title, cost },
  kind,
}: {
  readonly row: ItemResult
  readonly kind: CostKind
}) {
  const { subjects } = cost[kind]
  if (subjects === 0) return <span className="nobody">—</span>
  const which = kind === 'undetermined' ? 'undeterminedAmount' : kind
  return (
    <span className="cost-cell">
      <WanRange {...spanOf(cost, kind)} />
      <span>
        <CountLink count={subjects} of={`${title} ${words.sandbox.cost.kind[kind]}`} list={{ item, which }} />
      </span>
    </span>
  )
}
