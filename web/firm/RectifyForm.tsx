// The enterprise holds what government knows to be wrong: what it should be, and on what that rests.
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { StatementReply } from '#server/api/firm/profile.ts'
import { useChange } from '../identity/session.ts'
import { PersonForm } from '../ui/PersonForm.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { words } from '../words.zh.ts'
import type { Firm } from './FirmFrame.tsx'

type Props = { readonly fact: StatementReply; readonly firm: Firm; readonly done: () => void }

export function RectifyForm({ fact: { name, year }, firm, done }: Props) {
  const [claim, setClaim] = useState('')
  const [ground, setGround] = useState('')
  const id = useId()
  const change = useChange()
  const client = useQueryClient()
  const { rectification } = words.firm
  const send = async () => {
    const body = { name, ...(year !== null && { year }), claim: claim.trim(), ground: ground.trim() }
    await change('POST', `/api/subjects/${firm.id}/rectifications`, body)
    await client.invalidateQueries({ queryKey: ['firm', 'rectifications'] })
    done()
  }
  return (
    <PersonForm submit={rectification.send} send={send}>
      <TextArea
        {...{ id: `${id}claim`, label: rectification.claim, value: claim, onChange: setClaim }}
        required
      />
      <TextArea
        {...{ id: `${id}ground`, label: rectification.ground, value: ground, onChange: setGround }}
        required
      />
    </PersonForm>
  )
}
