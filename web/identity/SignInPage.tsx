// 登录: login and password, then whatever is still missing: a code, a new password, an authenticator.
import { useQueryClient } from '@tanstack/react-query'
import { Navigate, useSearch } from '@tanstack/react-router'
import { Alert } from 'antd'
import { useState } from 'react'
import { PersonForm } from '../ui/PersonForm.tsx'
import { TextField } from '../ui/TextField.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { Enrol } from './Enrol.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { readSignInQuery } from './query.ts'
import {
  actsForSomebody,
  isChecker,
  isOfficer,
  isSecurityAdmin,
  isSystemAdmin,
  readsPlan,
  type SignedIn,
  sessionChanged,
  useChange,
  useSession,
} from './session.ts'

export function SignInPage() {
  usePageTitle(words.identity.signIn)
  const session = useSession()
  const { to } = readSignInQuery(useSearch({ strict: false }))
  const [changed, setChanged] = useState(false)
  // Shown once, and only here: they must not vanish because the session has become complete.
  const [showsCodes, setShowsCodes] = useState(false)
  if (session.kind === 'person' && session.next === 'nothing' && !showsCodes)
    return <Navigate to={to ?? homeOf(session)} replace />
  const next = session.kind === 'nobody' ? 'sign-in' : session.next
  return (
    <div className="person-page">
      <h1>{words.identity.steps[next === 'nothing' ? 'enrol' : next]}</h1>
      {next === 'sign-in' && changed && (
        <Alert type="success" showIcon role="status" title={words.identity.changed} />
      )}
      {next === 'sign-in' && <SignIn />}
      {session.kind === 'nobody' && session.singleSignOn && (
        <p>
          <a href={`/api/single-sign-on?${new URLSearchParams({ returnTo: to ?? '/' })}`}>
            {words.identity.singleSignOn}
          </a>
        </p>
      )}
      {next === 'enter-code' && <EnterCode />}
      {next === 'change-password' && <PasswordForm done={() => setChanged(true)} />}
      {(next === 'enrol' || showsCodes) && (
        <Enrol bound={() => setShowsCodes(true)} done={() => setShowsCodes(false)} />
      )}
    </div>
  )
}

function homeOf(session: SignedIn): string {
  if (isOfficer(session)) return '/workbench'
  if (readsPlan(session)) return '/plan'
  if (isChecker(session)) return '/audit'
  if (isSystemAdmin(session) || isSecurityAdmin(session)) return '/administration'
  return actsForSomebody(session) ? '/cases' : '/'
}

function SignIn() {
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const client = useQueryClient()
  const change = useChange()
  const send = async () => {
    await change('POST', '/api/session', { login: login.trim(), password })
    await sessionChanged(client)
  }
  return (
    <PersonForm submit={words.identity.signIn} send={send}>
      <TextField
        {...{ id: 'login', label: words.identity.login, value: login, onChange: setLogin }}
        autoComplete="username"
      />
      <TextField
        {...{ id: 'password', label: words.identity.password, value: password, onChange: setPassword }}
        autoComplete="current-password"
        secret
      />
    </PersonForm>
  )
}

function EnterCode() {
  const [code, setCode] = useState('')
  const client = useQueryClient()
  const change = useChange()
  const send = async () => {
    await change('POST', '/api/session/second-factor', { code: code.trim() })
    await sessionChanged(client)
  }
  return (
    <PersonForm submit={words.identity.confirm} send={send}>
      <TextField
        {...{ id: 'code', label: words.identity.code, value: code, onChange: setCode }}
        autoComplete="one-time-code"
        note={words.identity.codeNote}
      />
    </PersonForm>
  )
}
