// The minutes of a meeting and what it decided: each decision names a task, an owner and a day.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { MeetingReply } from '#server/api/plan/taskMeetings.ts'
import { useChange } from '../identity/session.ts'
import { Choice } from '../ui/Choice.tsx'
import { Refused } from '../ui/Refused.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { words } from '../words.zh.ts'
import { DayField } from './TaskActForm.tsx'
import { taskPage } from './taskAsk.ts'

type Typed = {
  readonly task: string
  readonly title: string
  readonly department: string
  readonly plannedOn: string
}

const EMPTY: Typed = { task: '', title: '', department: '', plannedOn: '' }

export function RecordMeeting({
  meeting,
  done,
}: {
  readonly meeting: MeetingReply
  readonly done: () => void
}) {
  const [minutes, setMinutes] = useState('')
  const [decisions, setDecisions] = useState<readonly Typed[]>([])
  const change = useChange()
  const client = useQueryClient()
  const said = words.tasks.meeting
  const sending = useMutation({
    mutationFn: async () => {
      await change('POST', `/api/plan/meetings/${meeting.id}/record`, {
        minutes: minutes.trim(),
        decisions: decisions.map(({ task, ...rest }) => ({ ...rest, task: Number(task) })),
      })
      done()
      await client.invalidateQueries({ queryKey: ['plan', 'tasks'] })
    },
  })
  const set = (i: number, typed: Partial<Typed>) =>
    setDecisions(decisions.map((each, at) => (at === i ? { ...each, ...typed } : each)))
  return (
    <form
      className="act-form"
      aria-label={said.recordOf(meeting.title)}
      onSubmit={(event) => {
        event.preventDefault()
        sending.mutate()
      }}
    >
      <TextArea id="minutes" label={said.minutes} value={minutes} onChange={setMinutes} required />
      {decisions.map((each, i) => (
        <Decision
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are only added at the end.
          key={i}
          {...{ number: i + 1, value: each, district: meeting.district }}
          onChange={(typed) => set(i, typed)}
        />
      ))}
      <Button onClick={() => setDecisions([...decisions, EMPTY])}>{said.addDecision}</Button>
      <Refused error={sending.error} />
      <Button type="primary" htmlType="submit" loading={sending.isPending}>
        {said.record}
      </Button>
    </form>
  )
}

type DecisionProps = {
  readonly number: number
  readonly value: Typed
  readonly district: string
  readonly onChange: (typed: Partial<Typed>) => void
}

function Decision({ number, value, district, onChange }: DecisionProps) {
  const [text, setText] = useState('')
  const { data } = useQuery(
    taskPage({ district, size: '200', ...(text.trim() !== '' && { text: text.trim() }) }),
  )
  const said = words.tasks.meeting
  // Decisions become nodes: of tasks that are under way.
  const open = (data?.tasks ?? []).filter(({ step }) => ['assigned', 'signed', 'broken_down'].includes(step))
  const task = open.find(({ id }) => String(id) === value.task)
  return (
    <fieldset className="node-field-row">
      <legend>{said.decision(number)}</legend>
      <div className="person-field">
        <label htmlFor={`find-${number}`}>{said.find}</label>
        <Input id={`find-${number}`} value={text} onChange={(event) => setText(event.target.value)} />
      </div>
      <Choice
        {...{ id: `decision-task-${number}`, label: said.task, value: value.task, empty: words.tasks.choose }}
        choices={open.map(({ id, title }) => ({ value: String(id), label: title }))}
        onChange={(next) =>
          onChange({ task: next, department: open.find(({ id }) => String(id) === next)?.lead?.id ?? '' })
        }
      />
      <div className="person-field">
        <label htmlFor={`decision-title-${number}`}>{said.what}</label>
        <Input
          {...{ id: `decision-title-${number}`, value: value.title, required: true, maxLength: 200 }}
          onChange={(event) => onChange({ title: event.target.value })}
        />
      </div>
      <Choice
        {...{
          id: `decision-who-${number}`,
          label: said.who,
          value: value.department,
          empty: words.tasks.choose,
        }}
        choices={(task?.departments ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(department) => onChange({ department })}
      />
      <DayField
        {...{ id: `decision-day-${number}`, label: said.until, value: value.plannedOn, required: true }}
        onChange={(plannedOn) => onChange({ plannedOn })}
      />
    </fieldset>
  )
}
