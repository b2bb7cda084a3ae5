// 消息: what the person was told, the newest first; read and unread.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Checkbox, Skeleton } from 'antd'
import { useState } from 'react'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import { Refused } from '../ui/Refused.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { messagesOf } from './ask.ts'
import { MessageEntry, useRead } from './MessageEntry.tsx'

export function MessagesPage() {
  usePageTitle(words.firm.messages.title)
  return <SignedInOnly>{() => <Messages />}</SignedInOnly>
}

function Messages() {
  const [unreadOnly, setUnreadOnly] = useState(false)
  const first: number | undefined = undefined
  const asked = useInfiniteQuery({
    queryKey: ['firm', 'messages', 'pages', unreadOnly],
    queryFn: ({ pageParam }: { readonly pageParam: number | undefined }) =>
      messagesOf(unreadOnly, pageParam).queryFn(),
    initialPageParam: first,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  })
  const reading = useRead()
  const { messages } = words.firm
  const all = asked.data?.pages.flatMap((page) => page.messages) ?? []
  const unread = asked.data?.pages[0]?.unread ?? 0
  return (
    <div className="messages-page">
      <h1>{messages.title}</h1>
      <p className="lead">{messages.lead}</p>
      <div className="messages-bar">
        <Checkbox checked={unreadOnly} onChange={({ target }) => setUnreadOnly(target.checked)}>
          {messages.unreadOnly}
        </Checkbox>
        {unread > 0 && (
          <Button onClick={() => reading.mutate('all')} loading={reading.isPending}>
            {messages.allRead}
          </Button>
        )}
      </div>
      <Refused error={asked.error ?? reading.error} />
      {asked.isPending && <Skeleton />}
      {asked.data && all.length === 0 && <p>{unreadOnly ? messages.noUnread : messages.none}</p>}
      <ul className="message-list panel">
        {all.map((each) => (
          <MessageEntry key={each.id} message={each} />
        ))}
      </ul>
      {asked.hasNextPage && (
        <Button onClick={() => void asked.fetchNextPage()} loading={asked.isFetchingNextPage}>
          {messages.older}
        </Button>
      )}
    </div>
  )
}
