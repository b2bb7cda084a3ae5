// Whom, as what, with which rights of one's own, until when.
import { Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useChange } from '../identity/session.ts'
import { Choice } from '../ui/Choice.tsx'
import { todayInChina } from '../ui/dates.ts'
import { PersonForm } from '../ui/PersonForm.tsx'
import { TextField } from '../ui/TextField.tsx'
import { words } from '../words.zh.ts'
import type { Firm } from './FirmFrame.tsx'

type Props = { readonly firm: Firm; readonly granted: (name: string) => Promise<void> }

const KINDS = ['member', 'agent'] as const

export function GrantForm({ firm, granted }: Props) {
  const [login, setLogin] = useState('')
  const [name, setName] = useState('')
  const [kind, setKind] = useState<string>('agent')
  const [scopes, setScopes] = useState<readonly string[]>(['view', 'apply'])
  const [until, setUntil] = useState('')
  const change = useChange()
  const { members } = words.firm
  const agent = kind === 'agent'
  // An agent passes nothing on.
  const offered = firm.scopes.filter((each) => !(agent && each === 'grant'))
  const send = async () => {
    await change('POST', `/api/subjects/${firm.id}/members`, {
      ...{ login: login.trim(), name: name.trim(), kind },
      scopes: scopes.filter((each) => offered.includes(each)),
      ...(until !== '' && { until }),
    })
    await granted(name.trim())
    setLogin('')
    setName('')
  }
  return (
    <PersonForm submit={members.send} send={send}>
      <TextField
        {...{ id: 'grant-login', label: members.login, value: login, onChange: setLogin }}
        autoComplete="off"
      />
      <TextField
        {...{ id: 'grant-name', label: members.name, value: name, onChange: setName }}
        autoComplete="off"
      />
      <Choice
        {...{ id: 'grant-kind', label: members.as, value: kind, onChange: setKind }}
        choices={KINDS.map((value) => ({ value, label: members.kind[value] ?? value }))}
      />
      <fieldset className="person-field scope-boxes">
        <legend>{members.scopes}</legend>
        <Checkbox.Group
          value={[...scopes]}
          onChange={setScopes}
          options={offered.map((value) => ({ value, label: members.scope[value] ?? value }))}
        />
      </fieldset>
      <div className="person-field">
        <label htmlFor="grant-until">{members.lastDay}</label>
        <Input
          id="grant-until"
          type="date"
          value={until}
          min={todayInChina()}
          required={agent}
          aria-describedby="grant-until-note"
          onChange={({ target }) => setUntil(target.value)}
        />
        <p id="grant-until-note" className="rule-small">
          {agent ? members.lastDayAgent : members.lastDayOptional}
        </p>
      </div>
    </PersonForm>
  )
}
