// /api/money/reconciliation and /api/money/forecast: orders beside the bank's word and the ledger; what is still to come.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { forecastCosts } from '../../payments/forecastCosts.ts'
import { listEnvelopes } from '../../payments/listEnvelopes.ts'
import {
  type ReconciledRow,
  type ReconcileFilter,
  reconcile,
  STANDINGS,
  sumStandings,
} from '../../payments/reconcile.ts'
import { jsonReply, moment } from '../fields.ts'
import { requireRole } from '../visitor.ts'
import {
  asPerson,
  BATCH_LOOKERS,
  inYuan,
  LOOKERS,
  type MoneyParts,
  paged,
  pageOf,
  paging,
  refusals,
  yuan,
} from './moneyParts.ts'

const rowSchema = z
  .object({
    ...{ id: z.int(), number: z.string(), standing: z.enum(STANDINGS), amount: yuan, payeeName: z.string() },
    ...{ subject: z.string().nullable(), item: z.string(), caseId: z.int() },
    ...{ envelopeId: z.int(), envelope: z.string().nullable() },
    ...{ batchId: z.int().nullable(), batch: z.string().nullable(), sentAt: moment.nullable() },
    days: z.int().nullable().openapi({ description: '发送后的天数；有最终结果的为空' }),
    result: z.enum(['accepted', 'paid', 'returned', 'unknown']).nullable(),
    ...{ resultAt: moment.nullable(), reason: z.string().nullable() },
    source: z.enum(['bank', 'file', 'person']).nullable(),
    ...{ ledgerInTransit: yuan, ledgerPaid: yuan },
    agrees: z.boolean().openapi({ description: '支付单、银行结果、账三方一致' }),
  })
  .openapi('ReconciledOrder')

export type ReconciledReply = z.infer<typeof rowSchema>

const checkSchema = z.object({ orders: yuan, ledger: yuan, agrees: z.boolean() })

const reconciliationSchema = z
  .object({
    standings: z.array(z.object({ standing: z.enum(STANDINGS), count: z.int(), sum: yuan })),
    inTransit: checkSchema.openapi({ description: '在途：支付单合计与账上合计' }),
    paid: checkSchema.openapi({ description: '已付：支付单合计与账上合计' }),
    ...{ count: z.int(), sum: yuan, orders: z.array(rowSchema), next: z.int().optional() },
  })
  .openapi('Reconciliation')

export type ReconciliationReply = z.infer<typeof reconciliationSchema>

export const reconciliationFields = {
  standing: z.enum(STANDINGS, '没有这个对账状态').optional(),
  envelope: z.coerce.number().int().positive().optional(),
}

const getReconciliation = createRoute({
  method: 'get',
  path: '/api/money/reconciliation',
  summary: '对账：支付单、银行结果、账',
  middleware: requireRole(...BATCH_LOOKERS),
  request: { query: z.object({ ...paging, ...reconciliationFields }) },
  responses: { 200: jsonReply('各状态的张数与合计，和一页支付单', reconciliationSchema), ...refusals },
})

const forecastSchema = z
  .object({
    ...{ envelopeId: z.int(), envelope: z.string() },
    month: z.string().nullable().openapi({ example: '2026-12', description: 'null：没有定支付日' }),
    ...{ sum: yuan, waiting: yuan, stages: z.int() },
  })
  .openapi('MoneyForecast')

export type ForecastReply = z.infer<typeof forecastSchema>

const getForecast = createRoute({
  method: 'get',
  path: '/api/money/forecast',
  summary: '已核定的各期还要支付多少，按资金盘子和月份',
  middleware: requireRole(...LOOKERS),
  request: { query: z.object({ envelope: reconciliationFields.envelope }) },
  responses: { 200: jsonReply('后续支出；合计等于核定待付加在途', z.array(forecastSchema)), ...refusals },
})

export function addReconciliation(app: OpenAPIHono, parts: MoneyParts): void {
  app.openapi(getReconciliation, async (c) => {
    const { after, size, standing, envelope } = c.req.valid('query')
    const place = envelope === undefined ? {} : { envelopeId: envelope }
    const filter: ReconcileFilter = { ...place, ...(standing !== undefined && { standings: [standing] }) }
    const found = await asPerson(parts, c, async (tx) => ({
      all: await sumStandings(tx, place),
      orders: await reconcile(tx, parts.clock(), filter, pageOf({ after, size })),
      envelopes: (await listEnvelopes(tx)).filter((each) => envelope === undefined || each.id === envelope),
    }))
    const wanted = found.all.filter((each) => standing === undefined || each.standing === standing)
    const { rows, next } = paged(found.orders, size, (each) => each.id)
    const fenOf = (...standings: readonly string[]) =>
      total(found.all.filter((each) => standings.includes(each.standing)).map((each) => each.fen))
    return c.json(
      {
        standings: found.all.map(({ fen, ...each }) => ({ ...each, sum: inYuan(fen) })),
        inTransit: check(
          fenOf('in_transit', 'unknown'),
          total(found.envelopes.map((each) => each.inTransitFen)),
        ),
        paid: check(fenOf('paid'), total(found.envelopes.map((each) => each.paidFen))),
        count: total(wanted.map((each) => each.count)),
        sum: inYuan(total(wanted.map((each) => each.fen))),
        orders: rows.map(reconciledReply),
        ...(next !== undefined && { next }),
      },
      200,
    )
  })
  app.openapi(getForecast, async (c) => {
    const { envelope } = c.req.valid('query')
    const found = await asPerson(parts, c, async (tx) => ({
      forecast: await forecastCosts(tx, envelope),
      envelopes: await listEnvelopes(tx),
    }))
    const titles = new Map(found.envelopes.map((each) => [each.id, each.title]))
    const rows = found.forecast.map(({ fen, waitingFen, ...each }) => ({
      ...{
        ...each,
        envelope: titles.get(each.envelopeId) ?? '',
        sum: inYuan(fen),
        waiting: inYuan(waitingFen),
      },
    }))
    return c.json(rows, 200)
  })
}

const total = (amounts: readonly number[]): number => amounts.reduce((sum, each) => sum + each, 0)

function check(orders: number, ledger: number) {
  return { orders: inYuan(orders), ledger: inYuan(ledger), agrees: orders === ledger }
}

function reconciledReply({
  amountFen,
  inTransitFen,
  paidFen,
  sentAt,
  resultAt,
  ...row
}: ReconciledRow): ReconciledReply {
  return {
    ...{
      ...row,
      amount: inYuan(amountFen),
      ledgerInTransit: inYuan(inTransitFen),
      ledgerPaid: inYuan(paidFen),
    },
    ...{ sentAt: sentAt?.toISOString() ?? null, resultAt: resultAt?.toISOString() ?? null },
  }
}
