// How many subjects each item reaches, by outcome.
import type { TableColumnsType } from 'antd'
import { useMemo, useState } from 'react'
import type { Outcome, Program } from '#lang'
import type { ItemResult } from '#server/api/simulationReply.ts'
import { barOption } from '../ui/bars.ts'
import { Chart } from '../ui/Chart.tsx'
import { Legend, Picture } from '../ui/Picture.tsx'
import { useTextSize } from '../ui/TextSize.tsx'
import { useWide } from '../ui/useWide.ts'
import { countText } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'
import { CountLink } from './CountLink.tsx'
import { itemColumns, NumberTable } from './itemColumns.tsx'
import { outcomeEntries } from './outcomes.ts'
import { useSandbox } from './useSandbox.ts'

type Props = { readonly program: Program; readonly items: readonly ItemResult[] }

const few = 12

export function ReachPicture({ program, items }: Props) {
  const { change } = useSandbox()
  const [shown, setShown] = useState<readonly Outcome[]>(['eligible', 'undetermined', 'not_eligible'])
  const [all, setAll] = useState(false)
  const wide = useWide()
  const large = useTextSize().size === 'large'
  const drawable = useMemo(
    () =>
      items
        .filter(({ reach }) => shown.some((each) => reach[each] > 0))
        .sort((a, b) => b.reach.eligible - a.reach.eligible || b.reach.undetermined - a.reach.undetermined),
    [items, shown],
  )
  const drawn = all ? drawable : drawable.slice(0, few)
  const option = useMemo(
    () =>
      barOption({
        labels: drawn.map(({ title }) => title),
        series: outcomeEntries
          .filter(({ key }) => shown.includes(key))
          .map(({ key, name, look }) => ({
            name,
            look,
            values: drawn.map(({ reach }) => reach[key]),
            texts: drawn.map(({ reach }) => words.sandbox.people(countText(reach[key]))),
          })),
        ...{ stacked: true, unit: words.sandbox.cost.subjects, wide, large },
      }),
    [drawn, shown, wide, large],
  )
  const pick = (row: number) => {
    const item = drawn[row]?.item
    if (item) change({ tab: 'item', item })
  }
  return (
    <Picture
      title={words.sandbox.reach.title}
      note={words.sandbox.reach.note}
      table={() => <ReachTable program={program} items={items} />}
      extra={
        drawable.length > few && (
          <button type="button" className="text-button" onClick={() => setAll(!all)}>
            {all ? words.sandbox.fewer : words.sandbox.rest(drawable.length - few)}
          </button>
        )
      }
    >
      <Legend entries={outcomeEntries} shown={shown} onChange={setShown} />
      {drawn.length === 0 ? (
        <p className="empty-note">{words.sandbox.reach.none}</p>
      ) : (
        <Chart
          option={option}
          height={3.5 + drawn.length * 2.5}
          label={words.sandbox.reach.chart(drawn.length)}
          onPick={pick}
        />
      )}
    </Picture>
  )
}

function ReachTable({ program, items }: Props) {
  const columns = useMemo(
    (): TableColumnsType<ItemResult> => [
      ...itemColumns<ItemResult>(program),
      ...outcomeEntries.map(({ key, name }) => ({
        title: name,
        key,
        align: 'right' as const,
        sorter: (a: ItemResult, b: ItemResult) => a.reach[key] - b.reach[key],
        ...(key === 'eligible' && { defaultSortOrder: 'descend' as const }),
        render: (_: unknown, { item, title, reach }: ItemResult) => (
          <CountLink count={reach[key]} of={`${title} ${name}`} list={{ item, which: key }} />
        ),
      })),
      {
        title: words.sandbox.reach.blindSpot,
        key: 'blindSpot',
        align: 'right',
        sorter: (a, b) => a.blindSpot - b.blindSpot,
        render: (_, { item, title, blindSpot }) => (
          <CountLink count={blindSpot} of={title} list={{ item, which: 'blindSpot' }} />
        ),
      },
    ],
    [program],
  )
  return (
    <NumberTable
      columns={columns}
      rows={items}
      rowKey={({ item }) => item}
      name={words.sandbox.reach.title}
    />
  )
}
