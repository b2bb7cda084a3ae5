// Causes with their counts as bars, and as a table whose numbers open the lists behind them.
import type { TableColumnsType } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { barOption, type Look } from '../ui/bars.ts'
import { Chart } from '../ui/Chart.tsx'
import { Picture } from '../ui/Picture.tsx'
import { useTextSize } from '../ui/TextSize.tsx'
import { useWide } from '../ui/useWide.ts'
import { countText } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'
import { CountLink } from './CountLink.tsx'
import { NumberTable } from './itemColumns.tsx'
import type { ListQuery } from './list.ts'
import { useSandbox } from './useSandbox.ts'

export type CountRow = {
  readonly key: string
  readonly label: string
  readonly kind: string
  readonly subjects: number
  readonly alone?: number
  readonly list?: ListQuery
}

type Props = {
  readonly title: string
  readonly note: string
  readonly chart: string
  readonly empty: string
  readonly look: Look
  readonly rows: readonly CountRow[]
  readonly children?: ReactNode
}

const most = 10

export function CountBars({ title, note, chart, empty, look, rows, children }: Props) {
  const { change } = useSandbox()
  const wide = useWide()
  const large = useTextSize().size === 'large'
  const drawn = useMemo(() => rows.slice(0, most), [rows])
  const option = useMemo(
    () =>
      barOption({
        labels: drawn.map(({ label }) => label),
        series: [
          {
            name: words.sandbox.cost.subjects,
            look,
            values: drawn.map(({ subjects }) => subjects),
            texts: drawn.map(({ subjects }) => words.sandbox.people(countText(subjects))),
          },
        ],
        ...{ stacked: true, unit: words.sandbox.cost.subjects, wide, large },
      }),
    [drawn, look, wide, large],
  )
  return (
    <Picture title={title} note={note} table={() => <CountTable title={title} rows={rows} />}>
      {children}
      {drawn.length === 0 ? (
        <p className="empty-note">{empty}</p>
      ) : (
        <Chart
          option={option}
          height={3.5 + drawn.length * 2.25}
          label={chart}
          onPick={(row) => drawn[row]?.list && change({ list: drawn[row].list })}
        />
      )}
    </Picture>
  )
}

function CountTable({ title, rows }: { readonly title: string; readonly rows: readonly CountRow[] }) {
  const withAlone = rows.some(({ alone }) => alone !== undefined)
  const columns: TableColumnsType<CountRow> = [
    { title, dataIndex: 'label', className: 'item-column' },
    { title: words.sandbox.kindColumn, dataIndex: 'kind' },
    {
      title: words.sandbox.cost.subjects,
      key: 'subjects',
      align: 'right',
      sorter: (a, b) => a.subjects - b.subjects,
      render: (_, { subjects, label, list }) => (
        <CountLink count={subjects} of={label} {...(list && { list })} />
      ),
    },
    ...(withAlone
      ? [
          {
            title: words.sandbox.one.alone,
            key: 'alone',
            align: 'right' as const,
            sorter: (a: CountRow, b: CountRow) => (a.alone ?? 0) - (b.alone ?? 0),
            render: (_: unknown, { alone = 0, label, list }: CountRow) => (
              <CountLink
                count={alone}
                of={label}
                {...(list && { list: { ...list, which: 'alone' as const } })}
              />
            ),
          },
        ]
      : []),
  ]
  return <NumberTable columns={columns} rows={rows} rowKey={({ key }) => key} name={title} />
}
