// An allotment or a recovery that was entered wrongly → its opposite, which points to it; the wrong one stays.
import { sql } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import type { Transaction } from '../db/transact.ts'
import { inWords } from './problem.ts'

/** By someone else than who entered it, and once. Awards are released, payments come back as returns. */
export async function reverseTransaction(tx: Transaction, wrong: number, reason: string): Promise<void> {
  await inWords(tx.execute(sql`SELECT reverse_money(${wrong}, ${reason})`))
  await record(tx, { act: 'money.reverse', object: `money_transaction ${wrong}`, content: { reason } })
}
