// The list behind a number: subjects with their outcome and amount, by pages, to be filtered and taken away whole.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Drawer, Table, type TableColumnsType } from 'antd'
import { useMemo, useState } from 'react'
import type { Program } from '#lang'
import type { SubjectRow } from '#server/api/simulationReply.ts'
import { useWide } from '../ui/useWide.ts'
import { countText } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'
import { askSubjects, downloadWorkbook, type ListRequest, type Scope } from './ask.ts'
import { ExportButton } from './ExportButton.tsx'
import { GroupFilter } from './GroupFilter.tsx'
import { itemNamed, itemTitle } from './items.ts'
import type { ListQuery } from './list.ts'
import { Refused } from './Trouble.tsx'
import { useReform } from './useReform.ts'
import { useSandbox } from './useSandbox.ts'

type Props = { readonly program: Program; readonly scope: Scope }

const pageSize = 20

export function SubjectDrawer({ program, scope }: Props) {
  const { query, change } = useSandbox()
  const wide = useWide()
  const { list } = query
  return (
    <Drawer
      open={list !== undefined}
      onClose={() => change({ list: undefined })}
      size={wide ? 1040 : '100%'}
      title={list && titleOf(program, list)}
      destroyOnHidden
      autoFocus={false}
    >
      {list && <Subjects key={JSON.stringify(list)} program={program} scope={scope} list={list} />}
    </Drawer>
  )
}

function titleOf(program: Program, { item, which }: ListQuery): string {
  return words.sandbox.list.title(words.sandbox.list.which[which], itemTitle(program, item))
}

/** What the key of a list stands for, in words. */
function meantBy(program: Program, { item, which }: ListQuery, fact: string): string {
  const { reason, list } = words.sandbox
  if (which === 'reading') {
    const readings = itemNamed(program, item)?.policy.readings ?? []
    return list.turnsOn(readings.find(({ id }) => id === fact)?.title ?? fact)
  }
  if (which !== 'reason') return list.lacks(fact)
  const code = Object.entries(reason).find(([each]) => fact === each || fact.startsWith(`${each} `))
  if (!code) return list.because(fact)
  return list.because(`${fact.slice(code[0].length + 1)} ${code[1]}`.trim())
}

function Subjects({ program, scope, list }: Props & { readonly list: ListQuery }) {
  const [page, setPage] = useState(1)
  const reform = useReform(program)
  const { item, which, fact, reform: reformed, ...filter } = list
  const { population, at } = scope
  const body: ListRequest = {
    ...{ population, at, item, which, filter },
    ...(fact && { fact }),
    ...(reformed && { reform }),
  }
  const asked = useQuery({
    queryKey: ['subjects', body, page],
    queryFn: ({ signal }) => askSubjects({ ...body, page, size: pageSize }, signal),
    placeholderData: keepPreviousData,
    retry: false,
  })
  const columns = useMemo(() => columnsOf(reformed === true), [reformed])
  const { data } = asked
  return (
    <>
      {list.fact && <p className="list-fact">{meantBy(program, list, list.fact)}</p>}
      <GroupFilter scope={scope} list={list} />
      <div className="list-head">
        <p aria-live="polite">{data && words.sandbox.list.total(countText(data.total))}</p>
        <ExportButton
          ask={() => downloadWorkbook({ kind: 'list', ...body })}
          label={words.sandbox.list.export}
        />
      </div>
      {asked.error ? (
        <Refused error={asked.error} again={() => void asked.refetch()} />
      ) : (
        <Table<SubjectRow>
          size="small"
          columns={columns}
          dataSource={data?.rows ?? []}
          rowKey={({ index }) => index}
          loading={asked.isFetching}
          scroll={{ x: 'max-content' }}
          locale={{ emptyText: asked.isPending ? words.sandbox.loading : words.sandbox.list.none }}
          pagination={{
            current: page,
            pageSize,
            total: data?.total ?? 0,
            onChange: setPage,
            showSizeChanger: false,
            hideOnSinglePage: true,
          }}
        />
      )}
    </>
  )
}

function columnsOf(reformed: boolean): TableColumnsType<SubjectRow> {
  const { list, change, dimension } = words.sandbox
  const verdict = (outcome: SubjectRow['outcome'], amount: string) => (
    <>
      <span className={`outcome outcome-${outcome}`}>{words.outcome[outcome]}</span> {amount}
    </>
  )
  return [
    {
      title: list.name,
      key: 'name',
      render: (_, { name, code }) => (
        <>
          <span className="subject-name">{name}</span>
          <span className="subject-code">{code}</span>
        </>
      ),
    },
    {
      title: reformed ? change.before : list.outcome,
      key: 'outcome',
      render: (_, { outcome, amount }) => verdict(outcome, amount),
    },
    ...(reformed
      ? [
          {
            title: list.after,
            key: 'after',
            render: (_: unknown, { after }: SubjectRow) => after && verdict(after.outcome, after.amount),
          },
        ]
      : []),
    { title: dimension.district, dataIndex: 'district' },
    { title: dimension.street, dataIndex: 'street' },
    { title: dimension.industry, dataIndex: 'industry', className: 'words-column' },
    { title: dimension.size, dataIndex: 'size' },
    {
      title: list.missing,
      key: 'missing',
      className: 'words-column',
      render: (_, { missing }) => missing.join('、'),
    },
  ]
}
