// The eight steps of a task as a line: behind, here, ahead.
import type { TaskReply } from '#server/api/plan/taskReply.ts'
import { words } from '../words.zh.ts'

const STEPS: readonly (readonly [TaskReply['step'], string])[] = [
  ...([
    ['registered', '立项'],
    ['assigned', '交办'],
    ['signed', '签收'],
    ['broken_down', '分解'],
  ] as const),
  ...([
    ['reported', '反馈'],
    ['reviewed', '复核'],
    ['finished', '办结'],
    ['struck', '销号'],
  ] as const),
]

export function TaskSteps({ step }: { readonly step: TaskReply['step'] }) {
  const here = STEPS.findIndex(([id]) => id === step)
  return (
    <nav className="path" aria-label={words.tasks.steps}>
      <ol>
        {STEPS.map(([id, name], i) => {
          const kind = i < here ? 'passed' : i === here ? 'current' : 'ahead'
          return (
            <li
              key={id}
              className={`path-step path-${kind}`}
              aria-current={kind === 'current' ? 'step' : undefined}
            >
              {name}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
