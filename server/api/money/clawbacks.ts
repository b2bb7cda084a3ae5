// /api/money/clawbacks: decisions that money must come back, and what came.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { decideClawback } from '../../payments/decideClawback.ts'
import { listClawbacks, listRecoveries } from '../../payments/listClawbacks.ts'
import { recordRecovery } from '../../payments/recordRecovery.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, day, doneSchema, id, idText, jsonBody, jsonReply, line, moment } from '../fields.ts'
import { requireRole } from '../visitor.ts'
import {
  asPerson,
  BUDGETERS,
  doneWithId,
  inYuan,
  LOOKERS,
  type MoneyParts,
  refusals,
  yuan,
  yuanField,
} from './moneyParts.ts'

const clawbackSchema = z
  .object({
    ...{ id: z.int(), awardId: z.int(), caseId: z.int(), subject: z.string().nullable(), item: z.string() },
    ...{ envelope: z.string().nullable(), amount: yuan, recovered: yuan, reason: z.string() },
    ...{ clause: z.string(), dueOn: z.string(), decidedAt: moment, decider: z.string().nullable() },
    recoveries: z.array(
      z.object({
        ...{ id: z.int(), amount: yuan, receivedOn: z.string(), reference: z.string() },
        person: z.string().nullable(),
      }),
    ),
  })
  .openapi('MoneyClawback')

export type ClawbackReply = z.infer<typeof clawbackSchema>

const clawbackRequest = z
  .strictObject(
    {
      ...{ award: id('核定编号'), amount: yuanField('追回金额') },
      ...{ reason: line('原因', 500), clause: line('依据条款', 200), dueOn: day('期限') },
    },
    bodyErrors('award、amount、reason、clause 和 dueOn'),
  )
  .openapi('ClawbackRequest')

const recoveryRequest = z
  .strictObject(
    { amount: yuanField('到账金额'), receivedOn: day('到账日'), reference: line('回单号', 80) },
    bodyErrors('amount、receivedOn 和 reference'),
  )
  .openapi('RecoveryRequest')

const getClawbacks = createRoute({
  method: 'get',
  path: '/api/money/clawbacks',
  summary: '追回决定与到账',
  middleware: requireRole(...LOOKERS),
  responses: { 200: jsonReply('追回', z.array(clawbackSchema)), ...refusals },
})

const postClawback = createRoute({
  method: 'post',
  path: '/api/money/clawbacks',
  summary: '决定追回（审批、领导）：不多于已付',
  middleware: requireRole(...BUDGETERS),
  request: jsonBody(clawbackRequest),
  responses: { 200: jsonReply('已决定', doneWithId), 422: errorResponse('多于已付的金额'), ...refusals },
})

const postRecovery = createRoute({
  method: 'post',
  path: '/api/money/clawbacks/{id}/recoveries',
  summary: '登记追回到账（经办、支付，不是决定的人）',
  middleware: requireRole('handler', 'payer'),
  request: { params: z.object({ id: idText }), ...jsonBody(recoveryRequest) },
  responses: {
    200: jsonReply('已登记，回到原来的资金盘子', doneSchema),
    409: errorResponse('这个回单号登记过，或由决定的人登记'),
    ...refusals,
  },
})

export function addClawbacks(app: OpenAPIHono, parts: MoneyParts): void {
  app.openapi(getClawbacks, async (c) => {
    const found = await asPerson(parts, c, async (tx) => ({
      clawbacks: await listClawbacks(tx),
      recoveries: await listRecoveries(tx),
    }))
    const rows = found.clawbacks.map(({ amountFen, recoveredFen, decidedAt, ...row }) => ({
      ...{ ...row, amount: inYuan(amountFen), recovered: inYuan(recoveredFen) },
      decidedAt: decidedAt.toISOString(),
      recoveries: found.recoveries
        .filter((each) => each.clawbackId === row.id)
        .map(({ clawbackId: _, amountFen: fen, ...each }) => ({ ...each, amount: inYuan(fen) })),
    }))
    return c.json(rows, 200)
  })
  app.openapi(postClawback, async (c) => {
    const { award: awardId, amount: amountFen, ...decided } = c.req.valid('json')
    return c.json(
      await asPerson(parts, c, (tx) => decideClawback(tx, { awardId, amountFen, ...decided })),
      200,
    )
  })
  app.openapi(postRecovery, async (c) => {
    const { amount: amountFen, ...received } = c.req.valid('json')
    const { id: clawbackId } = c.req.valid('param')
    await asPerson(parts, c, (tx) => recordRecovery(tx, { clawbackId, amountFen, ...received }))
    return c.json({ done: true } as const, 200)
  })
}
