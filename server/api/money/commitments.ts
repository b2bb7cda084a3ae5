// /api/money/commitments: investments of funds, which can leave again; never added to grants.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { eq } from 'drizzle-orm'
import { subject } from '../../db/tables.ts'
import type { Transaction } from '../../db/transact.ts'
import { commitFund } from '../../payments/commitFund.ts'
import { exitFund } from '../../payments/exitFund.ts'
import { fenOf } from '../../payments/fen.ts'
import { listCommitments } from '../../payments/listCommitments.ts'
import { theRow } from '../../payments/problem.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, day, doneSchema, idText, jsonBody, jsonReply, line } from '../fields.ts'
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

const commitmentSchema = z
  .object({
    ...{ id: z.int(), subjectId: z.int(), subject: z.string().nullable(), fund: z.string() },
    ...{ agreement: z.string(), policy: z.string(), amount: yuan, ceiling: yuan, investedOn: z.string() },
    ...{ earliestExitOn: z.string(), exited: yuan, proceeds: yuan, decider: z.string().nullable() },
  })
  .openapi('FundCommitment')

export type CommitmentReply = z.infer<typeof commitmentSchema>

const commitmentRequest = z
  .strictObject(
    {
      creditCode: line('统一社会信用代码', 18).openapi({ example: '91500112000000019K' }),
      ...{ fund: line('基金', 80), agreement: line('协议编号', 80), policy: line('文号', 80) },
      ...{ amount: yuanField('投资金额'), ceiling: yuanField('单笔上限') },
      ...{ investedOn: day('投资日'), earliestExitOn: day('最早退出日') },
    },
    bodyErrors('creditCode、fund、agreement、policy、amount、ceiling、investedOn 和 earliestExitOn'),
  )
  .openapi('FundCommitmentRequest')

const exitRequest = z
  .strictObject(
    {
      amount: yuanField('退出金额'),
      proceeds: z
        .string('退出所得应为文本')
        .refine((text) => (fenOf(text) ?? -1) >= 0, { error: '退出所得写到分，例如 480000.00' })
        .transform((text) => fenOf(text) ?? 0)
        .openapi({ type: 'string', example: '480000.00' }),
      ...{ exitedOn: day('退出日'), reference: line('回单号', 80) },
    },
    bodyErrors('amount、proceeds、exitedOn 和 reference'),
  )
  .openapi('FundExitRequest')

const getCommitments = createRoute({
  method: 'get',
  path: '/api/money/commitments',
  summary: '基金股权投资',
  middleware: requireRole(...LOOKERS),
  responses: { 200: jsonReply('投资与退出', z.array(commitmentSchema)), ...refusals },
})

const postCommitment = createRoute({
  method: 'post',
  path: '/api/money/commitments',
  summary: '登记基金投资（审批、领导）',
  middleware: requireRole(...BUDGETERS),
  request: jsonBody(commitmentRequest),
  responses: {
    200: jsonReply('已登记', doneWithId),
    404: errorResponse('没有这家企业'),
    409: errorResponse('超过单笔上限，或协议登记过'),
    ...refusals,
  },
})

const postExit = createRoute({
  method: 'post',
  path: '/api/money/commitments/{id}/exits',
  summary: '登记基金退出（审批、领导、支付）',
  middleware: requireRole(...BUDGETERS, 'payer'),
  request: { params: z.object({ id: idText }), ...jsonBody(exitRequest) },
  responses: { 200: jsonReply('已登记', doneSchema), 409: errorResponse('没有到最早退出日'), ...refusals },
})

export function addCommitments(app: OpenAPIHono, parts: MoneyParts): void {
  app.openapi(getCommitments, async (c) => {
    const rows = await asPerson(parts, c, listCommitments)
    const replies = rows.map(({ amountFen, ceilingFen, exitedFen, proceedsFen, ...row }) => ({
      ...{ ...row, amount: inYuan(amountFen), ceiling: inYuan(ceilingFen) },
      ...{ exited: inYuan(exitedFen), proceeds: inYuan(proceedsFen) },
    }))
    return c.json(replies, 200)
  })
  app.openapi(postCommitment, async (c) => {
    const { creditCode, amount: amountFen, ceiling: ceilingFen, ...made } = c.req.valid('json')
    const id = await asPerson(parts, c, async (tx) => {
      const { id: subjectId, district } = await subjectOf(tx, creditCode)
      return commitFund(tx, { subjectId, district, amountFen, ceilingFen, ...made })
    })
    return c.json(id, 200)
  })
  app.openapi(postExit, async (c) => {
    const { amount: amountFen, proceeds: proceedsFen, ...left } = c.req.valid('json')
    const { id: commitmentId } = c.req.valid('param')
    await asPerson(parts, c, (tx) => exitFund(tx, { commitmentId, amountFen, proceedsFen, ...left }))
    return c.json({ done: true } as const, 200)
  })
}

async function subjectOf(tx: Transaction, creditCode: string) {
  const { id, district } = subject
  const rows = await tx.select({ id, district }).from(subject).where(eq(subject.creditCode, creditCode))
  return theRow(rows, `家企业：${creditCode}`)
}
