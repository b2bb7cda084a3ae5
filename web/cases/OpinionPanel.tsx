// What the departments that take part say, and the form for those of them who are asked.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { CaseReply } from '#server/api/caseReply.ts'
import { useChange, useSession } from '../identity/session.ts'
import { TemplatePick } from '../papers/TemplatePick.tsx'
import { Choice } from '../ui/Choice.tsx'
import { momentText } from '../ui/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { words } from '../words.zh.ts'

type Props = { readonly id: number; readonly officer: NonNullable<CaseReply['officer']> }

export function OpinionPanel({ id, officer: { asked, opinions } }: Props) {
  const session = useSession()
  if (asked.length === 0) return null
  const own = session.kind === 'person' ? session.duties.map(({ department }) => department?.id) : []
  const mine = asked.find((each) => own.includes(each.id))
  return (
    <section className="panel" aria-labelledby="opinions-title">
      <h2 id="opinions-title">{words.cases.opinions}</h2>
      <p>{words.cases.askedOf(asked.map(({ name }) => name).join('、'))}</p>
      <ul className="plain-list">
        {opinions.map(({ department, stance, opinion, at }) => (
          <li key={`${department} ${at}`}>
            <strong>{department}</strong> {words.cases.stance[stance] ?? stance} {opinion}{' '}
            <span className="rule-small">{momentText(at)}</span>
          </li>
        ))}
      </ul>
      {mine && <OpinionForm id={id} department={mine} />}
    </section>
  )
}

type Asked = { readonly id: string; readonly name: string }

function OpinionForm({ id, department }: { readonly id: number; readonly department: Asked }) {
  const [stance, setStance] = useState('')
  const [opinion, setOpinion] = useState('')
  const change = useChange()
  const client = useQueryClient()
  const sending = useMutation({
    mutationFn: async () => {
      const said = { department: department.id, stance, opinion: opinion.trim() }
      await change('POST', `/api/cases/${id}/opinions`, said)
      setOpinion('')
      await client.invalidateQueries({ queryKey: ['cases', 'one'] })
    },
  })
  return (
    <form
      className="act-form"
      aria-label={words.cases.opinionOf(department.name)}
      onSubmit={(event) => {
        event.preventDefault()
        sending.mutate()
      }}
    >
      <Choice
        {...{ id: 'stance', label: words.cases.opinionOf(department.name), value: stance }}
        empty={words.cases.choose}
        choices={Object.entries(words.cases.stance).map(([value, label]) => ({ value, label }))}
        onChange={setStance}
      />
      <TemplatePick path={`/api/cases/${id}/opinions`} onPick={setOpinion} />
      <TextArea
        {...{ id: 'department-opinion', label: words.cases.opinionText, value: opinion }}
        required={stance === 'disagree'}
        onChange={setOpinion}
      />
      <Refused error={sending.error} />
      <Button htmlType="submit" loading={sending.isPending}>
        {words.cases.giveOpinion}
      </Button>
    </form>
  )
}
