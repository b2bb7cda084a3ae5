// A stage that waited for something → a stage that can be paid.
import { and, eq, isNull, sql } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import { awardStage } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { inWords, theRow } from './problem.ts'

/** `evidence`: what shows that the condition is met. */
export async function meetStage(tx: Transaction, stageId: number, evidence: string): Promise<void> {
  const waiting = and(eq(awardStage.id, stageId), isNull(awardStage.metAt))
  theRow(
    await inWords(
      tx.update(awardStage).set({ metAt: sql`act_time()` }).where(waiting).returning({ id: awardStage.id }),
    ),
    '一期等待中的核定',
  )
  await record(tx, { act: 'stage.meet', object: `award_stage ${stageId}`, content: { evidence } })
}
