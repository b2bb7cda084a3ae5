// Orders without a final answer → what the bank says became of them. It only asks: nothing is paid by this.
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Database } from '../db/openDatabase.ts'
import { paymentBatch, paymentOrder } from '../db/tables.ts'
import { JOB, transact } from '../db/transact.ts'
import type { Bank } from './bank.ts'
import { recordReply } from './recordReply.ts'

/** Returns how many orders have a new answer. What the bank does not know either stays unknown. */
export async function askBank(database: Database, bank: Bank, clock: () => Date): Promise<number> {
  const open = await transact(database, { actor: JOB, now: clock() }, (tx) =>
    tx
      .select({ id: paymentOrder.id, number: paymentOrder.number, state: paymentOrder.state })
      .from(paymentOrder)
      .innerJoin(paymentBatch, eq(paymentBatch.id, paymentOrder.batchId))
      .where(and(eq(paymentBatch.channel, 'direct'), inArray(paymentOrder.state, ['sent', 'unknown'])))
      .orderBy(asc(paymentOrder.id)),
  )
  let answered = 0
  for (const { id, number, state } of open) {
    const reply = await bank.find(number)
    if (!reply || (reply.kind === 'accepted' && state === 'sent')) continue
    if (await recordReply(database, id, reply, clock())) answered++
  }
  return answered
}
