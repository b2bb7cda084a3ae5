// Which projects, of which day, as known when.
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import type { ProjectSummaryReply } from '#server/api/plan/projectReply.ts'
import { Choice } from '../ui/Choice.tsx'
import { words } from '../words.zh.ts'
import type { ProjectKey, ProjectQuery } from './projectQuery.ts'

type Props = {
  readonly query: ProjectQuery
  readonly onChange: (query: ProjectQuery) => void
  readonly summary: ProjectSummaryReply | undefined
}

export function ProjectFilter({ query, onChange, summary }: Props) {
  const [text, setText] = useState(query.text ?? '')
  const { filter } = words.projects
  const set = (key: ProjectKey) => (value: string) => {
    const { [key]: _, ...rest } = query
    onChange(value === '' ? rest : { ...rest, [key]: value })
  }
  const flag = (key: 'late' | 'slipped' | 'green') => (
    <Checkbox
      checked={query[key] !== undefined}
      onChange={(event) => set(key)(event.target.checked ? '1' : '')}
    >
      {filter[key]}
    </Checkbox>
  )
  const date = (key: 'at' | 'known') => (
    <div className="filter-field">
      <label htmlFor={`project-${key}`}>{filter[key]}</label>
      <Input
        {...{ id: `project-${key}`, type: 'date', value: query[key] ?? '' }}
        onChange={(event) => set(key)(event.target.value)}
      />
    </div>
  )
  const departments = (summary?.departments ?? []).map(({ department: { id, name } }) => ({
    value: id,
    label: name,
  }))
  const industries = (summary?.industries ?? []).map((each) => ({ value: each, label: each }))
  const { at: _at, known: _known, ...now } = query
  return (
    <search className="library-search">
      <form
        className="filter-fields"
        aria-label={filter.region}
        onSubmit={(event) => {
          event.preventDefault()
          set('text')(text.trim())
        }}
      >
        <div className="filter-field">
          <label htmlFor="project-text">{filter.text}</label>
          <Input.Search
            {...{ id: 'project-text', value: text, allowClear: true }}
            onChange={(event) => setText(event.target.value)}
            onSearch={(value) => set('text')(value.trim())}
          />
        </div>
        <Choice
          {...{ id: 'project-department', label: filter.department, value: query.department ?? '' }}
          {...{ choices: departments, empty: filter.all, optional: true, onChange: set('department') }}
        />
        <Choice
          {...{ id: 'project-industry', label: filter.industry, value: query.industry ?? '' }}
          {...{ choices: industries, empty: filter.all, optional: true, onChange: set('industry') }}
        />
        {date('at')}
        {date('known')}
        <div className="filter-flags">
          {flag('late')}
          {flag('slipped')}
          {flag('green')}
          {(query.at ?? query.known) !== undefined && (
            <Button type="link" onClick={() => onChange(now)}>
              {filter.reset}
            </Button>
          )}
        </div>
      </form>
    </search>
  )
}
