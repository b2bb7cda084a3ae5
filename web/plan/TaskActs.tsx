// What I can do with a task now, what stands against it, and the form of the act that was chosen.
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { PossibleTaskReply, TaskReply } from '#server/api/plan/taskReply.ts'
import { words } from '../words.zh.ts'
import { TaskActForm } from './TaskActForm.tsx'

type Props = { readonly task: TaskReply; readonly onDone: (act: string) => void }

const FORWARD = ['assign', 'sign', 'break_down', 'report', 'review', 'finish', 'strike', 'answer']

export function TaskActs({ task, onDone }: Props) {
  const [chosen, setChosen] = useState<PossibleTaskReply>()
  const client = useQueryClient()
  return (
    <section className="panel act-panel" aria-labelledby="task-acts-title">
      <h2 id="task-acts-title">{words.tasks.acts}</h2>
      {task.possible.length === 0 && <p>{words.tasks.noActs}</p>}
      <ul className="act-list">
        {task.possible.map((each) => (
          <li key={each.act}>
            <Button
              type={FORWARD.includes(each.act) && each.against.length === 0 ? 'primary' : 'default'}
              disabled={each.against.length > 0}
              aria-expanded={chosen?.act === each.act}
              onClick={() => setChosen(chosen?.act === each.act ? undefined : each)}
            >
              {each.name}
            </Button>
            {each.against.length > 0 && (
              <ul className="against" aria-label={words.tasks.against(each.name)}>
                {each.against.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {chosen && (
        <TaskActForm
          key={chosen.act}
          task={task}
          act={chosen}
          done={async () => {
            setChosen(undefined)
            onDone(chosen.name)
            await client.invalidateQueries({ queryKey: ['plan', 'tasks'] })
          }}
        />
      )}
    </section>
  )
}
