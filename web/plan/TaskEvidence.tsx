// What proves a task: to be looked at, and, where one may, to be added.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import type { TaskReply } from '#server/api/plan/taskReply.ts'
import { useChange } from '../identity/session.ts'
import { momentText } from '../ui/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'

export function TaskEvidence({ task }: { readonly task: TaskReply }) {
  return (
    <section className="panel" aria-labelledby="task-evidence-title">
      <h2 id="task-evidence-title">{words.tasks.evidence(task.evidence.length)}</h2>
      {task.evidence.length === 0 && <p>{words.tasks.noEvidence}</p>}
      <ul className="evidence-list">
        {task.evidence.map(({ id, name, sizeBytes, person, system, putAt }) => (
          <li key={id}>
            <a href={`/api/plan/task-evidence/${id}`} download={name}>
              {name}
            </a>{' '}
            <span className="rule-small">
              {words.tasks.size(sizeBytes)} · {person ?? system} · {momentText(putAt)}
            </span>
          </li>
        ))}
      </ul>
      {task.mayAttach && <Upload id={task.id} />}
    </section>
  )
}

function Upload({ id }: { readonly id: number }) {
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
      await change('POST', `/api/plan/tasks/${id}/evidence`, form)
      setSaid(words.tasks.uploaded(chosen.name))
      if (file.current) file.current.value = ''
      await client.invalidateQueries({ queryKey: ['plan', 'tasks'] })
    },
    onMutate: () => setSaid(''),
  })
  return (
    <form
      className="upload"
      onSubmit={(event) => {
        event.preventDefault()
        sending.mutate()
      }}
    >
      <p className="rule-small">{words.tasks.uploadNote}</p>
      <div className="person-field">
        <label htmlFor="task-file">{words.tasks.file}</label>
        <input
          {...{ id: 'task-file', ref: file, type: 'file', required: true }}
          accept=".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.ofd"
        />
      </div>
      <Refused error={sending.error} />
      <Button htmlType="submit" loading={sending.isPending}>
        {words.tasks.upload}
      </Button>{' '}
      <span aria-live="polite">{said}</span>
    </form>
  )
}
