// A batch and its next state → the batch as it is then; the database moves its orders with it.
import { eq } from 'drizzle-orm'
import { paymentBatch } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { inWords, theRow } from './problem.ts'

export type Batch = typeof paymentBatch.$inferSelect

/** Throws MoneyError `state` where this state does not follow. */
export async function moveBatch(
  tx: Transaction,
  batchId: number,
  state: 'sealed' | 'sent' | 'dissolved',
): Promise<Batch> {
  const moved = tx.update(paymentBatch).set({ state }).where(eq(paymentBatch.id, batchId)).returning()
  return theRow(await inWords(moved), '个批次')
}
