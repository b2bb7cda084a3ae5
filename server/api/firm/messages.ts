// /api/messages: what the person who asks was told, as somebody who acts for enterprises or holds duties.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Program } from '#lang'
import { MESSAGE_KINDS } from '../../db/tables.ts'
import { countUnread, listMessages, type MessageLine } from '../../messages/listMessages.ts'
import { readMessages } from '../../messages/readMessages.ts'
import { messageWords } from '../../messages/words.ts'
import { titleOf } from '../caseLists.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, doneSchema, id, jsonBody, jsonReply, moment } from '../fields.ts'
import { currentPerson, requireSession } from '../visitor.ts'
import { type FirmParts, occasionOf } from './firmParts.ts'

const MOST_READ_AT_ONCE = 200

const messageSchema = z
  .object({
    id: z.int(),
    kind: z.enum(MESSAGE_KINDS),
    title: z.string(),
    text: z.string(),
    about: z.string().openapi({ description: '企业和事项' }),
    at: moment,
    dueOn: z.string().nullable(),
    read: z.boolean(),
    caseId: z.int().nullable(),
    rectification: z.int().nullable(),
    subject: z.int().nullable().openapi({ description: '发给哪家企业；发给岗位的为空' }),
  })
  .openapi('Message')

const unreadSchema = z.object({
  unread: z.int().openapi({ description: '未读条数，最多数到 100' }),
})

const pageSchema = unreadSchema
  .extend({ messages: z.array(messageSchema), next: z.int().optional() })
  .openapi('MessagePage')

export type MessageReply = z.infer<typeof messageSchema>
export type MessagePageReply = z.infer<typeof pageSchema>
export type UnreadReply = z.infer<typeof unreadSchema>

const getMessages = createRoute({
  method: 'get',
  path: '/api/messages',
  summary: '我的消息（只在本系统内，不发短信和邮件）',
  middleware: requireSession(),
  request: {
    query: z.object({
      unread: z.enum(['1'], '只能写 1').optional(),
      before: z.coerce.number().int().positive('before 应取自上一页的 next').optional(),
    }),
  },
  responses: { 200: jsonReply('最近的在前', pageSchema), 401: errorResponse('没有登录') },
})

const getUnread = createRoute({
  method: 'get',
  path: '/api/messages/unread',
  summary: '未读消息有几条',
  middleware: requireSession(),
  responses: { 200: jsonReply('条数', unreadSchema), 401: errorResponse('没有登录') },
})

const postRead = createRoute({
  method: 'post',
  path: '/api/messages/read',
  summary: '标为已读',
  middleware: requireSession(),
  request: jsonBody(
    z
      .strictObject(
        {
          messages: z
            .union(
              [z.literal('all'), z.array(id('消息编号')).min(1).max(MOST_READ_AT_ONCE)],
              'messages 应是一组消息编号，或 all',
            )
            .openapi({ description: '哪几条；all 为全部' }),
        },
        bodyErrors('messages'),
      )
      .openapi('ReadMessagesRequest'),
  ),
  responses: { 200: jsonReply('已标', doneSchema), 401: errorResponse('没有登录') },
})

export function addMessages(app: OpenAPIHono, { database, clock, program }: FirmParts): void {
  app.openapi(getMessages, async (c) => {
    const { unread, before } = c.req.valid('query')
    const page = await listMessages(database, occasionOf(currentPerson(c).person.id, clock()), {
      ...{ unread: unread !== undefined, ...(before !== undefined && { before }) },
    })
    const { lines, next, unread: count } = page
    const messages = lines.map((each) => replyOf(program, each))
    return c.json({ messages, unread: count, ...(next !== undefined && { next }) }, 200)
  })
  app.openapi(getUnread, async (c) =>
    c.json({ unread: await countUnread(database, occasionOf(currentPerson(c).person.id, clock())) }, 200),
  )
  app.openapi(postRead, async (c) => {
    const { messages } = c.req.valid('json')
    const occasion = occasionOf(currentPerson(c).person.id, clock())
    await readMessages(database, occasion, messages === 'all' ? undefined : messages)
    return c.json({ done: true } as const, 200)
  })
}

function replyOf(program: Program, line: MessageLine): MessageReply {
  const { id: number, kind, at, dueOn, read, subject, case: about, of, rectificationId } = line
  const item = about ? `${titleOf(program, about.policy, about.item)}（${about.number}）` : ''
  return {
    ...{ id: number, kind, ...messageWords(line, program.vocabulary), at: at.toISOString(), dueOn, read },
    about: [subject?.name ?? of ?? '', item].filter((each) => each !== '').join(' · '),
    ...{ caseId: about?.id ?? null, rectification: rectificationId, subject: subject?.id ?? null },
  }
}
