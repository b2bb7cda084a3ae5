// A batch that was sent directly → each of its orders at the bank, exactly once, also when the process died halfway.
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Database } from '../db/openDatabase.ts'
import { paymentBatch, paymentOrder } from '../db/tables.ts'
import { JOB, transact } from '../db/transact.ts'
import type { Bank, BankOrder } from './bank.ts'
import { recordReply } from './recordReply.ts'

type Waiting = BankOrder & { readonly id: number }

export type Submitted = {
  readonly number: string
  readonly result: 'accepted' | 'paid' | 'returned' | 'unknown'
}

/**
 * Submits what the bank has not answered yet; call it again after a crash. An order of which the bank could not be
 * heard becomes unknown and is left alone from then on: `askBank` asks, nothing is paid again. `heard` is told of each
 * answer once it is recorded.
 */
export async function submitBatch(
  database: Database,
  bank: Bank,
  batchId: number,
  clock: () => Date,
  heard: (submitted: Submitted) => void = () => {},
): Promise<void> {
  for (const { id, ...order } of await ordersWaiting(database, batchId, clock())) {
    const reply = await bank.submit(order).catch((error: unknown) => ({
      kind: 'unknown' as const,
      reason: `银行没有给出结果：${error instanceof Error ? error.message : String(error)}`,
    }))
    if (await recordReply(database, id, reply, clock())) heard({ number: order.number, result: reply.kind })
  }
}

function ordersWaiting(database: Database, batchId: number, now: Date): Promise<Waiting[]> {
  const { id, number, amountFen, payeeName, payeeBank } = paymentOrder
  const payeeAccount = sql<string>`whole_account(${paymentOrder.id})`
  return transact(database, { actor: JOB, now }, (tx) =>
    tx
      .select({ id, number, amountFen, payeeName, payeeBank, payeeAccount })
      .from(paymentOrder)
      .innerJoin(paymentBatch, eq(paymentBatch.id, paymentOrder.batchId))
      .where(
        and(
          ...[eq(paymentOrder.batchId, batchId), eq(paymentBatch.channel, 'direct')],
          ...[eq(paymentOrder.state, 'sent'), isNull(paymentOrder.receipt)],
        ),
      )
      .orderBy(asc(paymentOrder.id)),
  )
}
