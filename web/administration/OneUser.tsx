// What an administrator can do for one person: the account is one administrator's, the duties another's.
import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { PersonReply } from '#server/api/persons.ts'
import { isSecurityAdmin, isSystemAdmin, type SignedIn } from '../identity/session.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { DutyForm } from './DutyForm.tsx'
import { dutyText, standing } from './dutyText.ts'
import { PlainField } from './PlainField.tsx'
import { type Act, useAct } from './useAct.ts'

type Props = { readonly person: PersonReply; readonly session: SignedIn }
type Told = { readonly password?: string; readonly phone?: string | null }

export function OneUser({ person, session }: Props) {
  const [told, setTold] = useState('')
  const act = useAct<Told>()
  const send = (what: Act, say: (reply: Told) => string) => {
    setTold('')
    act.mutate(what, { onSuccess: (reply) => setTold(say(reply)) })
  }
  return (
    <div className="one-user">
      {isSystemAdmin(session) && <Account person={person} send={send} />}
      {isSecurityAdmin(session) && <Duties person={person} send={send} />}
      {person.phone !== null && <Phone person={person} send={send} />}
      <Refused error={act.error} />
      {told !== '' && <Alert type="success" showIcon role="status" title={told} />}
    </div>
  )
}

type PartProps = {
  readonly person: PersonReply
  readonly send: (what: Act, say: (reply: Told) => string) => void
}

function Account({ person: { id, login, disabledAt, singleSignOn }, send }: PartProps) {
  const { users } = words.administration
  const post = (path: string, body?: unknown): Act => ({
    ...{ method: 'POST', path: `/api/persons/${id}/${path}` },
    ...(body !== undefined && { body }),
  })
  const off = disabledAt === null
  return (
    <div className="button-row">
      {!singleSignOn && (
        <Button
          onClick={() => send(post('password'), ({ password = '' }) => users.password(login, password))}
        >
          {users.reset}
        </Button>
      )}
      <Button
        danger={off}
        onClick={() =>
          send(post('disabled', { disabled: off }), () => (off ? users.disabledNow : users.enabledNow))
        }
      >
        {off ? users.disable : users.enable}
      </Button>
    </div>
  )
}

function Duties({ person, send }: PartProps) {
  const { users } = words.administration
  return (
    <>
      <ul className="button-row">
        {person.duties.filter(standing).map((each) => (
          <li key={each.id}>
            <Button
              danger
              onClick={() =>
                send({ method: 'DELETE', path: `/api/duties/${each.id}` }, () => users.dutyEnded)
              }
            >
              {users.end(dutyText(each))}
            </Button>
          </li>
        ))}
        <li>
          <Button
            onClick={() =>
              send(
                { method: 'DELETE', path: `/api/persons/${person.id}/second-factor` },
                () => users.factorGone,
              )
            }
          >
            {users.resetFactor}
          </Button>
        </li>
      </ul>
      <DutyForm
        person={person.id}
        send={(body) => send({ method: 'POST', path: '/api/duties', body }, () => users.granted)}
      />
    </>
  )
}

function Phone({ person: { id }, send }: PartProps) {
  const [reason, setReason] = useState('')
  const { users } = words.administration
  return (
    <form
      className="field-row"
      onSubmit={(event) => {
        event.preventDefault()
        const body = { reason: reason.trim() }
        send({ method: 'POST', path: `/api/persons/${id}/phone`, body }, ({ phone }) =>
          users.revealed(phone ?? words.administration.none),
        )
      }}
    >
      <PlainField {...{ id: `why-${id}`, label: users.revealWhy, value: reason, onChange: setReason }} />
      <Button htmlType="submit">{users.reveal}</Button>
    </form>
  )
}
