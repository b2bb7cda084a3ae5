// A batch that was not sent → its orders stand alone again; a file that was made of it must not be used.
import { record } from '../audit/record.ts'
import type { Transaction } from '../db/transact.ts'
import { moveBatch } from './moveBatch.ts'

export async function dissolveBatch(tx: Transaction, batchId: number, reason: string): Promise<void> {
  await moveBatch(tx, batchId, 'dissolved')
  await record(tx, { act: 'batch.dissolve', object: `payment_batch ${batchId}`, content: { reason } })
}
