// Orders that were made → a new batch that holds them.
import { inArray } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import { paymentBatch, paymentOrder } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { inWords, MoneyError, theRow } from './problem.ts'

export type NewBatch = {
  /** How the bank hears of it: by a file that a person brings, or directly. Never both. */
  readonly channel: 'file' | 'direct'
  readonly orderIds: readonly number[]
}

/** All orders or none. */
export async function collectBatch(
  tx: Transaction,
  { channel, orderIds }: NewBatch,
): Promise<{ readonly id: number; readonly number: string }> {
  const wanted = [...new Set(orderIds)].sort((a, b) => a - b)
  if (wanted.length === 0) throw new MoneyError('missing', '请先选出要支付的支付单')
  const { id, number } = paymentBatch
  const batch = theRow(
    await inWords(tx.insert(paymentBatch).values({ channel }).returning({ id, number })),
    '个批次',
  )
  const moved = await inWords(
    tx
      .update(paymentOrder)
      .set({ state: 'batched', batchId: batch.id })
      .where(inArray(paymentOrder.id, wanted))
      .returning({ id: paymentOrder.id }),
  )
  if (moved.length !== wanted.length)
    throw new MoneyError(
      'missing',
      `选出的 ${wanted.length} 张支付单中有 ${wanted.length - moved.length} 张不在或您无权办理`,
    )
  await record(tx, {
    act: 'batch.collect',
    object: `payment_batch ${batch.id}`,
    content: { channel, orderIds: wanted },
  })
  return batch
}
