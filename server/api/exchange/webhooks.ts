// /api/webhooks: which other systems are told of what happens, and whether it arrives (security administrator).
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { WEBHOOK_EVENTS } from '../../db/tables.ts'
import { endWebhook } from '../../exchange/endWebhook.ts'
import { listDeliveries, listWebhooks } from '../../exchange/listWebhooks.ts'
import { makeWebhook } from '../../exchange/makeWebhook.ts'
import { pingWebhook, sendAgain } from '../../exchange/sendAgain.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, doneSchema, idText, jsonBody, jsonReply, line, moment } from '../fields.ts'
import { currentPerson, requireRole } from '../visitor.ts'
import type { ExchangeParts } from './exchangeParts.ts'

const events = z.array(z.enum(WEBHOOK_EVENTS))

const webhookSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    department: z.string(),
    url: z.string(),
    events,
    madeAt: moment,
    endedAt: moment.nullable(),
    arrived: z.int(),
    underWay: z.int(),
    givenUp: z.int(),
  })
  .openapi('Webhook')

const deliverySchema = z
  .object({
    id: z.int(),
    event: z.enum([...WEBHOOK_EVENTS, 'ping']),
    madeAt: moment,
    attempts: z.int(),
    nextAt: moment.nullable(),
    deliveredAt: moment.nullable(),
    status: z.int().nullable(),
    failure: z.string().nullable(),
  })
  .openapi('WebhookDelivery')

export type WebhookReply = z.infer<typeof webhookSchema>
export type DeliveryReply = z.infer<typeof deliverySchema>

const webhookRequest = z
  .strictObject(
    {
      name: line('系统名称', 100),
      department: line('部门编号', 64).openapi({
        description: '通知这个部门看得到的：办件、本区的任务、项目和指标；镇街、公司只通知本单位的',
      }),
      url: line('网址', 500).openapi({ example: 'https://oa.example.gov.cn/duixian' }),
      events: z
        .array(z.enum(WEBHOOK_EVENTS, `事件只有 ${WEBHOOK_EVENTS.join('、')}`), '事件应写成一组文本')
        .min(1, '请至少选一种事件'),
    },
    bodyErrors('name、department、url 和 events'),
  )
  .openapi('WebhookRequest')

const CONTENTS = [
  'case.moved 办件流转 {case, version, act, from, to, at}',
  'payment.result 支付结果 {case, order, amountFen, result, at, reason}',
  'task.moved 任务的每一步办理 {task: {id, policy, task, district}, version, act, from, to, lead, department, deadline, nextOn, at}',
  'project.moved 项目登记、转入、退回、终止、恢复 {project: {id, name, district, department}, version, act, from, to, on, dropReason, at}',
  'indicator.official 指标有正式值 {indicator: {policy, target, district, department}, period, value（文本，精确）, unit, corrects（是否更正）, at}',
].join('；')

const securityAdmin = requireRole('security_admin')
const refusals = { 401: errorResponse('没有登录'), 403: errorResponse('只有安全管理员可以') }
const params = z.object({ id: idText })
const unknown = { 404: errorResponse('没有这个回调') }

const getWebhooks = createRoute({
  method: 'get',
  path: '/api/webhooks',
  summary: '回调（安全管理员）',
  description:
    '签名按 Standard Webhooks：请求头 webhook-id、webhook-timestamp、webhook-signature；' +
    '签名 = v1, + base64(HMAC-SHA-256(密钥, id.timestamp.正文))。收到后 15 秒内答复 2xx，否则按间隔重发，最多 10 次。',
  middleware: securityAdmin,
  responses: { 200: jsonReply('不含密钥', z.array(webhookSchema)), ...refusals },
})

const postWebhook = createRoute({
  method: 'post',
  path: '/api/webhooks',
  summary: '新建回调（安全管理员）',
  description: `通知的正文是 {type, timestamp, data}。data：${CONTENTS}`,
  middleware: securityAdmin,
  request: jsonBody(webhookRequest),
  responses: {
    200: jsonReply('密钥只显示这一次', z.object({ id: z.int(), secret: z.string() })),
    404: errorResponse('没有这个部门'),
    422: errorResponse('网址不能用'),
    ...refusals,
  },
})

const deleteWebhook = createRoute({
  method: 'delete',
  path: '/api/webhooks/{id}',
  summary: '停用回调（安全管理员）',
  middleware: securityAdmin,
  request: { params },
  responses: { 200: jsonReply('已停用', doneSchema), ...unknown, ...refusals },
})

const getDeliveries = createRoute({
  method: 'get',
  path: '/api/webhooks/{id}/deliveries',
  summary: '最近 200 条通知的投递情况（安全管理员）',
  middleware: securityAdmin,
  request: { params },
  responses: { 200: jsonReply('新的在前，不含内容', z.array(deliverySchema)), ...refusals },
})

const postPing = createRoute({
  method: 'post',
  path: '/api/webhooks/{id}/ping',
  summary: '发一条测试通知（安全管理员）',
  middleware: securityAdmin,
  request: { params },
  responses: { 200: jsonReply('已排队', doneSchema), ...unknown, ...refusals },
})

const postAgain = createRoute({
  method: 'post',
  path: '/api/webhooks/{id}/deliveries/{delivery}/again',
  summary: '重发没有送达的一条（安全管理员）',
  middleware: securityAdmin,
  request: { params: params.extend({ delivery: idText }) },
  responses: { 200: jsonReply('已排队', doneSchema), ...unknown, ...refusals },
})

const text = (at: Date): string => at.toISOString()
const textOr = (at: Date | null): string | null => at?.toISOString() ?? null
const done = { done: true } as const

export function addWebhooks(app: OpenAPIHono, { database, clock, webhooks }: ExchangeParts): void {
  app.openapi(getWebhooks, async (c) => {
    const rows = await listWebhooks(database, clock(), currentPerson(c).person.id)
    const reply = rows.map(({ madeAt, endedAt, ...rest }) => ({
      ...{ ...rest, madeAt: text(madeAt), endedAt: textOr(endedAt) },
    }))
    return c.json(reply, 200)
  })
  app.openapi(postWebhook, async (c) =>
    c.json(
      await makeWebhook(database, clock(), currentPerson(c).person.id, webhooks, c.req.valid('json')),
      200,
    ),
  )
  app.openapi(deleteWebhook, async (c) => {
    await endWebhook(database, clock(), currentPerson(c).person.id, c.req.valid('param').id)
    return c.json(done, 200)
  })
  app.openapi(getDeliveries, async (c) => {
    const rows = await listDeliveries(database, clock(), currentPerson(c).person.id, c.req.valid('param').id)
    const reply = rows.map(({ madeAt, nextAt, deliveredAt, ...rest }) => ({
      ...{ ...rest, madeAt: text(madeAt), nextAt: textOr(nextAt), deliveredAt: textOr(deliveredAt) },
    }))
    return c.json(reply, 200)
  })
  app.openapi(postPing, async (c) => {
    await pingWebhook(database, clock(), currentPerson(c).person.id, c.req.valid('param').id)
    return c.json(done, 200)
  })
  app.openapi(postAgain, async (c) => {
    const { id: webhook, delivery } = c.req.valid('param')
    await sendAgain(database, clock(), currentPerson(c).person.id, { webhook, delivery })
    return c.json(done, 200)
  })
}
