// An order that was not sent → cancelled; its stage can be paid by another one.
import { eq } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import { paymentOrder } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { inWords, theRow } from './problem.ts'

/** MoneyError `state` when it was sent, or stands in a batch that is sealed. */
export async function cancelOrder(tx: Transaction, orderId: number, reason: string): Promise<void> {
  theRow(
    await inWords(
      tx
        .update(paymentOrder)
        .set({ state: 'cancelled' })
        .where(eq(paymentOrder.id, orderId))
        .returning({ id: paymentOrder.id }),
    ),
    '张支付单',
  )
  await record(tx, { act: 'order.cancel', object: `payment_order ${orderId}`, content: { reason } })
}
