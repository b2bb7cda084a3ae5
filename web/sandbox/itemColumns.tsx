// What every table of the sandbox has: the item with its document, and sorting that a keyboard reaches.
import { Link } from '@tanstack/react-router'
import { Table, type TableColumnsType } from 'antd'
import { documentName, type Program } from '#lang'
import { words } from '../words.zh.ts'
import { patched, useSandbox } from './useSandbox.ts'

type Titled = { readonly item: string; readonly policy: string; readonly title: string }

const order = new Intl.Collator('zh-CN')

export function itemColumns<T extends Titled>(program: Program): TableColumnsType<T> {
  const names = new Map(program.policies.map(({ document }) => [document.id, documentName(document)]))
  const nameOf = (policy: string) => names.get(policy) ?? policy
  return [
    {
      title: words.sandbox.item,
      key: 'item',
      className: 'item-column',
      sorter: (a, b) => order.compare(a.title, b.title),
      render: (_, row) => (
        <>
          <ItemLink {...row} />
          <span className="item-document">{nameOf(row.policy)}</span>
        </>
      ),
    },
  ]
}

function ItemLink({ item, title }: Pick<Titled, 'item' | 'title'>) {
  const { query } = useSandbox()
  return (
    <Link to="/sandbox" search={patched(query, { tab: 'item', item, list: undefined })} activeProps={{}}>
      {title}
    </Link>
  )
}

type TableProps<T> = {
  readonly columns: TableColumnsType<T>
  readonly rows: readonly T[]
  readonly rowKey: (row: T) => string
  readonly name: string
}

const pageSize = 20

export function NumberTable<T extends object>({ columns, rows, rowKey, name }: TableProps<T>) {
  return (
    <div className="number-table">
      <p className="rule-small">{words.sandbox.yuanNote}</p>
      <Table<T>
        aria-label={name}
        size="small"
        columns={columns}
        dataSource={rows}
        rowKey={rowKey}
        scroll={{ x: 'max-content' }}
        pagination={rows.length > pageSize && { pageSize, showSizeChanger: false }}
      />
    </div>
  )
}
