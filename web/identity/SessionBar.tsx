// In the head of every page: who is signed in and the way out, or the way in.
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { words } from '../words.zh.ts'
import { MessageBadge } from './MessageBadge.tsx'
import { sessionChanged, useChange, useKnownSession } from './session.ts'

export function SessionBar() {
  const session = useKnownSession()
  const client = useQueryClient()
  const change = useChange()
  const navigate = useNavigate()
  if (!session) return null
  if (session.kind === 'nobody')
    return (
      <Link to="/sign-in" className="sign-in-link">
        {words.identity.signIn}
      </Link>
    )
  const leave = async () => {
    try {
      await change('DELETE', '/api/session')
    } finally {
      await navigate({ to: '/' })
      await sessionChanged(client)
    }
  }
  return (
    <span className="session-bar">
      {session.next === 'nothing' && <MessageBadge />}
      <Link to="/password" className="session-name" title={words.identity.change}>
        {session.person.name}
      </Link>
      <button type="button" className="text-button" onClick={() => void leave()}>
        {words.identity.signOut}
      </button>
    </span>
  )
}
