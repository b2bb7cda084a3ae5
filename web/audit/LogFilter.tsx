// Which rows of the log are shown.
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { LogNamesReply } from '#server/api/audit/logRoutes.ts'
import { Choice } from '../ui/Choice.tsx'
import { words } from '../words.zh.ts'
import type { AuditKey, AuditQuery } from './query.ts'

type Props = {
  readonly query: AuditQuery
  readonly names: LogNamesReply | undefined
  readonly onChange: (query: AuditQuery) => void
}

export function LogFilter({ query, names, onChange }: Props) {
  const [typed, setTyped] = useState<AuditQuery>(query)
  const { log } = words.audit
  const put = (key: AuditKey) => (value: string) => setTyped((now) => ({ ...now, [key]: value.trim() }))
  const text = (key: AuditKey, label: string, type = 'text') => (
    <div className="filter-field">
      <label htmlFor={`log-${key}`}>{label}</label>
      <Input
        {...{ id: `log-${key}`, type, value: typed[key] ?? '' }}
        onChange={(event) => put(key)(event.target.value)}
      />
    </div>
  )
  const choice = (key: AuditKey, label: string, choices: readonly { value: string; label: string }[]) => (
    <Choice
      {...{ id: `log-${key}`, label, value: typed[key] ?? '', optional: true, empty: log.all, choices }}
      onChange={put(key)}
    />
  )
  return (
    <search className="library-search">
      <form
        className="filter-fields"
        onSubmit={(event) => {
          event.preventDefault()
          onChange(typed)
        }}
      >
        {choice(
          'object',
          log.object,
          (names?.objects ?? []).map(({ kind, name }) => ({ value: kind, label: name })),
        )}
        {text('which', log.which)}
        {choice(
          'act',
          log.act,
          (names?.acts ?? []).map(({ act, name }) => ({ value: act, label: name })),
        )}
        {text('person', log.person)}
        {text('from', log.from, 'date')}
        {text('to', log.to, 'date')}
        <div className="filter-buttons">
          <Button type="primary" htmlType="submit">
            {log.search}
          </Button>
          <Button onClick={() => onChange({})}>{log.clear}</Button>
        </div>
      </form>
    </search>
  )
}
