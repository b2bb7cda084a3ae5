// Everything that happened with a task, the latest first: who did what for which department, and what was said.
import type { TaskReply } from '#server/api/plan/taskReply.ts'
import { momentText } from '../ui/dates.ts'
import { words } from '../words.zh.ts'

export function TaskTimeline({ acts }: { readonly acts: TaskReply['acts'] }) {
  return (
    <section className="panel" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{words.tasks.timeline}</h2>
      <ol className="task-timeline">
        {acts.toReversed().map((each) => (
          <li key={each.number} className={each.act === 'escalate' ? 'task-escalated' : undefined}>
            <strong>{each.name}</strong> <span className="rule-small">{momentText(each.at)}</span>
            <span className="task-who">
              {each.person ?? each.system ?? (each.sample ? words.tasks.invented : words.tasks.clock)}
              {each.department !== null && `（${each.department}）`}
            </span>
            {each.text !== '' && <p className="task-said">{each.text}</p>}
            {each.detail.map((detail) => (
              <p key={detail} className="rule-small">
                {detail}
              </p>
            ))}
          </li>
        ))}
      </ol>
    </section>
  )
}
