// The node workbook, filled in, goes up; what is wrong is told cell by cell.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useChange } from '../identity/session.ts'
import { Refusal } from '../ui/ask.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'

type Props = { readonly department?: string; readonly download: Readonly<Record<string, string>> }

export function NodeImport({ department, download }: Props) {
  const [said, setSaid] = useState('')
  const file = useRef<HTMLInputElement>(null)
  const change = useChange()
  const client = useQueryClient()
  const sending = useMutation({
    mutationFn: async () => {
      const chosen = file.current?.files?.[0]
      if (!chosen) return
      const form = new FormData()
      form.set('file', chosen)
      if (department !== undefined) form.set('department', department)
      const { nodes, tasks } = await change<{ nodes: number; tasks: number }>(
        'POST',
        '/api/plan/task-nodes',
        form,
      )
      setSaid(nodes === 0 ? words.tasks.desk.nothing : words.tasks.desk.imported(nodes, tasks))
      if (file.current) file.current.value = ''
      await client.invalidateQueries({ queryKey: ['plan', 'tasks'] })
    },
    onMutate: () => setSaid(''),
  })
  return (
    <section className="panel" aria-labelledby="node-import-title">
      <h2 id="node-import-title">{words.tasks.desk.import}</h2>
      <p className="rule-small">{words.tasks.desk.importNote}</p>
      <p>
        <a href={`/api/plan/task-nodes.xlsx?${new URLSearchParams(download)}`}>{words.tasks.nodes}</a>
      </p>
      <form
        className="upload"
        onSubmit={(event) => {
          event.preventDefault()
          sending.mutate()
        }}
      >
        <div className="person-field">
          <label htmlFor="node-file">{words.tasks.file}</label>
          <input {...{ id: 'node-file', ref: file, type: 'file', required: true }} accept=".xlsx" />
        </div>
        <WrongCells error={sending.error} />
        <Button htmlType="submit" loading={sending.isPending}>
          {words.tasks.desk.import}
        </Button>{' '}
        <span role="status">{said}</span>
      </form>
    </section>
  )
}

/** Each wrong cell by its name; what concerns the whole file as elsewhere. */
function WrongCells({ error }: { readonly error: Error | null }) {
  const cells = error instanceof Refusal ? error.faults.filter(({ path }) => path !== '') : []
  if (error === null || cells.length === 0) return <Refused error={error} />
  return (
    <div role="alert" className="wrong-cells">
      <p>{error.message}</p>
      <ul className="plain-list">
        {cells.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            <strong>{path}</strong>　{message}
          </li>
        ))}
      </ul>
    </div>
  )
}
