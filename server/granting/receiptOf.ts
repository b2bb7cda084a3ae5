// A payment order that has arrived → everything that its receipt (电子回单) says, for whoever may see the order.
import { eq } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import { award, department, paymentOrder, paymentResult, subject, supportCase } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { GrantingError } from './problem.ts'

export type Receipt = {
  readonly order: string
  readonly case: string
  readonly payer: string
  readonly payee: string
  readonly bank: string
  readonly maskedAccount: string
  readonly amountFen: number
  readonly document: string
  readonly item: string
  readonly subject: string
  readonly arrivedAt: Date
  /** The bank's own number; empty where it gave none. */
  readonly reference: string
}

/** Throws GrantingError `unknown_order` where there is no such order to be seen, `not_arrived` before the money has arrived. */
export async function receiptOf(tx: Transaction, orderId: number): Promise<Receipt> {
  const [found] = await tx
    .select({
      ...{ order: paymentOrder.number, case: supportCase.number, payer: department.name },
      ...{ payee: paymentOrder.payeeName, bank: paymentOrder.payeeBank, state: paymentOrder.state },
      ...{ maskedAccount: paymentOrder.maskedAccount, amountFen: paymentOrder.amountFen },
      ...{ document: award.policy, item: award.item, subject: subject.name },
      ...{ arrivedAt: paymentResult.at, reference: paymentResult.receipt },
    })
    .from(paymentOrder)
    .innerJoin(award, eq(award.id, paymentOrder.awardId))
    .innerJoin(supportCase, eq(supportCase.id, award.caseId))
    .innerJoin(subject, eq(subject.id, award.subjectId))
    .innerJoin(department, eq(department.id, supportCase.financeDepartment))
    .leftJoin(paymentResult, eq(paymentResult.id, paymentOrder.resultId))
    .where(eq(paymentOrder.id, orderId))
  if (!found) throw new GrantingError('unknown_order', '没有这张支付单，或者您无权查看；请从办件进入')
  const { state, arrivedAt, reference, ...receipt } = found
  if (state !== 'paid' || arrivedAt === null)
    throw new GrantingError('not_arrived', `支付单 ${receipt.order} 还没有到账，到账后才有回单`)
  await record(tx, {
    act: 'receipt.read',
    object: `payment_order ${orderId}`,
    content: { order: receipt.order },
  })
  return { ...receipt, arrivedAt, reference: reference ?? '' }
}
