// In the head of every page: the way to the messages, with how many are unread.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { unread } from '../firm/ask.ts'
import { words } from '../words.zh.ts'

const MOST = 99

export function MessageBadge() {
  const count = useQuery(unread).data?.unread ?? 0
  const { badge, title, most } = words.firm.messages
  return (
    <Link to="/messages" className="message-badge" aria-label={badge(count)}>
      {title}
      {count > 0 && (
        <span className="badge-count" aria-hidden="true">
          {count > MOST ? most : count}
        </span>
      )}
    </Link>
  )
}
