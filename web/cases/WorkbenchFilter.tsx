// Which cases the workbench shows.
import { Checkbox, Input } from 'antd'
import { useState } from 'react'
import { documentName } from '#lang'
import { useProgram } from '../api.ts'
import { Choice } from '../ui/Choice.tsx'
import { words } from '../words.zh.ts'
import type { WorkbenchKey, WorkbenchQuery } from './query.ts'

type Props = { readonly query: WorkbenchQuery; readonly onChange: (query: WorkbenchQuery) => void }

export function WorkbenchFilter({ query, onChange }: Props) {
  const { policies } = useProgram()
  const [text, setText] = useState(query.text ?? '')
  const set = (key: WorkbenchKey) => (value: string) => {
    const { [key]: _, ...rest } = query
    onChange(value === '' ? rest : { ...rest, [key]: value })
  }
  const flag = (key: 'mine' | 'overdue' | 'escalated', label: string) => (
    <Checkbox
      checked={query[key] !== undefined}
      onChange={(event) => set(key)(event.target.checked ? '1' : '')}
    >
      {label}
    </Checkbox>
  )
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
          <label htmlFor="case-text">{words.cases.workbench.text}</label>
          <Input.Search
            {...{ id: 'case-text', value: text, allowClear: true }}
            onChange={(event) => setText(event.target.value)}
            onSearch={(value) => set('text')(value.trim())}
          />
        </div>
        <Choice
          {...{ id: 'case-state', label: words.cases.state, value: query.state ?? '', optional: true }}
          empty={words.library.any}
          choices={Object.entries(words.cases.stateName).map(([value, label]) => ({ value, label }))}
          onChange={set('state')}
        />
        <Choice
          {...{ id: 'case-policy', label: words.cases.document, value: query.policy ?? '', optional: true }}
          empty={words.library.any}
          choices={policies.map(({ document }) => ({ value: document.id, label: documentName(document) }))}
          onChange={set('policy')}
        />
        <div className="filter-flags">
          {flag('mine', words.cases.workbench.mine)}
          {flag('overdue', words.cases.workbench.overdue)}
          {flag('escalated', words.papers.oversight.escalated)}
          {query.desk !== undefined && (
            <Checkbox checked onChange={() => set('desk')('')}>
              {words.papers.oversight.desk}
            </Checkbox>
          )}
        </div>
      </form>
    </search>
  )
}
