// A new password, after which one signs in again everywhere.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Refusal } from '../ui/ask.ts'
import { PersonForm } from '../ui/PersonForm.tsx'
import { TextField } from '../ui/TextField.tsx'
import { words } from '../words.zh.ts'
import { sessionChanged, useChange } from './session.ts'

export function PasswordForm({ done }: { readonly done: () => void }) {
  const [old, setOld] = useState('')
  const [wanted, setWanted] = useState('')
  const [again, setAgain] = useState('')
  const client = useQueryClient()
  const change = useChange()
  const send = async () => {
    if (wanted !== again) throw new Refusal('not-the-same', words.identity.notTheSame, [])
    await change('POST', '/api/password', { old, wanted })
    done()
    await sessionChanged(client)
  }
  return (
    <PersonForm submit={words.identity.change} send={send}>
      <TextField
        {...{ id: 'old', label: words.identity.old, value: old, onChange: setOld }}
        autoComplete="current-password"
        secret
      />
      <TextField
        {...{ id: 'wanted', label: words.identity.wanted, value: wanted, onChange: setWanted }}
        autoComplete="new-password"
        note={words.identity.passwordRules}
        secret
      />
      <TextField
        {...{ id: 'again', label: words.identity.again, value: again, onChange: setAgain }}
        autoComplete="new-password"
        secret
      />
    </PersonForm>
  )
}
