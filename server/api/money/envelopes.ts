// /api/money/envelopes: budget → reserved → in transit → paid → recovered, and the movements behind each number.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { ACCOUNTS } from '../../db/tables.ts'
import { allotFunds } from '../../payments/allotFunds.ts'
import { extendEnvelope } from '../../payments/extendEnvelope.ts'
import { type EnvelopeRow, listEnvelopes } from '../../payments/listEnvelopes.ts'
import {
  type Account,
  asShown,
  listMovements,
  type MovementRow,
  sumMovements,
} from '../../payments/listMovements.ts'
import { openEnvelope } from '../../payments/openEnvelope.ts'
import { theRow } from '../../payments/problem.ts'
import { reverseTransaction } from '../../payments/reverseTransaction.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, day, doneSchema, idText, jsonBody, jsonReply, line, moment } from '../fields.ts'
import { requireRole } from '../visitor.ts'
import {
  asPerson,
  BUDGETERS,
  doneWithId,
  inYuan,
  LOOKERS,
  type MoneyParts,
  paged,
  pageOf,
  paging,
  refusals,
  yuan,
  yuanField,
} from './moneyParts.ts'

const envelopeSchema = z
  .object({
    ...{ id: z.int(), title: z.string(), programme: z.string(), policy: z.string(), year: z.int() },
    ...{ source: z.enum(['central', 'municipal', 'district', 'fund']), district: z.string().nullable() },
    ...{ validFrom: z.string(), expiresOn: z.string() },
    ...{ allotted: yuan, available: yuan, reserved: yuan, inTransit: yuan, paid: yuan, recovered: yuan },
  })
  .openapi('MoneyEnvelope')

export type EnvelopeReply = z.infer<typeof envelopeSchema>

const movementSchema = z
  .object({
    ...{ id: z.int(), kind: z.string(), at: moment, amount: yuan, note: z.string() },
    ...{ person: z.string().nullable(), subject: z.string().nullable(), item: z.string().nullable() },
    ...{ caseId: z.int().nullable(), orderId: z.int().nullable(), reverses: z.int().nullable() },
  })
  .openapi('MoneyMovement')

const oneSchema = z
  .object({
    envelope: envelopeSchema,
    account: z.enum(ACCOUNTS),
    count: z.int(),
    sum: yuan.openapi({ description: '全部往来的合计，等于盘子上的这个数' }),
    movements: z.array(movementSchema),
    next: z.int().optional(),
  })
  .openapi('MoneyEnvelopeMovements')

export type EnvelopeMovementsReply = z.infer<typeof oneSchema>

export const envelopeFields = {
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  policy: line('文号', 80).optional().openapi({ description: '文号，例如 渝北府发〔2021〕13号' }),
}

const accountField = z.enum(ACCOUNTS, `账户只有 ${ACCOUNTS.join('、')}`)

const newEnvelope = z
  .strictObject(
    {
      ...{ title: line('名称', 80), programme: line('专项', 80), policy: line('文号', 80) },
      year: z.int('年度应为整数').min(2000).max(2100),
      source: z.enum(
        ['central', 'municipal', 'district', 'fund'],
        '来源只有 central、municipal、district、fund',
      ),
      district: line('区县', 40).nullable(),
      ...{ validFrom: day('生效日'), expiresOn: day('到期日') },
    },
    bodyErrors('title、programme、policy、year、source、district、validFrom 和 expiresOn'),
  )
  .openapi('NewEnvelopeRequest')

const allotment = z
  .strictObject(
    { amount: yuanField('金额', true), document: line('下达文件', 120) },
    bodyErrors('amount 和 document'),
  )
  .openapi('AllotmentRequest')

const extension = z
  .strictObject(
    { expiresOn: day('到期日'), document: line('依据文件', 120) },
    bodyErrors('expiresOn 和 document'),
  )
  .openapi('ExtensionRequest')

const reversal = z
  .strictObject({ reason: line('原因', 500) }, bodyErrors('reason'))
  .openapi('ReversalRequest')

const getEnvelopes = createRoute({
  method: 'get',
  path: '/api/money/envelopes',
  summary: '资金盘子：下达、可用、核定待付、在途、已付、已追回',
  middleware: requireRole(...LOOKERS),
  request: { query: z.object(envelopeFields) },
  responses: { 200: jsonReply('我这里的资金盘子', z.array(envelopeSchema)), ...refusals },
})

const postEnvelope = createRoute({
  method: 'post',
  path: '/api/money/envelopes',
  summary: '开立资金盘子（审批、领导）',
  middleware: requireRole(...BUDGETERS),
  request: jsonBody(newEnvelope),
  responses: { 200: jsonReply('已开立', doneWithId), 409: errorResponse('已经有了'), ...refusals },
})

