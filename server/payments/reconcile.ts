// Orders, what the bank said, and the ledger, side by side: what is open, how long it has been under way, and whether the
// three say the same.
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import { dayInChina } from '../clock/dayInChina.ts'
import {
  award,
  envelope,
  moneyTransaction,
  paymentBatch,
  paymentOrder,
  paymentResult,
  posting,
  subject,
} from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import type { Page } from './listOrders.ts'

/** Where an order stands between us and the bank. `replaced`: returned, and paid anew by another order. */
export const STANDINGS = ['made', 'batched', 'in_transit', 'unknown', 'returned', 'replaced', 'paid'] as const
export type OrderStanding = (typeof STANDINGS)[number]

export type ReconcileFilter = { readonly envelopeId?: number; readonly standings?: readonly OrderStanding[] }

// By the order that names it, or by a later one of the same stage where the first that named it was cancelled.
const replaced = sql`EXISTS (SELECT 1 FROM payment_order AS later WHERE later.stage_id = ${paymentOrder.stageId}
  AND later.id > ${paymentOrder.id} AND later.state <> 'cancelled')`
const standing = sql<OrderStanding>`CASE WHEN ${paymentOrder.state} = 'sent' THEN 'in_transit'
  WHEN ${paymentOrder.state} = 'returned' AND ${replaced} THEN 'replaced' ELSE ${paymentOrder.state} END`

const postedTo = (account: string) =>
  sql`COALESCE((SELECT sum(${posting.amountFen}) FROM ${posting} JOIN ${moneyTransaction} ON ${moneyTransaction.id} = ${posting.transactionId}
    WHERE ${moneyTransaction.orderId} = ${paymentOrder.id} AND ${posting.account} = ${account}), 0)::bigint`.mapWith(
    Number,
  )

export type ReconciledRow = {
  readonly id: number
  readonly number: string
  readonly standing: OrderStanding
  readonly amountFen: number
  readonly payeeName: string
  readonly subject: string | null
  readonly item: string
  readonly caseId: number
  readonly envelopeId: number
  readonly envelope: string | null
  readonly batchId: number | null
  readonly batch: string | null
  readonly sentAt: Date | null
  /** Whole days since it was sent, while there is no final answer. */
  readonly days: number | null
  readonly result: (typeof paymentResult.$inferSelect)['result'] | null
  readonly resultAt: Date | null
  readonly source: (typeof paymentResult.$inferSelect)['source'] | null
  readonly reason: string | null
  /** What the ledger holds of it. */
  readonly inTransitFen: number
  readonly paidFen: number
  /** Whether order, bank and ledger say the same. */
  readonly agrees: boolean
}

/** All orders that were not cancelled, in order; or one page. */
export async function reconcile(
  tx: Transaction,
  now: Date,
  filter: ReconcileFilter,
  page?: Page,
): Promise<ReconciledRow[]> {
  const { id, number, amountFen, payeeName, sentAt } = paymentOrder
  const { result, source, reason } = paymentResult
  const after = page?.after === undefined ? undefined : gt(paymentOrder.id, page.after)
  const asked = tx
    .select({
      ...{ id, number, standing, amountFen, payeeName, sentAt, result, source, reason },
      ...{ subject: subject.name, item: award.item, caseId: award.caseId },
      ...{ envelopeId: award.envelopeId, envelope: envelope.title },
      ...{ batchId: paymentOrder.batchId, batch: paymentBatch.number, resultAt: paymentResult.at },
      ...{ inTransitFen: postedTo('in_transit'), paidFen: postedTo('paid') },
    })
    .from(paymentOrder)
    .innerJoin(award, eq(award.id, paymentOrder.awardId))
    .leftJoin(envelope, eq(envelope.id, award.envelopeId))
    .leftJoin(subject, eq(subject.id, award.subjectId))
    .leftJoin(paymentBatch, eq(paymentBatch.id, paymentOrder.batchId))
    .leftJoin(paymentResult, eq(paymentResult.id, paymentOrder.resultId))
    .where(and(...conditions(filter), after))
    .orderBy(asc(paymentOrder.id))
  const rows = await (page ? asked.limit(page.size) : asked)
  return rows.map((row) => ({ ...row, days: daysOpen(row, now), agrees: agrees(row) }))
}

export type StandingSum = { readonly standing: OrderStanding; readonly count: number; readonly fen: number }

/** Every standing with how many orders have it and their sum; those that none has with zero. */
export async function sumStandings(tx: Transaction, filter: ReconcileFilter): Promise<StandingSum[]> {
  const rows = await tx
    .select({
      standing,
      count: sql`count(*)`.mapWith(Number),
      fen: sql`COALESCE(sum(${paymentOrder.amountFen}), 0)::bigint`.mapWith(Number),
    })
    .from(paymentOrder)
    .innerJoin(award, eq(award.id, paymentOrder.awardId))
    .where(and(...conditions(filter)))
    .groupBy(standing)
  return STANDINGS.map(
    (each) => rows.find((row) => row.standing === each) ?? { standing: each, count: 0, fen: 0 },
  )
}

function conditions({ envelopeId, standings }: ReconcileFilter) {
  return [
    sql`${paymentOrder.state} <> 'cancelled'`,
    envelopeId === undefined ? undefined : eq(award.envelopeId, envelopeId),
    standings === undefined ? undefined : inArray(standing, [...standings]),
  ]
}

const DAY = 86_400_000

/** Days on the calendar of China: what was sent last night is a day old this morning. */
function daysOpen(
  { standing: at, sentAt }: { standing: OrderStanding; sentAt: Date | null },
  now: Date,
): number | null {
  if (sentAt === null || (at !== 'in_transit' && at !== 'unknown')) return null
  return Math.round((Date.parse(dayInChina(now)) - Date.parse(dayInChina(sentAt))) / DAY)
}

type Sides = Pick<ReconciledRow, 'standing' | 'amountFen' | 'inTransitFen' | 'paidFen' | 'result'>

function agrees({ standing: at, amountFen, inTransitFen, paidFen, result }: Sides): boolean {
  switch (at) {
    case 'made':
    case 'batched':
      return inTransitFen === 0 && paidFen === 0 && result === null
    case 'in_transit':
      return inTransitFen === amountFen && paidFen === 0 && (result === null || result === 'accepted')
    case 'unknown':
      return inTransitFen === amountFen && paidFen === 0 && result === 'unknown'
    case 'returned':
    case 'replaced':
      return inTransitFen === 0 && paidFen === 0 && result === 'returned'
    case 'paid':
      return inTransitFen === 0 && paidFen === amountFen && result === 'paid'
  }
}
