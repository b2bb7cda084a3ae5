// Payment orders with what they pay for, and whose hands they went through; accounts are masked.
import { and, asc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import {
  award,
  awardStage,
  envelope,
  type ORDER_STATES,
  paymentBatch,
  paymentOrder,
  personName,
  subject,
  supportCase,
} from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'

export type OrderFilter = {
  readonly envelopeId?: number
  readonly caseId?: number
  readonly batchId?: number
  readonly states?: readonly (typeof ORDER_STATES)[number][]
}

/** A part of a long list: what follows the row of this number. */
export type Page = { readonly after?: number; readonly size: number }

export type OrderRow = Awaited<ReturnType<typeof listOrders>>[number]

const maker = alias(personName, 'maker')
const sender = alias(personName, 'sender')

/** All of them in order, or one page. */
export function listOrders(tx: Transaction, filter: OrderFilter, page?: Page) {
  const { id, number, amountFen, payeeName, payeeBank, maskedAccount, replaces } = paymentOrder
  const { madeBy, madeAt, sentBy, sentAt, receipt } = paymentOrder
  const rows = tx
    .select({
      ...{ id, number, amountFen, payeeName, payeeBank, maskedAccount, replaces },
      ...{ madeBy, madeAt, sentBy, sentAt, receipt, maker: maker.name, sender: sender.name },
      ...{ state: paymentOrder.state, stageId: paymentOrder.stageId, awardId: paymentOrder.awardId },
      ...{ batchId: paymentOrder.batchId, batch: paymentBatch.number },
      ...{ caseId: award.caseId, caseNumber: supportCase.number, subject: subject.name },
      ...{ subjectId: award.subjectId, item: award.item, policy: award.policy },
      ...{ envelopeId: award.envelopeId, envelope: envelope.title, stage: awardStage.number },
    })
    .from(paymentOrder)
    .innerJoin(award, eq(award.id, paymentOrder.awardId))
    .innerJoin(awardStage, eq(awardStage.id, paymentOrder.stageId))
    .leftJoin(envelope, eq(envelope.id, award.envelopeId))
    .leftJoin(subject, eq(subject.id, award.subjectId))
    .leftJoin(supportCase, eq(supportCase.id, award.caseId))
    .leftJoin(paymentBatch, eq(paymentBatch.id, paymentOrder.batchId))
    .leftJoin(maker, eq(maker.id, paymentOrder.madeBy))
    .leftJoin(sender, eq(sender.id, paymentOrder.sentBy))
    .where(
      and(...conditions(filter), page?.after === undefined ? undefined : gt(paymentOrder.id, page.after)),
    )
    .orderBy(asc(paymentOrder.id))
  return page ? rows.limit(page.size) : rows
}

/** How many there are, and their sum: of all that the filter lets through. */
export async function sumOrders(
  tx: Transaction,
  filter: OrderFilter,
): Promise<{ readonly count: number; readonly fen: number }> {
  const [sum] = await tx
    .select({
      count: sql`count(*)`.mapWith(Number),
      fen: sql`COALESCE(sum(${paymentOrder.amountFen}), 0)::bigint`.mapWith(Number),
    })
    .from(paymentOrder)
    .innerJoin(award, eq(award.id, paymentOrder.awardId))
    .where(and(...conditions(filter)))
  return sum ?? { count: 0, fen: 0 }
}

function conditions({ envelopeId, caseId, batchId, states }: OrderFilter): (SQL | undefined)[] {
  return [
    envelopeId === undefined ? undefined : eq(award.envelopeId, envelopeId),
    caseId === undefined ? undefined : eq(award.caseId, caseId),
    batchId === undefined ? undefined : eq(paymentOrder.batchId, batchId),
    states === undefined ? undefined : inArray(paymentOrder.state, [...states]),
  ]
}
