// Which indicators, of which day, as known when.
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { words } from '../words.zh.ts'
import type { PlanKey, PlanQuery } from './query.ts'

type Props = { readonly query: PlanQuery; readonly onChange: (query: PlanQuery) => void }

export function PlanFilter({ query, onChange }: Props) {
  const [text, setText] = useState(query.text ?? '')
  const set = (key: PlanKey) => (value: string) => {
    // Another choice begins with its first page.
    const { [key]: _, from: __, ...rest } = query
    onChange(value === '' ? rest : { ...rest, [key]: value })
  }
  const { filter } = words.plan
  const dateField = (key: 'at' | 'known', label: string) => (
    <div className="filter-field">
      <label htmlFor={`plan-${key}`}>{label}</label>
      <Input
        {...{ id: `plan-${key}`, type: 'date', value: query[key] ?? '' }}
        onChange={(event) => set(key)(event.target.value)}
      />
    </div>
  )
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
          <label htmlFor="plan-text">{filter.text}</label>
          <Input.Search
            {...{ id: 'plan-text', value: text, allowClear: true }}
            onChange={(event) => setText(event.target.value)}
            onSearch={(value) => set('text')(value.trim())}
          />
        </div>
        {dateField('at', filter.at)}
        {dateField('known', filter.known)}
        <div className="filter-flags">
          <Checkbox
            checked={query.mine !== undefined}
            onChange={(event) => set('mine')(event.target.checked ? '1' : '')}
          >
            {filter.mine}
          </Checkbox>
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