const getEnvelope = createRoute({
  method: 'get',
  path: '/api/money/envelopes/{id}',
  summary: '一个资金盘子和构成其中一个数的往来',
  middleware: requireRole(...LOOKERS),
  request: {
    params: z.object({ id: idText }),
    query: z.object({ ...paging, account: accountField.default('available') }),
  },
  responses: { 200: jsonReply('一页往来', oneSchema), 404: errorResponse('没有这个资金盘子'), ...refusals },
})

const postAllotment = createRoute({
  method: 'post',
  path: '/api/money/envelopes/{id}/allotments',
  summary: '下达资金，或调减（审批、领导）',
  middleware: requireRole(...BUDGETERS),
  request: { params: z.object({ id: idText }), ...jsonBody(allotment) },
  responses: {
    200: jsonReply('已下达', doneSchema),
    409: errorResponse('这份文件已经下达过，或可用余额不够调减'),
    ...refusals,
  },
})

const postExtension = createRoute({
  method: 'post',
  path: '/api/money/envelopes/{id}/extensions',
  summary: '延期（审批、领导）',
  middleware: requireRole(...BUDGETERS),
  request: { params: z.object({ id: idText }), ...jsonBody(extension) },
  responses: { 200: jsonReply('已延期', doneSchema), 404: errorResponse('没有这个资金盘子'), ...refusals },
})

const postReversal = createRoute({
  method: 'post',
  path: '/api/money/movements/{id}/reversal',
  summary: '冲正记错的下达或追回（审批、领导，不是原来经手的人）',
  middleware: requireRole(...BUDGETERS),
  request: { params: z.object({ id: idText }), ...jsonBody(reversal) },
  responses: { 200: jsonReply('已冲正', doneSchema), 409: errorResponse('不能冲正'), ...refusals },
})

export function addEnvelopes(app: OpenAPIHono, parts: MoneyParts): void {
  app.openapi(getEnvelopes, async (c) => {
    const rows = await asPerson(parts, c, (tx) => listEnvelopes(tx, filterOf(c.req.valid('query'))))
    return c.json(rows.map(envelopeReply), 200)
  })
  app.openapi(postEnvelope, async (c) =>
    c.json(await asPerson(parts, c, (tx) => openEnvelope(tx, c.req.valid('json'))), 200),
  )
  app.openapi(getEnvelope, async (c) => {
    const { account, ...page } = c.req.valid('query')
    const { id } = c.req.valid('param')
    const found = await asPerson(parts, c, async (tx) => ({
      envelope: theRow(await listEnvelopes(tx, { id }), '个资金盘子'),
      movements: await listMovements(tx, id, account, pageOf(page)),
      sum: await sumMovements(tx, id, account),
    }))
    const { rows, next } = paged(found.movements, page.size, (each) => each.postingId)
    return c.json(
      {
        ...{ envelope: envelopeReply(found.envelope), account, count: found.sum.count },
        sum: inYuan(asShown(account, found.sum.fen)),
        movements: rows.map((each) => movementReply(account, each)),
        ...(next !== undefined && { next }),
      },
      200,
    )
  })
  app.openapi(postAllotment, async (c) => {
    const { amount: amountFen, document } = c.req.valid('json')
    const { id: envelopeId } = c.req.valid('param')
    await asPerson(parts, c, (tx) => allotFunds(tx, { envelopeId, amountFen, document }))
    return c.json({ done: true } as const, 200)
  })
  app.openapi(postExtension, async (c) => {
    const { id: envelopeId } = c.req.valid('param')
    await asPerson(parts, c, (tx) => extendEnvelope(tx, { envelopeId, ...c.req.valid('json') }))
    return c.json({ done: true } as const, 200)
  })
  app.openapi(postReversal, async (c) => {
    const { reason } = c.req.valid('json')
    await asPerson(parts, c, (tx) => reverseTransaction(tx, c.req.valid('param').id, reason))
    return c.json({ done: true } as const, 200)
  })
}

type Wanted = { readonly year?: number | undefined; readonly policy?: string | undefined }

export function filterOf({ year, policy }: Wanted) {
  return { ...(year !== undefined && { year }), ...(policy !== undefined && { policy }) }
}

function envelopeReply(row: EnvelopeRow): EnvelopeReply {
  const { allottedFen, availableFen, reservedFen, inTransitFen, paidFen, recoveredFen, ...about } = row
  return {
    ...about,
    ...{ allotted: inYuan(allottedFen), available: inYuan(availableFen), reserved: inYuan(reservedFen) },
    ...{ inTransit: inYuan(inTransitFen), paid: inYuan(paidFen), recovered: inYuan(recoveredFen) },
  }
}

function movementReply(account: Account, row: MovementRow) {
  const { id, kind, at, amountFen, note, person, subject, item, caseId, orderId, reverses } = row
  return {
    ...{ id, kind, at: at.toISOString(), amount: inYuan(asShown(account, amountFen)), note },
    ...{ person, subject, item, caseId, orderId, reverses },
  }
}
