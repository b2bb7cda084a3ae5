// Every item that a reform moves, in figures.
import type { TableColumnsType } from 'antd'
import type { Program } from '#lang'
import type { ItemChange } from '#server/api/simulationReply.ts'
import { compareYuan, minusYuan } from '../ui/money.ts'
import { Wan } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'
import { CountLink } from './CountLink.tsx'
import { itemColumns, NumberTable } from './itemColumns.tsx'

type Row = ItemChange & { readonly policy: string; readonly title: string; readonly difference: string }

type Props = { readonly program: Program; readonly items: readonly ItemChange[] }

export function ChangeTable({ program, items }: Props) {
  const { change, list } = words.sandbox
  const rows = items.map(
    (each): Row => ({
      ...each,
      policy: each.after.policy,
      title: each.after.title,
      difference: minusYuan(each.after.cost.exact.yuan, each.before.cost.exact.yuan),
    }),
  )
  const counted = (which: 'winners' | 'losers'): TableColumnsType<Row>[number] => ({
    ...{ title: change[which], key: which, align: 'right' },
    sorter: (a, b) => a[which].subjects - b[which].subjects,
    render: (_, row) => (
      <span className="cost-cell">
        <CountLink
          count={row[which].subjects}
          of={`${row.title} ${list.which[which]}`}
          list={{ item: row.item, which, reform: true }}
        />
        <Wan yuan={row[which].yuan} />
      </span>
    ),
  })
  const money = (when: 'before' | 'after'): TableColumnsType<Row>[number] => ({
    ...{ title: `${change[when]} ${change.exact}`, key: when, align: 'right' },
    sorter: (a, b) => compareYuan(a[when].cost.exact.yuan, b[when].cost.exact.yuan),
    render: (_, row) => <Wan yuan={row[when].cost.exact.yuan} />,
  })
  const columns: TableColumnsType<Row> = [
    ...itemColumns<Row>(program),
    money('before'),
    money('after'),
    {
      ...{ title: change.difference, key: 'difference', align: 'right' },
      sorter: (a, b) => compareYuan(a.difference, b.difference),
      render: (_, { difference }) => <Wan yuan={difference} signed />,
    },
    counted('winners'),
    counted('losers'),
    {
      ...{ title: change.unclear, key: 'unclear', align: 'right' },
      sorter: (a, b) => a.unclear - b.unclear,
      render: (_, { item, title, unclear }) => (
        <CountLink count={unclear} of={title} list={{ item, which: 'unclear', reform: true }} />
      ),
    },
  ]
  return <NumberTable columns={columns} rows={rows} rowKey={({ item }) => item} name={change.chart} />
}
