// The whole filtered set as Excel; and back, for those who keep projects. What is wrong is told cell by cell.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import type { ProjectsImportedReply } from '#server/api/plan/projectLists.ts'
import { useChange } from '../identity/session.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import type { ProjectQuery } from './projectQuery.ts'

export function ProjectFiles({ query, keeps }: { readonly query: ProjectQuery; readonly keeps: boolean }) {
  const told = words.projects.files
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
      const done = await change<ProjectsImportedReply>('POST', '/api/plan/project-workbook', form)
      setSaid(words.projects.imported(done.added, done.revised, done.replanned, done.unchanged))
      if (file.current) file.current.value = ''
      await client.invalidateQueries({ queryKey: ['plan'] })
    },
    onMutate: () => setSaid(''),
  })
  return (
    <section className="panel project-files" aria-labelledby="project-files-title">
      <h2 id="project-files-title">{told.title}</h2>
      <p>
        <a href={`/api/plan/project-workbook?${new URLSearchParams(query)}`} download>
          {told.export}
        </a>
      </p>
      {keeps && (
        <form
          className="upload"
          onSubmit={(event) => {
            event.preventDefault()
            sending.mutate()
          }}
        >
          <p className="rule-small">{told.note}</p>
          <div className="person-field">
            <label htmlFor="project-file">{told.file}</label>
            <input {...{ id: 'project-file', ref: file, type: 'file', required: true }} accept=".xlsx" />
          </div>
          <Refused error={sending.error} />
          <Button htmlType="submit" loading={sending.isPending}>
            {told.import}
          </Button>{' '}
          <span role="status">{said}</span>
        </form>
      )}
    </section>
  )
}
