// One task: the words of the document, its owners, where it stands, its nodes, what is to be done and what was done.
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useState } from 'react'
import type { TaskReply } from '#server/api/plan/taskReply.ts'
import { useProgram } from '../api.ts'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import { type Clause, ClauseDrawer } from '../ui/ClauseDrawer.tsx'
import { dayText } from '../ui/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { NodePicture } from './NodePicture.tsx'
import { TaskActs } from './TaskActs.tsx'
import { TaskEvidence } from './TaskEvidence.tsx'
import { Lamp, Sample } from './TaskLamp.tsx'
import { TaskSteps } from './TaskSteps.tsx'
import { TaskTimeline } from './TaskTimeline.tsx'
import { oneTask } from './taskAsk.ts'
import { readTaskQuery } from './taskQuery.ts'

export function TaskPage() {
  usePageTitle(words.tasks.one)
  const { id = '' } = useParams({ strict: false })
  const { at } = readTaskQuery(useSearch({ strict: false }))
  return <SignedInOnly>{() => <OneTask key={id} id={id} at={at} />}</SignedInOnly>
}

function OneTask({ id, at }: { readonly id: string; readonly at: string | undefined }) {
  const { data, error } = useQuery(oneTask(id, at))
  const [done, setDone] = useState('')
  if (error) return <Refused error={error} />
  if (!data) return <Skeleton paragraph={{ rows: 8 }} />
  return (
    <div className="case-page task-page">
      <p className="back">
        <Link to="/plan/tasks" search={at === undefined ? {} : { at }}>
          {words.tasks.back}
        </Link>
      </p>
      <TaskHead task={data} />
      {at !== undefined && (
        <p className="task-earlier" role="status">
          {words.tasks.earlier(dayText(at))}
        </p>
      )}
      <TaskSteps step={data.step} />
      <p className="act-done" role="status">
        {done && words.tasks.done(done)}
      </p>
      {at === undefined && <TaskActs key={data.version} task={data} onDone={setDone} />}
      <TaskWords task={data} />
      <NodePicture nodes={data.nodes} today={data.today} deadline={data.deadline} />
      <TaskEvidence task={data} />
      <TaskTimeline acts={data.acts} />
    </div>
  )
}

function TaskHead({ task }: { readonly task: TaskReply }) {
  return (
    <header className="case-head">
      <h1>{task.title}</h1>
      <p className="rule-small">
        <Link to="/policies/$id" params={{ id: task.policy }} hash={`article-${task.article}`}>
          {task.document}
        </Link>{' '}
        · {task.district} {task.sample && <Sample />}
      </p>
      {task.sample && <p className="task-sample-note">{words.tasks.sampleNote}</p>}
      <dl className="case-facts">
        <div>
          <dt>{words.tasks.columns.lamp}</dt>
          <dd>
            <Lamp lamp={task.lamp} late={task.late} />
          </dd>
        </div>
        <div>
          <dt>{words.tasks.columns.step}</dt>
          <dd>{task.stepName}</dd>
        </div>
        <div>
          <dt>{words.tasks.leadDepartment}</dt>
          <dd>{task.lead?.name ?? words.tasks.undecided}</dd>
        </div>
        <div>
          <dt>{words.tasks.nextOn}</dt>
          <dd>{task.nextOn === null ? words.tasks.noDay : dayText(task.nextOn)}</dd>
        </div>
        <div>
          <dt>{words.tasks.deadline}</dt>
          <dd>
            {task.deadline === null ? words.tasks.undecided : dayText(task.deadline)}
            {task.statedDeadline !== null && (
              <span className="rule-small">（{words.tasks.stated(task.statedDeadline)}）</span>
            )}
          </dd>
        </div>
      </dl>
    </header>
  )
}

function TaskWords({ task }: { readonly task: TaskReply }) {
  const [clause, setClause] = useState<Clause>()
  const policy = useProgram().policies.find((each) => each.document.id === task.policy)
  const rule = policy?.tasks.find((each) => each.id === task.task)
  const { article } = task
  return (
    <section className="panel" aria-labelledby="task-words-title">
      <h2 id="task-words-title">{words.tasks.content}</h2>
      <p className="official-text">{task.content}</p>
      {policy && rule && (
        <button
          type="button"
          className="text-button"
          onClick={() =>
            setClause({ policy, article, citations: [...rule.citations, ...rule.departments.citations] })
          }
        >
          {words.tasks.openClause}
        </button>
      )}
      {task.notes.length > 0 && (
        <p className="rule-small">
          {words.tasks.notes}：{task.notes.join('')}
        </p>
      )}
      <h3>{words.tasks.owners}</h3>
      <p>{task.owners === '' ? words.tasks.noOwner : words.tasks.ownersInText(task.owners)}</p>
      {task.openEnded && <p className="rule-small">{words.tasks.openEnded}</p>}
      <ul className="owner-list">
        {task.departments.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
        {task.named
          .filter(({ departments }) => departments.length === 0)
          .map(({ name }) => (
            <li key={name} className="owner-unmapped">
              “{name}”{words.tasks.unmapped}
            </li>
          ))}
      </ul>
      <ClauseDrawer clause={clause} onClose={() => setClause(undefined)} />
    </section>
  )
}
