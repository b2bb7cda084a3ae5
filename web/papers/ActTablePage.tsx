// 用 Excel 批量办理: template, upload, every row checked, and one confirmation for all of them.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import type { CheckedTableReply, ConfirmedTableReply } from '#server/api/papers/actTables.ts'
import { readWorkbenchQuery } from '../cases/query.ts'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import { useChange } from '../identity/session.ts'
import { Refused } from '../ui/Refused.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { CellProblems, CheckedRows } from './CheckedRows.tsx'

export function ActTablePage() {
  usePageTitle(words.papers.tables.page)
  return <SignedInOnly>{() => <ActTable />}</SignedInOnly>
}

function ActTable() {
  const query = readWorkbenchQuery(useSearch({ strict: false }))
  const [checked, setChecked] = useState<CheckedTableReply>()
  const { tables } = words.papers
  return (
    <>
      <p className="back">
        <Link to="/workbench" search={query}>
          {words.cases.workbench.back}
        </Link>
      </p>
      <h1>{tables.page}</h1>
      <p className="lead">{tables.lead}</p>
      <section className="panel" aria-labelledby="table-one">
        <h2 id="table-one">{tables.stepOne}</h2>
        <p className="rule-small">{tables.templateNote}</p>
        <a
          className="button-link"
          href={`/api/workbench/act-table?${new URLSearchParams({ ...query, mine: '1' })}`}
          download
        >
          {tables.template}
        </a>
      </section>
      <Upload onChecked={setChecked} />
      {checked && <Checked key={checked.id ?? 'wrong'} checked={checked} />}
    </>
  )
}

function Upload({ onChecked }: { readonly onChecked: (checked: CheckedTableReply | undefined) => void }) {
  const file = useRef<HTMLInputElement>(null)
  const change = useChange()
  const { tables } = words.papers
  const checking = useMutation({
    mutationFn: async () => {
      const chosen = file.current?.files?.[0]
      if (!chosen) return
      const form = new FormData()
      form.set('file', chosen)
      onChecked(undefined)
      onChecked(await change<CheckedTableReply>('POST', '/api/workbench/act-table', form))
    },
  })
  return (
    <section className="panel" aria-labelledby="table-two">
      <h2 id="table-two">{tables.stepTwo}</h2>
      <form
        className="table-upload"
        onSubmit={(event) => {
          event.preventDefault()
          checking.mutate()
        }}
      >
        <div className="person-field">
          <label htmlFor="table-file">{tables.file}</label>
          <input {...{ id: 'table-file', ref: file, type: 'file', required: true, accept: '.xlsx' }} />
        </div>
        <Refused error={checking.error} />
        <Button htmlType="submit" loading={checking.isPending}>
          {tables.check}
        </Button>
      </form>
    </section>
  )
}

function Checked({ checked }: { readonly checked: CheckedTableReply }) {
  const change = useChange()
  const client = useQueryClient()
  const { tables } = words.papers
  const { id, rows, skipped, problems } = checked
  const wrong = problems.length + rows.reduce((sum, each) => sum + each.problems.length, 0)
  const confirming = useMutation({
    mutationFn: async () => {
      const done = await change<ConfirmedTableReply>('POST', `/api/workbench/act-table/${id}`)
      await client.invalidateQueries({ queryKey: ['cases'] })
      return done
    },
  })
  const done = confirming.data
  return (
    <section className="panel" aria-labelledby="table-three">
      <h2 id="table-three">{tables.stepThree}</h2>
      <p role="status" className={wrong > 0 ? 'table-wrong' : 'table-fit'}>
        {wrong > 0 ? tables.wrong(wrong) : tables.fit(rows.length, skipped)}
      </p>
      {problems.length > 0 && <CellProblems problems={problems} />}
      <CheckedRows rows={rows} />
      <Refused error={confirming.error} />
      {done ? (
        <p role="status" className="table-fit">
          {done.repeated ? tables.repeated(done.count) : tables.done(done.count)}
        </p>
      ) : (
        id !== undefined && (
          <Button type="primary" loading={confirming.isPending} onClick={() => confirming.mutate()}>
            {tables.confirm(rows.length)}
          </Button>
        )
      )}
    </section>
  )
}
