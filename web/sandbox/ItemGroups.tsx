// An item by district, street, industry and size: a bar a group, and the table with its money.
import { type TableColumnsType, Tabs } from 'antd'
import { useMemo } from 'react'
import type { Dimension, GroupRow, ItemResult, SimulationResult } from '#server/api/simulationReply.ts'
import { barOption } from '../ui/bars.ts'
import { Chart } from '../ui/Chart.tsx'
import { Picture } from '../ui/Picture.tsx'
import { useTextSize } from '../ui/TextSize.tsx'
import { useWide } from '../ui/useWide.ts'
import { countText, WanRange } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'
import { CountLink } from './CountLink.tsx'
import { NumberTable } from './itemColumns.tsx'
import { compareSpan, costEntries, spanOf } from './itemCost.ts'
import { outcomeEntries } from './outcomes.ts'
import { dimensions } from './query.ts'
import { useSandbox } from './useSandbox.ts'

type Small = NonNullable<SimulationResult['smallCells']>

type Props = {
  readonly item: ItemResult
  readonly groups: NonNullable<SimulationResult['groups']>
  readonly small: Small
}

export function ItemGroups({ item, groups, small }: Props) {
  const { query, change } = useSandbox()
  const shown = query.group ?? 'district'
  const rows = groups[shown] ?? []
  return (
    <section className="panel groups" aria-label={words.sandbox.one.groups}>
      <h2>{words.sandbox.one.groups}</h2>
      <Tabs
        activeKey={shown}
        onChange={(key) => change({ group: dimensions.find((each) => each === key) })}
        items={dimensions.map((key) => ({ key, label: words.sandbox.dimension[key] }))}
      />
      <GroupPicture key={shown} item={item} dimension={shown} rows={rows} small={small} />
    </section>
  )
}

type GroupProps = {
  readonly item: ItemResult
  readonly dimension: Dimension
  readonly rows: readonly GroupRow[]
  readonly small: Small
}

const drawnOutcomes = outcomeEntries.slice(0, 3)
const most = 20

function GroupPicture({ item, dimension, rows, small }: GroupProps) {
  const wide = useWide()
  const large = useTextSize().size === 'large'
  const drawn = useMemo(
    () =>
      rows
        .filter(({ reach }) => drawnOutcomes.some(({ key }) => reach[key] > 0))
        .toSorted(
          (a, b) => b.reach.eligible - a.reach.eligible || b.reach.undetermined - a.reach.undetermined,
        )
        .slice(0, most),
    [rows],
  )
  const option = useMemo(
    () =>
      barOption({
        labels: drawn.map(({ key }) => key || words.sandbox.unknownKey),
        series: drawnOutcomes.map(({ key, name, look }) => ({
          ...{ name, look },
          values: drawn.map(({ reach }) => reach[key]),
          texts: drawn.map(({ reach }) => words.sandbox.people(countText(reach[key]))),
        })),
        ...{ stacked: true, unit: words.sandbox.cost.subjects, wide, large },
      }),
    [drawn, wide, large],
  )
  const name = words.sandbox.dimension[dimension]
  return (
    <Picture
      title={words.sandbox.one.groupsChart(name)}
      table={() => <GroupTable item={item} dimension={dimension} rows={rows} small={small} />}
    >
      {drawn.length === 0 ? (
        <p className="empty-note">{words.sandbox.reach.none}</p>
      ) : (
        <Chart option={option} height={3.5 + drawn.length * 2} label={words.sandbox.one.groupsChart(name)} />
      )}
    </Picture>
  )
}

function GroupTable({ item: { item }, dimension, rows, small }: GroupProps) {
  const name = words.sandbox.dimension[dimension]
  const isSmall = (key: string) => small.some((each) => each.dimension === dimension && each.key === key)
  const columns: TableColumnsType<GroupRow> = [
    {
      title: name,
      key: 'key',
      render: (_, { key }) => (
        <>
          {key || words.sandbox.unknownKey}
          {isSmall(key) && <span className="item-document">{words.sandbox.one.smallCell}</span>}
        </>
      ),
    },
    ...outcomeEntries.map(({ key, name: outcome }) => ({
      ...{ title: outcome, key, align: 'right' as const },
      sorter: (a: GroupRow, b: GroupRow) => a.reach[key] - b.reach[key],
      render: (_: unknown, row: GroupRow) => (
        <CountLink
          count={row.reach[key]}
          of={`${row.key} ${outcome}`}
          {...(row.key !== '' && { list: { item, which: key, [dimension]: row.key } })}
        />
      ),
    })),
    ...costEntries.map(({ key, name: kind }) => ({
      ...{ title: kind, key, align: 'right' as const },
      sorter: (a: GroupRow, b: GroupRow) => compareSpan(spanOf(a.cost, key), spanOf(b.cost, key)),
      render: (_: unknown, { cost }: GroupRow) =>
        cost[key].subjects === 0 ? '—' : <WanRange {...spanOf(cost, key)} />,
    })),
  ]
  return <NumberTable columns={columns} rows={rows} rowKey={({ key }) => key} name={name} />
}
