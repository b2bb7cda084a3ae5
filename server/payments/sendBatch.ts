// A batch → sent, once: from here its money is in transit, whatever becomes of the process.
import { eq } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import { paymentBatch } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { type Batch, moveBatch } from './moveBatch.ts'
import { inWords, theRow } from './problem.ts'

/**
 * The person who sends has neither handled, reviewed nor approved any of its cases, nor made any of its orders. A batch
 * for a file must have been exported; a direct one is sealed here, and `submitBatch` then speaks with the bank.
 */
export async function sendBatch(tx: Transaction, batchId: number): Promise<Batch> {
  const open = await inWords(tx.select().from(paymentBatch).where(eq(paymentBatch.id, batchId)))
  const { channel, state } = theRow(open, '个批次')
  if (channel === 'direct' && state === 'open') await moveBatch(tx, batchId, 'sealed')
  const batch = await moveBatch(tx, batchId, 'sent')
  const { orderCount, totalFen } = batch
  await record(tx, {
    act: 'batch.send',
    object: `payment_batch ${batchId}`,
    content: { orderCount, totalFen, channel },
  })
  return batch
}
