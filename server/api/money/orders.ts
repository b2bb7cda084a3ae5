// /api/money/orders: payment orders, what a person heard of one from the bank, and the whole account where it is needed.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { ORDER_STATES } from '../../db/tables.ts'
import { followBank } from '../../granting/followBank.ts'
import { listOrders, type OrderFilter, type OrderRow, sumOrders } from '../../payments/listOrders.ts'
import { revealAccount } from '../../payments/revealAccount.ts'
import { stateResult } from '../../payments/stateResult.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, idText, jsonBody, jsonReply, line, moment } from '../fields.ts'
import { requireRole } from '../visitor.ts'
import {
  asPerson,
  FILE_LOOKERS,
  inYuan,
  LOOKERS,
  type MoneyParts,
  paged,
  pageOf,
  paging,
  refusals,
  yuan,
} from './moneyParts.ts'
import { followedReply, followedSchema } from './results.ts'

export const orderSchema = z
  .object({
    ...{ id: z.int(), number: z.string(), state: z.enum(ORDER_STATES), amount: yuan },
    ...{ payeeName: z.string(), payeeBank: z.string(), account: z.string().openapi({ description: '掩码' }) },
    ...{ subject: z.string().nullable(), item: z.string(), policy: z.string(), stage: z.int() },
    ...{ caseId: z.int(), caseNumber: z.string().nullable(), awardId: z.int() },
    ...{ envelopeId: z.int(), envelope: z.string().nullable() },
    ...{ batchId: z.int().nullable(), batch: z.string().nullable(), replaces: z.int().nullable() },
    ...{
      maker: z.string().nullable(),
      madeAt: moment,
      sender: z.string().nullable(),
      sentAt: moment.nullable(),
    },
    mine: z.boolean().openapi({ description: '我开具的：不能由我发送' }),
    receipt: z.string().nullable(),
  })
  .openapi('MoneyOrder')

export type OrderReply = z.infer<typeof orderSchema>

const ordersSchema = z
  .object({ count: z.int(), sum: yuan, orders: z.array(orderSchema), next: z.int().optional() })
  .openapi('MoneyOrders')

export type OrdersReply = z.infer<typeof ordersSchema>

export const orderFields = {
  state: z.enum(ORDER_STATES, '没有这个状态').optional(),
  envelope: z.coerce.number().int().positive().optional(),
  batch: z.coerce.number().int().positive().optional(),
  case: z.coerce.number().int().positive().optional(),
}

const resultRequest = z
  .strictObject(
    {
      result: z.enum(['paid', 'returned', 'unknown'], '结果只有 paid、returned、unknown'),
      at: z.iso.datetime({ offset: true, error: '时间写成 2026-03-02T10:00:00+08:00' }),
      reason: line('原因或凭据', 500),
      receipt: line('回单号', 80).optional(),
    },
    bodyErrors('result、at 和 reason'),
  )
  .openapi('StatedResultRequest')

const revealRequest = z
  .strictObject({ reason: line('查看原因', 200) }, bodyErrors('reason'))
  .openapi('RevealAccountRequest')

const getOrders = createRoute({
  method: 'get',
  path: '/api/money/orders',
  summary: '支付单',
  middleware: requireRole(...LOOKERS),
  request: { query: z.object({ ...paging, ...orderFields }) },
  responses: { 200: jsonReply('一页，和全部的张数、合计', ordersSchema), ...refusals },
})

const postResult = createRoute({
  method: 'post',
  path: '/api/money/orders/{id}/result',
  summary: '登记向银行查询到的结果（支付）：用于回单文件里没有的待查支付单',
  middleware: requireRole('payer'),
  request: { params: z.object({ id: idText }), ...jsonBody(resultRequest) },
  responses: {
    200: jsonReply('已登记，办件随之推进', followedSchema),
    409: errorResponse('支付单现在的状态不能这样登记'),
    ...refusals,
  },
})

const postAccount = createRoute({
  method: 'post',
  path: '/api/money/orders/{id}/account',
  summary: '查看完整收款账号（支付、审计）；谁看过、为什么，会留下记录',
  middleware: requireRole(...FILE_LOOKERS),
  request: { params: z.object({ id: idText }), ...jsonBody(revealRequest) },
  responses: {
    200: jsonReply('账号', z.object({ account: z.string() })),
    404: errorResponse('没有这张支付单'),
    ...refusals,
  },
})

export function addOrders(app: OpenAPIHono, parts: MoneyParts): void {
  app.openapi(getOrders, async (c) => {
    const { after, size, ...wanted } = c.req.valid('query')
    const filter = orderFilterOf(wanted)
    const found = await asPerson(parts, c, async (tx) => ({
      orders: await listOrders(tx, filter, pageOf({ after, size })),
      sum: await sumOrders(tx, filter),
    }))
    const { rows, next } = paged(found.orders, size, (each) => each.id)
    const me = c.get('session').person.id
    return c.json(
      {
        ...{ count: found.sum.count, sum: inYuan(found.sum.fen) },
        orders: rows.map((each) => orderReply(each, me)),
        ...(next !== undefined && { next }),
      },
      200,
    )
  })
  app.openapi(postResult, async (c) => {
    const { at, receipt, ...said } = c.req.valid('json')
    const { id: orderId } = c.req.valid('param')
    await asPerson(parts, c, (tx) =>
      stateResult(tx, { ...said, orderId, at: new Date(at), ...(receipt !== undefined && { receipt }) }),
    )
    return c.json(followedReply(await followBank(parts.database, parts.clock(), parts.effects)), 200)
  })
  app.openapi(postAccount, async (c) => {
    const { reason } = c.req.valid('json')
    const account = await asPerson(parts, c, (tx) => revealAccount(tx, c.req.valid('param').id, reason))
    return c.json({ account }, 200)
  })
}

type Wanted = { [K in keyof typeof orderFields]?: z.output<(typeof orderFields)[K]> }

export function orderFilterOf({ state, envelope, batch, case: caseId }: Wanted): OrderFilter {
  return {
    ...(state !== undefined && { states: [state] }),
    ...(envelope !== undefined && { envelopeId: envelope }),
    ...(batch !== undefined && { batchId: batch }),
    ...(caseId !== undefined && { caseId }),
  }
}

export function orderReply(row: OrderRow, me: number): OrderReply {
  const {
    amountFen,
    maskedAccount,
    madeAt,
    sentAt,
    madeBy,
    sentBy: _,
    stageId: __,
    subjectId: ___,
    ...rest
  } = row
  return {
    ...rest,
    ...{ amount: inYuan(amountFen), account: maskedAccount, mine: madeBy === me },
    ...{ madeAt: madeAt.toISOString(), sentAt: sentAt?.toISOString() ?? null },
  }
}
