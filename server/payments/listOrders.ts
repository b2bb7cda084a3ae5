// Payment orders with what they pay for; accounts are masked.
import { and, asc, eq } from 'drizzle-orm'
import { award, awardStage, type ORDER_STATES, paymentOrder } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'

export type OrderFilter = {
  readonly envelopeId?: number
  readonly caseId?: number
  readonly batchId?: number
  readonly state?: (typeof ORDER_STATES)[number]
}

export function listOrders(tx: Transaction, { envelopeId, caseId, batchId, state }: OrderFilter) {
  const { id, number, amountFen, payeeName, payeeBank, maskedAccount, replaces } = paymentOrder
  const { madeBy, madeAt, sentBy, sentAt, receipt } = paymentOrder
  return tx
    .select({
      ...{ id, number, amountFen, payeeName, payeeBank, maskedAccount, replaces },
      ...{ madeBy, madeAt, sentBy, sentAt, receipt },
      ...{ state: paymentOrder.state, batchId: paymentOrder.batchId, stageId: paymentOrder.stageId },
      ...{ caseId: award.caseId, subjectId: award.subjectId, item: award.item, policy: award.policy },
      stage: awardStage.number,
    })
    .from(paymentOrder)
    .innerJoin(award, eq(award.id, paymentOrder.awardId))
    .innerJoin(awardStage, eq(awardStage.id, paymentOrder.stageId))
    .where(
      and(
        envelopeId === undefined ? undefined : eq(award.envelopeId, envelopeId),
        caseId === undefined ? undefined : eq(award.caseId, caseId),
        batchId === undefined ? undefined : eq(paymentOrder.batchId, batchId),
        state === undefined ? undefined : eq(paymentOrder.state, state),
      ),
    )
    .orderBy(asc(paymentOrder.id))
}
