// What an enterprise's own pages ask the server.
import type { OwnDateReply } from '#server/api/firm/dates.ts'
import type { MessagePageReply, UnreadReply } from '#server/api/firm/messages.ts'
import type { PaymentsReply } from '#server/api/firm/payments.ts'
import type { StatementReply } from '#server/api/firm/profile.ts'
import type { RectificationReply } from '#server/api/firm/rectifications.ts'
import type { MemberReply } from '#server/api/members.ts'
import { ask } from '../ui/ask.ts'

export const historyOf = (subject: number, name: string, year: number | null) => ({
  queryKey: ['firm', 'history', subject, name, year],
  queryFn: () => {
    const query = new URLSearchParams({ name, ...(year !== null && { year: String(year) }) })
    return ask<StatementReply[]>(`/api/subjects/${subject}/facts?${query}`)
  },
})

export const datesOf = (subject: number) => ({
  queryKey: ['firm', 'dates', subject],
  queryFn: () => ask<OwnDateReply[]>(`/api/subjects/${subject}/dates`),
})

export const paymentsOf = (subject: number) => ({
  queryKey: ['firm', 'payments', subject],
  queryFn: () => ask<PaymentsReply>(`/api/subjects/${subject}/payments`),
})

export const membersOf = (subject: number) => ({
  queryKey: ['firm', 'members', subject],
  queryFn: () => ask<MemberReply[]>(`/api/subjects/${subject}/members`),
})

export const rectificationsOf = (subject: number) => ({
  queryKey: ['firm', 'rectifications', subject],
  queryFn: () => ask<RectificationReply[]>(`/api/subjects/${subject}/rectifications`),
})

export const allRectifications = {
  queryKey: ['firm', 'rectifications'],
  queryFn: () => ask<RectificationReply[]>('/api/rectifications'),
}

export const messagesOf = (unread: boolean, before: number | undefined) => ({
  queryKey: ['firm', 'messages', unread, before],
  queryFn: () => {
    const query = new URLSearchParams({
      ...(unread && { unread: '1' }),
      ...(before !== undefined && { before: String(before) }),
    })
    return ask<MessagePageReply>(`/api/messages?${query}`)
  },
  staleTime: 0,
})

/** Looked at again and again, so that a page left open shows what came. */
export const unread = {
  queryKey: ['firm', 'unread'],
  queryFn: () => ask<UnreadReply>('/api/messages/unread'),
  staleTime: 30_000,
  refetchInterval: 60_000,
}
