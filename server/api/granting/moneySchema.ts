// What screens and callers learn of the decision on a case and of its money, and what an act needs beside its words.
import { z } from '@hono/zod-openapi'
import type { Finding } from '#lang'
import { ORDER_STATES } from '../../db/tables.ts'
import { evidenceSchema } from '../../decisions/decision.ts'
import { followedSchema } from '../../decisions/followReadings.ts'
import { moment } from '../fields.ts'
import {
  amountSchema,
  basisSchema,
  findingSchema,
  outcomeSchema,
  readingSchema,
  yuan,
} from '../findingSchema.ts'

const day = z.string().openapi({ example: '2026-12-31' })

const lawfulSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('settled'), yuan }),
    z.object({ kind: z.literal('between'), least: yuan, most: yuan.nullable() }),
    z.object({ kind: z.literal('oneOf'), yuan: z.array(yuan) }),
  ])
  .openapi('LawfulAward', { description: '可以核定的金额：只有一个，或在一个范围、几个数之中由有权机关确定' })

export const proposalSchema = z
  .object({
    on: day.openapi({ description: '按哪一天的规定：申报日' }),
    outcome: outcomeSchema,
    amount: amountSchema,
    readings: z.array(readingSchema),
    basis: z.array(basisSchema),
    lawful: lawfulSchema,
    open: z.string().nullable().openapi({ description: '为什么还不能核定；空为可以' }),
  })
  .openapi('DecisionProposal')

export const payeeSchema = z
  .object({
    name: z.string(),
    bank: z.string(),
    account: z.string().openapi({ description: '只有最后四位', example: '************5678' }),
    confirmedAt: moment,
  })
  .openapi('Payee')

const envelopeChoiceSchema = z.object({
  id: z.int(),
  title: z.string(),
  source: z.enum(['central', 'municipal', 'district', 'fund']),
  available: yuan,
  suffices: z.boolean(),
})

export const asksSchema = z
  .object({
    decision: proposalSchema.optional(),
    envelopes: z.object({ award: yuan, choices: z.array(envelopeChoiceSchema) }).optional(),
    payee: payeeSchema.nullable().optional().openapi({ description: 'null：企业还没有确认收款账户' }),
    result: z
      .object({
        kind: z.enum(['paid', 'returned', 'unknown']),
        orders: z.array(z.object({ number: z.string(), yuan })),
      })
      .optional()
      .openapi({ description: '替银行登记结果：到账写回单号，退票和不明写原因' }),
  })
  .openapi('ActAsks', { description: '随操作要选定的：口径和金额、资金盘子、收款账户、银行结果' })

const decisionSchema = z
  .object({
    id: z.int(),
    hash: z.string(),
    on: day,
    decidedAt: moment,
    rules: z.string().openapi({ description: '规则版本的散列' }),
    outcome: outcomeSchema,
    award: yuan,
    basis: z.string().openapi({ description: '文件给出范围时，为什么核定这个金额' }),
    readings: z.array(
      followedSchema.extend({ title: z.string(), label: z.string() }).openapi({ description: '采用的读法' }),
    ),
    finding: findingSchema,
    evidence: z.array(evidenceSchema),
  })
  .openapi('CaseDecision')

const orderSchema = z
  .object({
    id: z.int(),
    number: z.string(),
    yuan,
    state: z.enum(ORDER_STATES),
    payee: z.string(),
    bank: z.string(),
    account: z.string(),
    madeAt: moment,
    sentAt: moment.nullable(),
    results: z.array(
      z.object({
        result: z.enum(['accepted', 'paid', 'returned', 'unknown']),
        ...{ at: moment, reason: z.string(), receipt: z.string().nullable() },
      }),
    ),
  })
  .openapi('CaseOrder')

export const moneySchema = z
  .object({
    decision: decisionSchema.nullable(),
    stages: z.array(
      z.object({
        ...{ number: z.int(), yuan, paid: yuan, waitsFor: z.string(), dueOn: day.nullable() },
        state: z.enum(['waiting', 'due', 'ordered', 'paid', 'released']),
      }),
    ),
    orders: z.array(orderSchema),
    payee: payeeSchema.nullable(),
    clearance: z
      .object({ found: z.boolean(), note: z.string(), at: moment })
      .nullable()
      .openapi({ description: '最近一次拨付前复查；只有办理部门看得到' }),
    plan: z
      .array(
        z.object({
          ...{ stage: z.string(), kind: z.enum(['before', 'here', 'later']) },
          ...{ opensOn: day.nullable(), waitsFor: z.string() },
        }),
      )
      .openapi({ description: '分年支付的事项：各阶段及其日期' }),
  })
  .openapi('CaseMoney')

export type AsksReply = z.infer<typeof asksSchema>
export type ProposalReply = z.infer<typeof proposalSchema>

type Decided = NonNullable<z.infer<typeof moneySchema>['decision']>
export type MoneyReply = Omit<z.infer<typeof moneySchema>, 'decision'> & {
  readonly decision: (Omit<Decided, 'finding'> & { readonly finding: Finding }) | null
}
