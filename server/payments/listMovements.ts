// A number of the waterfall → the postings it consists of; they add up to it.
import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { type ACCOUNTS, award, moneyTransaction, personName, posting, subject } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import type { Page } from './listOrders.ts'

export type Account = (typeof ACCOUNTS)[number]

/** What was given and what came back stand in the ledger with the sign of where they come from. */
export const asShown = (account: Account, fen: number): number =>
  fen !== 0 && (account === 'source' || account === 'recovered') ? -fen : fen

export type MovementRow = Awaited<ReturnType<typeof listMovements>>[number]

/** To the account positive, from it negative; `source` and `recovered` stand with the opposite sign. */
export function listMovements(tx: Transaction, envelopeId: number, account: Account, page?: Page) {
  const { id, kind, at, personId, caseId, awardId, orderId, clawbackId, reverses, note } = moneyTransaction
  const after = page?.after === undefined ? undefined : gt(posting.id, page.after)
  const rows = tx
    .select({
      ...{ id, kind, at, personId, caseId, awardId, orderId, clawbackId, reverses, note },
      ...{ postingId: posting.id, person: personName.name, subject: subject.name, item: award.item },
      amountFen: posting.amountFen,
    })
    .from(posting)
    .innerJoin(moneyTransaction, eq(moneyTransaction.id, posting.transactionId))
    .leftJoin(personName, eq(personName.id, moneyTransaction.personId))
    .leftJoin(award, eq(award.id, moneyTransaction.awardId))
    .leftJoin(subject, eq(subject.id, award.subjectId))
    .where(and(eq(moneyTransaction.envelopeId, envelopeId), eq(posting.account, account), after))
    .orderBy(asc(posting.id))
  return page ? rows.limit(page.size) : rows
}

/** How many postings an account has in an envelope, and their sum, with the sign that they have. */
export async function sumMovements(
  tx: Transaction,
  envelopeId: number,
  account: Account,
): Promise<{ readonly count: number; readonly fen: number }> {
  const [sum] = await tx
    .select({
      count: sql`count(*)`.mapWith(Number),
      fen: sql`COALESCE(sum(${posting.amountFen}), 0)::bigint`.mapWith(Number),
    })
    .from(posting)
    .innerJoin(moneyTransaction, eq(moneyTransaction.id, posting.transactionId))
    .where(and(eq(moneyTransaction.envelopeId, envelopeId), eq(posting.account, account)))
  return sum ?? { count: 0, fen: 0 }
}
