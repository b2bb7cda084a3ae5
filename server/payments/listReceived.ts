// A subject → the payments that arrived, the latest first, and what it has paid back.
import { and, desc, eq } from 'drizzle-orm'
import {
  award,
  awardStage,
  clawback,
  paymentOrder,
  paymentResult,
  recovery,
  supportCase,
} from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'

export type Received = Awaited<ReturnType<typeof listReceived>>
export type PaidBack = Awaited<ReturnType<typeof listPaidBack>>

/** `policy`: the document's number; `item`: its title. A payment that came back is none. */
export function listReceived(tx: Transaction, subject: number) {
  const { number, amountFen, payeeBank, maskedAccount, receipt } = paymentOrder
  return tx
    .select({
      ...{ number, amountFen, payeeBank, maskedAccount, receipt },
      ...{ arrivedAt: paymentResult.at, policy: award.policy, item: award.item, year: award.year },
      ...{ stage: awardStage.number, caseId: award.caseId, caseNumber: supportCase.number },
    })
    .from(paymentOrder)
    .innerJoin(award, eq(award.id, paymentOrder.awardId))
    .innerJoin(awardStage, eq(awardStage.id, paymentOrder.stageId))
    .innerJoin(paymentResult, eq(paymentResult.id, paymentOrder.resultId))
    .leftJoin(supportCase, eq(supportCase.id, award.caseId))
    .where(and(eq(award.subjectId, subject), eq(paymentOrder.state, 'paid')))
    .orderBy(desc(paymentResult.at), desc(paymentOrder.id))
}

export function listPaidBack(tx: Transaction, subject: number) {
  const { amountFen, receivedOn, reference } = recovery
  return tx
    .select({
      ...{ amountFen, receivedOn, reference },
      item: award.item,
      caseId: award.caseId,
      reason: clawback.reason,
    })
    .from(recovery)
    .innerJoin(clawback, eq(clawback.id, recovery.clawbackId))
    .innerJoin(award, eq(award.id, clawback.awardId))
    .where(eq(award.subjectId, subject))
    .orderBy(desc(recovery.receivedOn), desc(recovery.id))
}
