// A new project on one of the four lists.
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import { useChange } from '../identity/session.ts'
import { newRequestId } from '../ui/ask.ts'
import { Choice } from '../ui/Choice.tsx'
import { Refused } from '../ui/Refused.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { bodyOf, Day, Line } from './ProjectActForm.tsx'
import { projectChoices } from './projectAsk.ts'

export function NewProjectPage() {
  usePageTitle(words.projects.newTitle)
  return <SignedInOnly>{() => <NewProject />}</SignedInOnly>
}

type Typed = Readonly<Record<string, string>>

function NewProject() {
  const { data } = useSuspenseQuery(projectChoices)
  const [requestId] = useState(newRequestId)
  const [typed, setTyped] = useState<Typed>({
    stage: 'to_attract',
    department: data.departments[0]?.id ?? '',
  })
  const change = useChange()
  const navigate = useNavigate()
  const { fields } = words.projects
  const set = (key: string) => (value: string) => setTyped({ ...typed, [key]: value })
  const at = (key: string): string => typed[key] ?? ''
  const keeper = data.departments.find(({ id }) => id === typed.department)
  const sending = useMutation({
    mutationFn: async () => {
      const { targets, ...rest } = typed
      const body = {
        requestId,
        district: keeper?.district,
        ...bodyOf(rest),
        ...(targets && { targets: [targets] }),
      }
      const { id } = await change<{ id: number }>('POST', '/api/plan/projects', body)
      await navigate({ to: '/plan/projects/$id', params: { id: String(id) } })
    },
  })
  const lists = data.lists.map(({ stage, name }) => ({ value: stage, label: name }))
  const places = data.departments.map(({ id, name }) => ({ value: id, label: name }))
  const targets = data.targets
    .filter(({ district }) => district === keeper?.district)
    .map(({ id, title }) => ({ value: id, label: title }))
  return (
    <>
      <p className="back">
        <Link to="/plan/projects">{words.projects.back}</Link>
      </p>
      <h1>{words.projects.newTitle}</h1>
      {data.departments.length === 0 ? (
        <p>{words.projects.notAllowed}</p>
      ) : (
        <form
          className="person-form project-form"
          aria-label={words.projects.newTitle}
          onSubmit={(event) => {
            event.preventDefault()
            sending.mutate()
          }}
        >
          <Line id="new-name" label={fields.name} value={at('name')} onChange={set('name')} required />
          <Line id="new-investor" label={fields.investor} value={at('investor')} onChange={set('investor')} />
          <Line
            id="new-industry"
            label={fields.industry}
            value={at('industry')}
            onChange={set('industry')}
            required
          />
          <Line id="new-place" label={fields.place} value={at('place')} onChange={set('place')} />
          <Line id="new-invested" label={fields.invested} value={at('invested')} onChange={set('invested')} />
          <Choice
            {...{ id: 'new-department', label: fields.department, value: at('department'), choices: places }}
            onChange={set('department')}
          />
          <Choice
            {...{ id: 'new-stage', label: fields.stage, value: at('stage'), choices: lists }}
            onChange={set('stage')}
          />
          <Day id="new-on" label={fields.entered} value={at('on')} onChange={set('on')} required />
          <Day
            id="new-start"
            label={fields.start}
            value={at('plannedStart')}
            onChange={set('plannedStart')}
          />
          <Day
            id="new-completion"
            label={fields.completion}
            value={at('plannedCompletion')}
            onChange={set('plannedCompletion')}
          />
          <Choice
            {...{ id: 'new-targets', label: fields.targets, value: at('targets'), choices: targets }}
            {...{ empty: words.projects.about.unknown, optional: true, onChange: set('targets') }}
          />
          <Refused error={sending.error} />
          <Button type="primary" htmlType="submit" loading={sending.isPending}>
            {words.projects.registerButton}
          </Button>
        </form>
      )}
    </>
  )
}
