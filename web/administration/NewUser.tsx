// The system administrator enters a person; the first password is shown once.
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { PlainField } from './PlainField.tsx'
import { useAct } from './useAct.ts'

type Made = { readonly id: number; readonly password: string | null }

export function NewUser() {
  const [login, setLogin] = useState('')
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [told, setTold] = useState('')
  const act = useAct<Made>()
  const { users } = words.administration
  const create = () => {
    const body = {
      login: login.trim(),
      name: name.trim(),
      ...(phone.trim() !== '' && { phone: phone.trim() }),
    }
    act.mutate(
      { method: 'POST', path: '/api/persons', body },
      {
        onSuccess: ({ password }) => {
          setTold(password === null ? users.noPassword : users.password(body.login, password))
          for (const set of [setLogin, setName, setPhone]) set('')
        },
      },
    )
  }
  return (
    <details className="panel">
      <summary>{users.create}</summary>
      <form
        className="field-row"
        onSubmit={(event) => {
          event.preventDefault()
          create()
        }}
      >
        <PlainField {...{ id: 'new-login', label: users.login, value: login, onChange: setLogin }} />
        <PlainField {...{ id: 'new-name', label: users.name, value: name, onChange: setName }} />
        <PlainField {...{ id: 'new-phone', label: users.phone, value: phone, onChange: setPhone }} optional />
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {users.create}
        </Button>
      </form>
      <Refused error={act.error} />
      {told !== '' && <Alert type="success" showIcon role="status" title={users.done} description={told} />}
    </details>
  )
}
