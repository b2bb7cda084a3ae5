// A department's answer: the fact anew, said in its own name at the same moment, or why it stays.
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { RectificationReply } from '#server/api/firm/rectifications.ts'
import { useProgram } from '../api.ts'
import { AskedFacts } from '../cases/AskedFacts.tsx'
import { type Facts, valueAt } from '../enterprise/facts.ts'
import { useChange } from '../identity/session.ts'
import { Choice } from '../ui/Choice.tsx'
import { PersonForm } from '../ui/PersonForm.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { words } from '../words.zh.ts'

const OUTCOMES = ['rectified', 'kept'] as const

export function AnswerForm({ rectification }: { readonly rectification: RectificationReply }) {
  const [open, setOpen] = useState(false)
  const { confirm } = words.firm.rectification
  return (
    <>
      <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
        {confirm}
      </Button>
      {open && <Answering rectification={rectification} />}
    </>
  )
}

function Answering({ rectification: { id, title, year } }: { readonly rectification: RectificationReply }) {
  const { vocabulary } = useProgram()
  const [outcome, setOutcome] = useState<string>('rectified')
  const [answer, setAnswer] = useState('')
  const [facts, setFacts] = useState<Facts>({})
  const change = useChange()
  const client = useQueryClient()
  const { rectification: said } = words.firm
  const isYearly = vocabulary.facts.some(({ name, type }) => name === title && type.kind === 'yearly')
  const send = async () => {
    const value = valueAt(facts, isYearly && year !== null ? [title, year] : [title])
    await change('POST', `/api/rectifications/${id}/answer`, {
      ...{ outcome, answer: answer.trim() },
      ...(outcome === 'rectified' && { value }),
    })
    await client.invalidateQueries({ queryKey: ['firm'] })
  }
  return (
    <PersonForm submit={said.confirm} send={send}>
      <Choice
        {...{ id: `how-${id}`, label: said.how, value: outcome, onChange: setOutcome }}
        choices={OUTCOMES.map((value) => ({ value, label: said.outcome[value] ?? value }))}
      />
      {outcome === 'rectified' && <AskedFacts titles={[title]} facts={facts} onChange={setFacts} />}
      <TextArea
        {...{ id: `answer-${id}`, label: said.answer, value: answer, onChange: setAnswer }}
        required
      />
    </PersonForm>
  )
}
