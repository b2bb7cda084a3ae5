// The enterprise behind a project, looked for by name, and the targets that it feeds. Sent twice, it is done once.
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { ProjectEnterprisesReply } from '#server/api/plan/oneProject.ts'
import type { ProjectReply } from '#server/api/plan/projectReply.ts'
import { useChange } from '../identity/session.ts'
import { faultAt, newRequestId } from '../ui/ask.ts'
import { Choice } from '../ui/Choice.tsx'
import { FieldFault } from '../ui/FieldFault.tsx'
import { Refused } from '../ui/Refused.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { words } from '../words.zh.ts'
import { FormLine } from './FormLine.tsx'
import { findEnterprises, projectChoices } from './projectAsk.ts'

type Enterprise = ProjectEnterprisesReply['enterprises'][number]
type Props = { readonly project: ProjectReply; readonly done: () => void }

export function TiesForm({ project, done }: Props) {
  const { ties, fields } = words.projects
  const [requestId] = useState(newRequestId)
  const [enterprise, setEnterprise] = useState<Enterprise>()
  const before = project.targets.map(({ policy, target }) => `${policy}/${target}`)
  const [targets, setTargets] = useState<readonly string[]>(before)
  const [text, setText] = useState('')
  const change = useChange()
  const client = useQueryClient()
  const { id, version } = project.line
  const sending = useMutation({
    mutationFn: async () => {
      await change('POST', `/api/plan/projects/${id}/acts`, {
        ...{ requestId, act: 'revise', version, text: text.trim(), targets },
        ...(enterprise && { subject: enterprise.id }),
      })
      done()
      await client.invalidateQueries({ queryKey: ['plan'] })
    },
  })
  const wrong = faultAt(sending.error, 'subject')
  const same = !enterprise && targets.join() === before.join()
  return (
    <form
      className="act-form"
      aria-label={ties.change}
      onSubmit={(event) => {
        event.preventDefault()
        sending.mutate()
      }}
    >
      <EnterpriseSearch chosen={enterprise} onChoose={setEnterprise} fault={wrong} />
      <TargetChoice project={project} targets={targets} onChange={setTargets} />
      <TextArea
        {...{ id: 'ties-text', label: fields.text, value: text, onChange: setText, required: true }}
      />
      {wrong === undefined && <Refused error={sending.error} />}
      <Button type="primary" htmlType="submit" disabled={same} loading={sending.isPending}>
        {ties.save}
      </Button>
    </form>
  )
}

type SearchProps = {
  readonly chosen: Enterprise | undefined
  readonly onChoose: (enterprise: Enterprise | undefined) => void
  readonly fault: string | undefined
}

function EnterpriseSearch({ chosen, onChoose, fault }: SearchProps) {
  const { ties } = words.projects
  const [typed, setTyped] = useState('')
  const [wanted, setWanted] = useState('')
  const asked = useQuery({ ...findEnterprises(wanted), enabled: wanted !== '' })
  const found = asked.data?.enterprises ?? []
  const look = (): void => setWanted(typed.trim().length < 2 ? '' : typed.trim())
  return (
    <fieldset className="ties-search">
      <legend>{ties.enterprise}</legend>
      {chosen && <p role="status">{ties.chosen(ties.named(chosen.name, chosen.creditCode))}</p>}
      <div className="ties-line">
        <FormLine {...{ id: 'ties-enterprise', label: ties.find, value: typed, onChange: setTyped }} />
        <Button htmlType="button" disabled={typed.trim().length < 2} onClick={look}>
          {ties.look}
        </Button>
      </div>
      <FieldFault id="ties-enterprise" fault={fault} />
      <Refused error={asked.error} />
      {asked.data && found.length === 0 && <p role="status">{ties.notFound}</p>}
      <ul className="ties-found">
        {found.map((each) => (
          <li key={each.id}>
            <label>
              <input
                type="radio"
                name="ties-enterprise"
                checked={chosen?.id === each.id}
                onChange={() => onChoose(each)}
              />{' '}
              {ties.named(each.name, each.creditCode)} {each.district}
            </label>
          </li>
        ))}
      </ul>
      {asked.data?.more && <p className="rule-small">{ties.more}</p>}
    </fieldset>
  )
}

type TargetProps = {
  readonly project: ProjectReply
  readonly targets: readonly string[]
  readonly onChange: (targets: readonly string[]) => void
}

function TargetChoice({ project, targets, onChange }: TargetProps) {
  const { data } = useSuspenseQuery(projectChoices)
  const { ties, targets: title } = words.projects
  const titleOf = (id: string): string => data.targets.find((each) => each.id === id)?.title ?? id
  const open = data.targets.filter(
    ({ id, district }) => district === project.line.district && !targets.includes(id),
  )
  return (
    <fieldset className="ties-search">
      <legend>{title}</legend>
      {targets.length === 0 && <p>{ties.noTarget}</p>}
      <ul className="ties-targets">
        {targets.map((id) => (
          <li key={id}>
            {titleOf(id)}{' '}
            <Button
              size="small"
              aria-label={ties.removeTarget(titleOf(id))}
              onClick={() => onChange(targets.filter((each) => each !== id))}
            >
              {ties.remove}
            </Button>
          </li>
        ))}
      </ul>
      <Choice
        {...{ id: 'ties-target', label: ties.add, value: '', empty: words.projects.fields.choose }}
        choices={open.map((each) => ({ value: each.id, label: each.title }))}
        optional
        onChange={(id) => onChange(id === '' ? targets : [...targets, id])}
      />
    </fieldset>
  )
}
