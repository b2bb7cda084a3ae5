// Binding an authenticator: scan or type the secret, prove it with a code, write down what helps when the phone is lost.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, QRCode, Skeleton } from 'antd'
import { useState } from 'react'
import { PersonForm } from '../ui/PersonForm.tsx'
import { Refused } from '../ui/Refused.tsx'
import { TextField } from '../ui/TextField.tsx'
import { words } from '../words.zh.ts'
import { sessionChanged, useChange } from './session.ts'

type Enrolment = { readonly uri: string; readonly secret: string }
type Props = { readonly bound: () => void; readonly done: () => void }

export function Enrol({ bound, done }: Props) {
  const [codes, setCodes] = useState<readonly string[]>()
  const [code, setCode] = useState('')
  const client = useQueryClient()
  const change = useChange()
  const begun = useQuery({
    queryKey: ['enrolment'],
    queryFn: () => change<Enrolment>('POST', '/api/second-factor'),
    retry: false,
    gcTime: 0,
  })
  const send = async () => {
    const path = '/api/second-factor/confirmation'
    const reply = await change<{ recoveryCodes: string[] }>('POST', path, { code: code.trim() })
    setCodes(reply.recoveryCodes)
    bound()
    await sessionChanged(client)
  }
  if (codes)
    return (
      <div className="person-form">
        <p>{words.identity.recovery}</p>
        <ul className="recovery-codes">
          {codes.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        <Button type="primary" onClick={done} block>
          {words.identity.kept}
        </Button>
      </div>
    )
  if (begun.error) return <Refused error={begun.error} />
  if (!begun.data) return <Skeleton />
  return (
    <PersonForm submit={words.identity.bind} send={send}>
      <p>{words.identity.scan}</p>
      <QRCode type="svg" value={begun.data.uri} size={200} />
      <p className="secret">
        {words.identity.secret} <code>{begun.data.secret}</code>
      </p>
      <TextField
        {...{ id: 'code', label: words.identity.code, value: code, onChange: setCode }}
        autoComplete="one-time-code"
      />
    </PersonForm>
  )
}
