// Batches with their people, what stands in them now, and how the bank answered.
import { and, desc, eq, lt, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { batchFile, paymentBatch, paymentOrder, personName } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'

export type BatchFilter = {
  readonly id?: number
  readonly state?: (typeof paymentBatch.$inferSelect)['state']
}

export type BatchRow = Awaited<ReturnType<typeof listBatches>>[number]

const maker = alias(personName, 'maker')
const sender = alias(personName, 'sender')

/** The latest first. Sums are of the orders that stand in the batch now. */
export function listBatches(
  tx: Transaction,
  { id, state }: BatchFilter = {},
  page?: { before?: number; size: number },
) {
  const { number, channel, madeBy, madeAt, sentBy, sentAt } = paymentBatch
  const inState = (...states: string[]) =>
    sql`count(*) FILTER (WHERE ${paymentOrder.state} IN (${sql.join(
      states.map((each) => sql`${each}`),
      sql`, `,
    )}))`.mapWith(Number)
  const before = page?.before
  const rows = tx
    .select({
      ...{ id: paymentBatch.id, number, channel, state: paymentBatch.state, madeBy, madeAt, sentBy, sentAt },
      ...{ maker: maker.name, sender: sender.name },
      orders: sql`count(${paymentOrder.id})`.mapWith(Number),
      fen: sql`COALESCE(sum(${paymentOrder.amountFen}), 0)::bigint`.mapWith(Number),
      ...{ paid: inState('paid'), returned: inState('returned'), unknown: inState('unknown') },
      waiting: inState('sent'),
      files: sql`(SELECT count(*) FROM ${batchFile} WHERE ${batchFile.batchId} = ${paymentBatch.id})`.mapWith(
        Number,
      ),
    })
    .from(paymentBatch)
    .leftJoin(paymentOrder, eq(paymentOrder.batchId, paymentBatch.id))
    .leftJoin(maker, eq(maker.id, paymentBatch.madeBy))
    .leftJoin(sender, eq(sender.id, paymentBatch.sentBy))
    .where(
      and(
        id === undefined ? undefined : eq(paymentBatch.id, id),
        state === undefined ? undefined : eq(paymentBatch.state, state),
        before === undefined ? undefined : lt(paymentBatch.id, before),
      ),
    )
    .groupBy(paymentBatch.id, maker.name, sender.name)
    .orderBy(desc(paymentBatch.id))
  return page ? rows.limit(page.size) : rows
}

/** The files that were made of a batch; all of them have the same orders. */
export function listBatchFiles(tx: Transaction, batchId: number) {
  const { id, format, sha256, orderCount, totalFen, exportedAt } = batchFile
  return tx
    .select({ id, format, sha256, orderCount, totalFen, exportedAt, person: personName.name })
    .from(batchFile)
    .leftJoin(personName, eq(personName.id, batchFile.exportedBy))
    .where(eq(batchFile.batchId, batchId))
    .orderBy(desc(batchFile.id))
}
