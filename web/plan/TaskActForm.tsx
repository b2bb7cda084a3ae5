// What an act on a task needs to be said, and the button that does it. Sent twice, it is done once.
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { PossibleTaskReply, TaskReply } from '#server/api/plan/taskReply.ts'
import { useChange } from '../identity/session.ts'
import { newRequestId } from '../ui/ask.ts'
import { Choice } from '../ui/Choice.tsx'
import { Refused } from '../ui/Refused.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { words } from '../words.zh.ts'
import { DepartmentChecks } from './DepartmentChecks.tsx'
import { NodeFields, type TypedNode } from './NodeFields.tsx'
import { taskChoices } from './taskAsk.ts'

type Props = {
  readonly task: TaskReply
  readonly act: PossibleTaskReply
  readonly done: () => Promise<void>
}

/** Days that were typed for open nodes, by the node's number. */
type Days = Readonly<Record<number, string>>

const PLANS = ['break_down', 'node']

export function TaskActForm({ task, act, done }: Props) {
  const [requestId] = useState(newRequestId)
  const [department, setDepartment] = useState(act.departments[0]?.id ?? '')
  const [text, setText] = useState('')
  const [lead, setLead] = useState('')
  const [owners, setOwners] = useState<readonly string[]>([])
  const [deadline, setDeadline] = useState(task.deadline ?? '')
  const first = task.lead?.id ?? task.departments[0]?.id ?? ''
  const [nodes, setNodes] = useState<readonly TypedNode[]>([{ title: '', department: first, plannedOn: '' }])
  const [days, setDays] = useState<Days>({})
  const change = useChange()
  const sending = useMutation({
    mutationFn: async () => {
      const chosen = Object.entries(days).filter(([, day]) => day !== '')
      await change('POST', `/api/plan/tasks/${task.id}/acts`, {
        ...{ requestId, act: act.act, version: task.version },
        ...(department !== '' && { department }),
        ...(text.trim() !== '' && { text: text.trim() }),
        ...(act.act === 'assign' && { lead }),
        ...(act.act === 'own' && { owners }),
        ...(act.act === 'set_deadline' && { deadline }),
        ...(PLANS.includes(act.act) && { nodes }),
        ...(act.act === 'node_done' && {
          nodes: chosen.map(([node, actualOn]) => ({ node: Number(node), actualOn })),
        }),
        ...(act.act === 'replan' && {
          nodes: chosen.map(([node, plannedOn]) => ({ node: Number(node), plannedOn })),
        }),
      })
      await done()
    },
  })
  return (
    <form
      className="act-form"
      aria-label={act.name}
      onSubmit={(event) => {
        event.preventDefault()
        sending.mutate()
      }}
    >
      {act.departments.length > 1 && (
        <Choice
          {...{ id: 'act-department', label: words.tasks.actFor, value: department, onChange: setDepartment }}
          choices={act.departments.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {act.act === 'assign' && (
        <Choice
          {...{
            id: 'act-lead',
            label: words.tasks.newLead,
            value: lead,
            onChange: setLead,
            empty: words.tasks.choose,
          }}
          choices={task.departments.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {act.act === 'own' && <NewOwners task={task} value={owners} onChange={setOwners} />}
      {act.act === 'set_deadline' && (
        <DayField
          id="act-deadline"
          label={words.tasks.newDeadline}
          value={deadline}
          onChange={setDeadline}
          required
        />
      )}
      {PLANS.includes(act.act) && (
        <NodeFields value={nodes} onChange={setNodes} departments={task.departments} />
      )}
      {(act.act === 'node_done' || act.act === 'replan') && (
        <OpenNodes task={task} moves={act.act === 'replan'} value={days} onChange={setDays} />
      )}
      <TextArea
        {...{ id: 'act-text', value: text, onChange: setText, required: act.says }}
        label={words.tasks.said[act.act] ?? words.tasks.said.other ?? ''}
      />
      <Refused error={sending.error} />
      <Button type="primary" htmlType="submit" loading={sending.isPending}>
        {words.tasks.confirm(act.name)}
      </Button>
    </form>
  )
}

type DayProps = {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly required?: boolean
}

export function DayField({ id, label, value, onChange, required = false }: DayProps) {
  return (
    <div className="person-field day-field">
      <label htmlFor={id}>{label}</label>
      <Input {...{ id, type: 'date', value, required }} onChange={(event) => onChange(event.target.value)} />
    </div>
  )
}

type OwnersProps = {
  readonly task: TaskReply
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}

function NewOwners({ task, value, onChange }: OwnersProps) {
  const { departments } = useSuspenseQuery(taskChoices).data
  const there = new Set(task.departments.map(({ id }) => id))
  const others = departments.filter(
    ({ id, district }) => !there.has(id) && (district === task.district || district === null),
  )
  return <DepartmentChecks {...{ legend: words.tasks.newOwners, departments: others, value, onChange }} />
}

type OpenProps = {
  readonly task: TaskReply
  readonly moves: boolean
  readonly value: Days
  readonly onChange: (value: Days) => void
}

function OpenNodes({ task, moves, value, onChange }: OpenProps) {
  return task.nodes
    .filter(({ actualOn }) => actualOn === null)
    .map(({ node, title }) => (
      <DayField
        key={node}
        {...{ id: `open-node-${node}`, value: value[node] ?? '' }}
        label={moves ? words.tasks.moveTo(title) : words.tasks.doneOn(title)}
        onChange={(day) => onChange({ ...value, [node]: day })}
      />
    ))
}
