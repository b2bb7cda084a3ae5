// One message: what happened, of what, until when, and the way to it. Following it marks it as read.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { MessageReply } from '#server/api/firm/messages.ts'
import { useChange } from '../identity/session.ts'
import { dayText, momentText } from '../ui/dates.ts'
import { words } from '../words.zh.ts'

export function MessageEntry({ message }: { readonly message: MessageReply }) {
  const { title, text, about, at, dueOn, read } = message
  return (
    <li className={read ? 'message' : 'message message-unread'}>
      <MessageLink message={message}>
        {!read && <span className="unread-mark">{words.firm.messages.unread}</span>}
        {title}
      </MessageLink>
      {text !== '' && <p>{text}</p>}
      <p className="rule-small">
        {about !== '' && `${about} · `}
        <time dateTime={at}>{momentText(at)}</time>
        {dueOn !== null && !text.includes('期限') && ` · ${words.firm.messages.due(dayText(dueOn))}`}
      </p>
    </li>
  )
}

type LinkProps = { readonly message: MessageReply; readonly children: ReactNode }

function MessageLink({ message: { id, caseId, rectification, subject, read }, children }: LinkProps) {
  const reading = useRead()
  const look = () => {
    if (!read) reading.mutate([id])
  }
  const looks = { className: 'message-title', onClick: look }
  if (caseId !== null)
    return (
      <Link to="/cases/$id" params={{ id: String(caseId) }} {...looks}>
        {children}
      </Link>
    )
  if (rectification !== null && subject === null)
    return (
      <Link to="/rectifications" {...looks}>
        {children}
      </Link>
    )
  if (subject === null) return <strong className="message-title">{children}</strong>
  return rectification === null ? (
    <Link to="/firm/calendar" search={{ of: subject }} {...looks}>
      {children}
    </Link>
  ) : (
    <Link to="/firm/profile" search={{ of: subject }} {...looks}>
      {children}
    </Link>
  )
}

/** Marks messages as read; the badge follows. */
export function useRead() {
  const change = useChange()
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (messages: readonly number[] | 'all') => {
      await change('POST', '/api/messages/read', { messages })
      await Promise.all([
        client.invalidateQueries({ queryKey: ['firm', 'messages'] }),
        client.invalidateQueries({ queryKey: ['firm', 'unread'] }),
      ])
    },
  })
}
