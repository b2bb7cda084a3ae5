// Which tasks the table shows.
import { useSuspenseQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { Choice } from '../ui/Choice.tsx'
import { words } from '../words.zh.ts'
import { taskChoices } from './taskAsk.ts'
import type { TaskKey, TaskQuery } from './taskQuery.ts'

type Props = { readonly query: TaskQuery; readonly onChange: (query: TaskQuery) => void }

export function TaskFilter({ query, onChange }: Props) {
  const { documents, departments, steps } = useSuspenseQuery(taskChoices).data
  const [text, setText] = useState(query.text ?? '')
  const set = (key: TaskKey) => (value: string) => {
    const { [key]: _, ...rest } = query
    onChange(value === '' ? rest : { ...rest, [key]: value })
  }
  const places = departments.map(({ id, name, district }) => ({
    value: id,
    label: name,
    group: district ?? '',
  }))
  const empty = { empty: words.tasks.all, optional: true }
  return (
    <search className="library-search">
      <form
        className="filter-fields"
        onSubmit={(event) => {
          event.preventDefault()
          set('text')(text.trim())
        }}
      >
        <div className="filter-field">
          <label htmlFor="task-text">{words.tasks.text}</label>
          <Input.Search
            {...{ id: 'task-text', value: text, allowClear: true }}
            onChange={(event) => setText(event.target.value)}
            onSearch={(value) => set('text')(value.trim())}
          />
        </div>
        <Choice
          {...{ id: 'task-policy', label: words.tasks.document, value: query.policy ?? '', ...empty }}
          choices={documents.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={set('policy')}
        />
        <Choice
          {...{
            id: 'task-department',
            label: words.tasks.department,
            value: query.department ?? '',
            ...empty,
          }}
          choices={places}
          onChange={set('department')}
        />
        <Choice
          {...{ id: 'task-lead', label: words.tasks.leadDepartment, value: query.lead ?? '', ...empty }}
          choices={[{ value: 'none', label: words.tasks.noLead }, ...places]}
          onChange={set('lead')}
        />
        <Choice
          {...{ id: 'task-step', label: words.tasks.step, value: query.step ?? '', ...empty }}
          choices={steps.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={set('step')}
        />
        <div className="filter-field">
          <label htmlFor="task-at">{words.tasks.at}</label>
          <Input
            {...{ id: 'task-at', type: 'date', value: query.at ?? '' }}
            onChange={(event) => set('at')(event.target.value)}
          />
        </div>
        <div className="filter-flags">
          <Checkbox
            checked={query.asked !== undefined}
            onChange={(event) => set('asked')(event.target.checked ? '1' : '')}
          >
            {words.tasks.asked}
          </Checkbox>
          {Object.keys(query).length > 0 && (
            <Button
              size="small"
              onClick={() => {
                setText('')
                onChange({})
              }}
            >
              {words.tasks.clear}
            </Button>
          )}
        </div>
      </form>
    </search>
  )
}
