// The question and the filters. Typing asks after a short rest; on a phone the filters are folded.
import { Button } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import type { Program } from '#lang'
import { todayInChina } from '../ui/dates.ts'
import { useWide } from '../ui/useWide.ts'
import { words } from '../words.zh.ts'
import { type Filter, filtersOf } from './choices.ts'
import type { LibraryQuery, QueryKey } from './query.ts'

const restBeforeAsking = 300

type Props = {
  readonly program: Program
  readonly query: LibraryQuery
  readonly onChange: (key: QueryKey, value: string) => void
  readonly onClear: () => void
}

export function SearchForm({ program, query, onChange, onClear }: Props) {
  const filters = useMemo(() => filtersOf(program), [program])
  const wide = useWide()
  const set = Object.keys(query).filter((key) => key !== 'q').length
  return (
    <search className="library-search">
      <QuestionField text={query.q ?? ''} onChange={(value) => onChange('q', value)} />
      <details className="filters" open={wide || undefined}>
        <summary>{words.library.filters(set)}</summary>
        <div className="filter-fields">
          {filters.map((filter) => (
            <FilterField
              key={filter.key}
              filter={filter}
              value={query[filter.key] ?? ''}
              onChange={onChange}
            />
          ))}
          <div className="filter-field">
            <label htmlFor="filter-valid">{words.library.filter.valid}</label>
            <select
              id="filter-valid"
              className="native-select"
              value={query.valid ?? ''}
              onChange={(event) => onChange('valid', event.target.value)}
            >
              <option value="">{words.library.any}</option>
              {Object.entries(words.library.validity).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </div>
          <div className="filter-field">
            <label htmlFor="filter-at">{words.library.filter.at}</label>
            <input
              id="filter-at"
              type="date"
              className="native-select"
              value={query.at ?? todayInChina()}
              onChange={(event) => onChange('at', event.target.value)}
            />
          </div>
          <Button onClick={onClear} disabled={Object.keys(query).length === 0}>
            {words.library.clear}
          </Button>
        </div>
      </details>
    </search>
  )
}

type FieldProps = {
  readonly filter: Filter
  readonly value: string
  readonly onChange: (key: QueryKey, value: string) => void
}

function FilterField({ filter: { key, label, groups }, value, onChange }: FieldProps) {
  const options = (choices: Filter['groups'][number]['choices']) =>
    choices.map((each) => (
      <option key={each.value} value={each.value}>
        {words.library.choice(each.label, each.count)}
      </option>
    ))
  return (
    <div className="filter-field">
      <label htmlFor={`filter-${key}`}>{label}</label>
      <select
        id={`filter-${key}`}
        className="native-select"
        value={value}
        onChange={(event) => onChange(key, event.target.value)}
      >
        <option value="">{words.library.any}</option>
        {groups.map((group) =>
          group.label === '' ? (
            options(group.choices)
          ) : (
            <optgroup key={group.label} label={group.label}>
              {options(group.choices)}
            </optgroup>
          ),
        )}
      </select>
    </div>
  )
}

function QuestionField({
  text,
  onChange,
}: {
  readonly text: string
  readonly onChange: (text: string) => void
}) {
  const [typed, setTyped] = useState(text)
  // The address can change without typing: a link, the back button, clearing.
  useEffect(() => setTyped(text), [text])
  useEffect(() => {
    if (typed.trim() === text) return
    const asking = setTimeout(() => onChange(typed.trim()), restBeforeAsking)
    return () => clearTimeout(asking)
  }, [typed, text, onChange])
  return (
    <form
      className="question-field"
      onSubmit={(event) => {
        event.preventDefault()
        onChange(typed.trim())
      }}
    >
      <label htmlFor="library-question" className="hidden-label">
        {words.library.question}
      </label>
      <input
        id="library-question"
        type="search"
        value={typed}
        maxLength={200}
        placeholder={words.library.example}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button type="primary" htmlType="submit">
        {words.library.search}
      </Button>
    </form>
  )
}
