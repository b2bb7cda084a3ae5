// A template, new or to be changed, with the placeholders that a case can fill.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { TemplateReply } from '#server/api/papers/templates.ts'
import { useChange } from '../identity/session.ts'
import { Choice } from '../ui/Choice.tsx'
import { Refused } from '../ui/Refused.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { words } from '../words.zh.ts'
import { templates } from './ask.ts'

/** As the server knows them (server/papers/placeholders.ts); one that it does not know it refuses. */
const PLACEHOLDERS = ['企业名称', '办件编号', '事项', '年度', '金额', '文件', '条款']

type Props = {
  readonly places: readonly { readonly id: string; readonly name: string }[]
  readonly template?: TemplateReply
  readonly onSaved: () => void
  readonly onCancel: () => void
}

export function TemplateForm({ places, template, onSaved, onCancel }: Props) {
  const [department, setDepartment] = useState(template?.department.id ?? places[0]?.id ?? '')
  const [title, setTitle] = useState(template?.title ?? '')
  const [content, setContent] = useState(template?.content ?? '')
  const change = useChange()
  const client = useQueryClient()
  const { templates: text } = words.papers
  const saving = useMutation({
    mutationFn: async () => {
      const said = { title: title.trim(), content: content.trim() }
      if (template)
        await change('POST', `/api/opinion-templates/${template.id}`, { version: template.version, ...said })
      else await change('POST', '/api/opinion-templates', { department, ...said })
      await client.invalidateQueries({ queryKey: templates.queryKey })
      onSaved()
    },
  })
  return (
    <form
      className="act-form template-form"
      aria-label={template ? text.edit : text.add}
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate()
      }}
    >
      {!template && places.length > 1 && (
        <Choice
          {...{ id: 'template-department', label: text.department, value: department }}
          choices={places.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setDepartment}
        />
      )}
      <div className="person-field">
        <label htmlFor="template-title">{text.name}</label>
        <Input
          {...{ id: 'template-title', value: title, required: true, maxLength: 40 }}
          onChange={(event) => setTitle(event.target.value)}
        />
      </div>
      <TextArea
        {...{ id: 'template-content', label: text.content, value: content, required: true }}
        onChange={setContent}
      />
      <div className="template-pick">
        <span>{text.placeholders}</span>
        {PLACEHOLDERS.map((each) => (
          <Button key={each} size="small" onClick={() => setContent(`${content}{${each}}`)}>
            {each}
          </Button>
        ))}
      </div>
      <Refused error={saving.error} />
      <div className="act-list">
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {text.save}
        </Button>
        <Button onClick={onCancel}>{text.cancel}</Button>
      </div>
    </form>
  )
}
