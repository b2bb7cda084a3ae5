// A payment order → the whole account it pays to; who looked, and why, is in the log.
import { sql } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import type { Transaction } from '../db/transact.ts'
import { inWords, theRow } from './problem.ts'

export async function revealAccount(tx: Transaction, orderId: number, reason: string): Promise<string> {
  const { rows } = await inWords(
    tx.execute<{ account: string | null }>(sql`SELECT whole_account(${orderId}) AS account`),
  )
  const account = theRow(
    rows.flatMap((each) => each.account ?? []),
    '张支付单',
  )
  await record(tx, { act: 'account.reveal', object: `payment_order ${orderId}`, content: { reason } })
  return account
}
