// How many tasks have each lamp; each number leads to its list, and beneath it stands the rule.
import { Link } from '@tanstack/react-router'
import type { TaskSummaryReply } from '#server/api/plan/taskReply.ts'
import { words } from '../words.zh.ts'
import { Lamp, type LampKind } from './TaskLamp.tsx'
import type { TaskQuery } from './taskQuery.ts'

const KINDS: readonly LampKind[] = ['red', 'yellow', 'green', 'undated', 'done']

type Props = { readonly summary: TaskSummaryReply; readonly query: TaskQuery }

export function LampCounts({ summary, query }: Props) {
  const { lamp: _, ...rest } = query
  return (
    <section aria-label={words.tasks.lamps}>
      <ul className="lamp-counts">
        <li>
          <Link to="/plan/tasks" search={rest} activeOptions={{ exact: true, includeSearch: true }}>
            <strong>{summary.total}</strong>
            <span className="task-lamp">{words.tasks.all}</span>
          </Link>
        </li>
        {KINDS.map((kind) => (
          <li key={kind} className={`count-${kind}`}>
            <Link
              to="/plan/tasks"
              search={{ ...rest, lamp: kind }}
              activeOptions={{ exact: true, includeSearch: true }}
            >
              <strong>{summary.lamps[kind]}</strong>
              <Lamp lamp={kind} />
            </Link>
          </li>
        ))}
      </ul>
      <details className="lamp-rule">
        <summary>
          {words.tasks.rule}　<span className="rule-small">{words.tasks.asOf(summary.today)}</span>
        </summary>
        <ul className="plain-list">
          {summary.lampRule.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
          {!summary.holidaysKnown && <li>{words.tasks.holidaysUnknown}</li>}
        </ul>
      </details>
    </section>
  )
}
