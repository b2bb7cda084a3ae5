// What of a stage will never be paid → available again.
import { record } from '../audit/record.ts'
import { awardRelease } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { requireFen } from './fen.ts'
import { inWords } from './problem.ts'

export type Release = { readonly stageId: number; readonly amountFen: number; readonly reason: string }

/** No more than what no living order holds; MoneyError `amount` otherwise. */
export async function releaseStage(tx: Transaction, given: Release): Promise<void> {
  requireFen(given.amountFen, '退回金额')
  await inWords(tx.insert(awardRelease).values(given))
  await record(tx, { act: 'stage.release', object: `award_stage ${given.stageId}`, content: given })
}
