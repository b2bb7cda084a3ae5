// What an act on a project needs to be said, and the button that does it. Sent twice, it is done once.
import { useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import type { ProjectReply } from '#server/api/plan/projectReply.ts'
import { useChange } from '../identity/session.ts'
import { newRequestId } from '../ui/ask.ts'
import { Choice } from '../ui/Choice.tsx'
import { Refused } from '../ui/Refused.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { words } from '../words.zh.ts'
import { projectChoices, projectMeetings } from './projectAsk.ts'
import { fenOfWan } from './wan.ts'

type Possible = ProjectReply['possible'][number]
type Typed = Readonly<Record<string, string>>
type Props = {
  readonly project: ProjectReply
  readonly act: Possible
  readonly done: () => Promise<void>
}

const MONEY = ['invested', 'total', 'approved'] as const
const FEN = { invested: 'investedFen', total: 'totalFen', approved: 'approvedFen' } as const
const FLAGS = ['progressQualifies', 'exceptional', 'consent'] as const

export function ProjectActForm({ project, act, done }: Props) {
  const [requestId] = useState(newRequestId)
  const [typed, setTyped] = useState<Typed>({ on: project.day })
  const [flags, setFlags] = useState<Readonly<Record<string, boolean>>>({})
  const change = useChange()
  const set = (key: string) => (value: string) => setTyped({ ...typed, [key]: value })
  const sending = useMutation({
    mutationFn: async () => {
      const body = { requestId, act: act.act, version: project.line.version, ...bodyOf(typed), ...flags }
      await change('POST', `/api/plan/projects/${project.line.id}/acts`, body)
      await done()
    },
  })
  const { fields } = words.projects
  return (
    <form
      className="act-form"
      aria-label={act.to ? words.projects.to(act.to) : act.name}
      onSubmit={(event) => {
        event.preventDefault()
        sending.mutate()
      }}
    >
      <Day id="act-on" label={fields.on} value={typed.on ?? ''} onChange={set('on')} required />
      <Special {...{ project, act, typed, set, flags, setFlags }} />
      {act.proves && (
        <Line
          id="act-source"
          label={fields.source}
          value={typed.source ?? ''}
          onChange={set('source')}
          required
        />
      )}
      <TextArea
        {...{ id: 'act-text', label: fields.text, value: typed.text ?? '', onChange: set('text') }}
        required={act.says}
      />
      <Refused error={sending.error} />
      <Button type="primary" danger={act.act === 'drop'} htmlType="submit" loading={sending.isPending}>
        {words.projects.confirm(act.to ? words.projects.to(act.to) : act.name)}
      </Button>
    </form>
  )
}

type SpecialProps = {
  readonly project: ProjectReply
  readonly act: Possible
  readonly typed: Typed
  readonly set: (key: string) => (value: string) => void
  readonly flags: Readonly<Record<string, boolean>>
  readonly setFlags: (flags: Readonly<Record<string, boolean>>) => void
}

/** The fields that only this act has. */
function Special({ project, act, typed, set, flags, setFlags }: SpecialProps) {
  const { fields } = words.projects
  const { data: choices } = useSuspenseQuery(projectChoices)
  const at = (key: string): string => typed[key] ?? ''
  switch (act.act) {
    case 'gate': {
      const open = project.gates.filter(({ done }) => !done)
      const own = open.map(({ gate, name }) => ({ value: gate, label: name }))
      return (
        <Choice
          {...{ id: 'act-gate', label: fields.gate, value: at('gate'), choices: own, empty: fields.choose }}
          onChange={set('gate')}
        />
      )
    }
    case 'drop': {
      const own = choices.dropReasons.map(({ reason, name }) => ({ value: reason, label: name }))
      return (
        <Choice
          {...{
            id: 'act-drop',
            label: fields.dropReason,
            value: at('dropReason'),
            choices: own,
            empty: fields.choose,
          }}
          onChange={set('dropReason')}
        />
      )
    }
    case 'pool': {
      const own = choices.pools.map(({ pool, name }) => ({ value: pool, label: name }))
      return (
        <Choice
          {...{ id: 'act-pool', label: fields.pool, value: at('pool'), choices: own, empty: fields.choose }}
          onChange={set('pool')}
        />
      )
    }
    case 'green': {
      const own = [
        {
          value: project.line.green ? 'false' : 'true',
          label: project.line.green ? fields.greenOff : fields.greenOn,
        },
      ]
      return (
        <Choice
          {...{
            id: 'act-green',
            label: fields.green,
            value: at('green'),
            choices: own,
            empty: fields.choose,
          }}
          onChange={set('green')}
        />
      )
    }
    case 'meet':
      return <MeetingChoice value={at('meeting')} onChange={set('meeting')} />
    case 'replan':
      return (
        <>
          {project.line.stage !== 'building' && (
            <Day
              id="act-start"
              label={fields.start}
              value={at('plannedStart')}
              onChange={set('plannedStart')}
            />
          )}
          <Day
            id="act-completion"
            label={fields.completion}
            value={at('plannedCompletion')}
            onChange={set('plannedCompletion')}
          />
        </>
      )
    case 'revise':
      return (
        <>
          {(['name', 'investor', 'industry', 'place', 'invested'] as const).map((key) => (
            <Line key={key} id={`act-${key}`} label={fields[key]} value={at(key)} onChange={set(key)} />
          ))}
        </>
      )
    case 'verify':
      return (
        <>
          <Line id="act-total" label={fields.total} value={at('total')} onChange={set('total')} />
          <Line id="act-approved" label={fields.approved} value={at('approved')} onChange={set('approved')} />
          {FLAGS.map((key) => (
            <Checkbox
              key={key}
              checked={flags[key] ?? false}
              onChange={(event) => setFlags({ ...flags, [key]: event.target.checked })}
            >
              {fields[key === 'progressQualifies' ? 'progress' : key]}
            </Checkbox>
          ))}
        </>
      )
    default:
      return null
  }
}

function MeetingChoice({
  value,
  onChange,
}: {
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  const { data } = useQuery(projectMeetings)
  const own = (data?.meetings ?? []).map(({ id, title, heldOn }) => ({
    value: String(id),
    label: `${title}（${heldOn}）`,
  }))
  const { fields } = words.projects
  return (
    <Choice
      {...{ id: 'act-meeting', label: fields.meeting, value, choices: own, empty: fields.choose, onChange }}
    />
  )
}

type FieldProps = {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly required?: boolean
}

export function Day({ id, label, value, onChange, required = false }: FieldProps) {
  return (
    <div className="person-field">
      <label htmlFor={id}>{label}</label>
      <Input {...{ id, value, required, type: 'date' }} onChange={(event) => onChange(event.target.value)} />
    </div>
  )
}

export function Line({ id, label, value, onChange, required = false }: FieldProps) {
  return (
    <div className="person-field">
      <label htmlFor={id}>{label}</label>
      <Input
        {...{ id, value, required }}
        maxLength={300}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}

/** As the server takes it; what was not typed is not said. An amount that is none is sent as typed, to be refused. */
export function bodyOf(typed: Typed): Record<string, unknown> {
  const own = Object.entries(typed).filter(([, value]) => value.trim() !== '')
  return Object.fromEntries(
    own.map(([key, value]) => {
      const money = MONEY.find((each) => each === key)
      if (money) return [FEN[money], fenOfWan(value) ?? value]
      if (key === 'meeting') return [key, Number(value)]
      if (key === 'green') return [key, value === 'true']
      return [key, value.trim()]
    }),
  )
}
