// A number of the waterfall → the postings it consists of; they add up to it.
import { and, asc, eq } from 'drizzle-orm'
import { type ACCOUNTS, moneyTransaction, posting } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'

export type Account = (typeof ACCOUNTS)[number]

/** To the account positive, from it negative; `source` and `recovered` stand with the opposite sign. */
export function listMovements(tx: Transaction, envelopeId: number, account: Account) {
  const { id, kind, at, personId, caseId, awardId, orderId, clawbackId, reverses, note } = moneyTransaction
  return tx
    .select({
      ...{ id, kind, at, personId, caseId, awardId, orderId, clawbackId, reverses, note },
      amountFen: posting.amountFen,
    })
    .from(posting)
    .innerJoin(moneyTransaction, eq(moneyTransaction.id, posting.transactionId))
    .where(and(eq(moneyTransaction.envelopeId, envelopeId), eq(posting.account, account)))
    .orderBy(asc(posting.id))
}
