// What a bank said of one order → a result, which moves the order and the ledger, in one transaction with the log.
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { paymentResult } from '../db/tables.ts'
import { JOB, transact } from '../db/transact.ts'
import type { BankReply } from './bank.ts'
import { inWords, MoneyError } from './problem.ts'

/** The bank's reply, or that there was none. */
export type Reply = BankReply | { readonly kind: 'unknown'; readonly reason: string }

/** False when another process has recorded it already. */
export async function recordReply(
  database: Database,
  orderId: number,
  reply: Reply,
  now: Date,
): Promise<boolean> {
  const { kind: result, ...said } = reply
  const row = { at: now, ...said, orderId, result, source: 'bank' as const }
  try {
    await transact(database, { actor: JOB, now }, async (tx) => {
      await inWords(tx.insert(paymentResult).values(row))
      await record(tx, { act: `bank.${result}`, object: `payment_order ${orderId}`, content: row })
    })
    return true
  } catch (error) {
    if (error instanceof MoneyError && error.kind === 'state') return false
    throw error
  }
}
