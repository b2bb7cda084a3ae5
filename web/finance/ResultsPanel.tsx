// The bank's file of arrivals and returns: all of its rows or none; what is wrong stands row by row.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useRef } from 'react'
import type { ImportedReply, ResultFileReply } from '#server/api/money/results.ts'
import { useChange } from '../identity/session.ts'
import { momentText } from '../ui/dates.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { resultFiles } from './ask.ts'
import { Followed } from './Followed.tsx'
import { ExportLink, Known } from './parts.tsx'

export function ResultsPanel({ payer }: { readonly payer: boolean }) {
  const { results } = words.finance
  const asked = useQuery(resultFiles())
  return (
    <section className="panel" aria-labelledby="results-title">
      <h2 id="results-title">{results.title}</h2>
      <p className="rule-small">{results.note}</p>
      {payer && <Upload />}
      <h3>{results.before}</h3>
      <Known asked={asked}>
        {(files) => (files.length === 0 ? <p>{words.finance.none}</p> : <Files files={files} />)}
      </Known>
      <ExportLink table="results" />
    </section>
  )
}

function Upload() {
  const { results } = words.finance
  const file = useRef<HTMLInputElement>(null)
  const change = useChange()
  const client = useQueryClient()
  const importing = useMutation({
    mutationFn: async () => {
      const chosen = file.current?.files?.[0]
      if (!chosen) return undefined
      const form = new FormData()
      form.set('file', chosen)
      const imported = await change<ImportedReply>('POST', '/api/money/results', form)
      if (file.current) file.current.value = ''
      await client.invalidateQueries({ queryKey: ['money'] })
      return imported
    },
  })
  return (
    <form
      className="money-form"
      onSubmit={(event) => {
        event.preventDefault()
        importing.mutate()
      }}
    >
      <div className="person-field">
        <label htmlFor="results-file">{results.file}</label>
        <input {...{ id: 'results-file', ref: file, type: 'file', required: true }} accept=".csv,.xlsx" />
      </div>
      <Refused error={importing.error} />
      {importing.data && <Followed words={wordsOf(importing.data)} followed={importing.data.cases} />}
      <div>
        <Button type="primary" htmlType="submit" loading={importing.isPending}>
          {results.import}
        </Button>
      </div>
    </form>
  )
}

function wordsOf({ kind, paid, returned, unknown, unchanged, cases }: ImportedReply): string {
  const { results } = words.finance
  if (kind === 'known') return results.known
  return `${results.imported(paid, returned, unknown, unchanged)}${results.moved(cases.moved)}`
}

function Files({ files }: { readonly files: readonly ResultFileReply[] }) {
  const { columns, result } = words.finance
  return (
    <table className="case-table money-table">
      <HeadRow
        titles={[columns.file, columns.rows, result.paid, result.returned, result.unknown, columns.imported]}
      />
      <tbody>
        {files.map((each) => (
          <tr key={each.id}>
            <td data-label={columns.file}>{each.name}</td>
            <td data-label={columns.rows}>{each.rows}</td>
            <td data-label={result.paid}>{each.paid}</td>
            <td data-label={result.returned}>{each.returned}</td>
            <td data-label={result.unknown}>{each.unknown}</td>
            <td data-label={columns.imported}>
              {each.person} {momentText(each.at)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
