// The security administrator tries a callback: with a message of its own, or with one that did not arrive.
import { and, eq, isNull, sql } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { webhook, webhookDelivery } from '../db/tables.ts'
import { transact } from '../db/transact.ts'
import { ExchangeError } from './problem.ts'

/** Puts an empty message on its way. Throws ExchangeError `unknown-webhook`. */
export function pingWebhook(database: Database, now: Date, admin: number, id: number): Promise<void> {
  return transact(database, { actor: { kind: 'person', person: admin }, now }, async (tx) => {
    const [found] = await tx
      .select({ id: webhook.id })
      .from(webhook)
      .where(and(eq(webhook.id, id), isNull(webhook.endedAt)))
    if (!found) throw new ExchangeError('unknown-webhook', '没有在用的这个回调。')
    // Only these columns are the administrator's to write.
    await tx.execute(
      sql`INSERT INTO webhook_delivery (webhook_id, event, content) VALUES (${id}, 'ping', '{}')`,
    )
    await record(tx, { act: 'ping-webhook', object: `webhook ${id}`, content: {} })
  })
}

/** Throws ExchangeError `unknown-delivery` where there is none, or it has arrived. */
export function sendAgain(
  database: Database,
  now: Date,
  admin: number,
  { webhook: of, delivery: id }: { readonly webhook: number; readonly delivery: number },
): Promise<void> {
  return transact(database, { actor: { kind: 'person', person: admin }, now }, async (tx) => {
    const { webhookId, deliveredAt } = webhookDelivery
    const [row] = await tx
      .update(webhookDelivery)
      .set({ nextAt: now })
      .where(and(eq(webhookDelivery.id, id), eq(webhookId, of), isNull(deliveredAt)))
      .returning({ id: webhookDelivery.id })
    if (!row) throw new ExchangeError('unknown-delivery', '没有这条通知，或它已经送达。')
    await record(tx, { act: 'send-again', object: `webhook ${of}`, content: { delivery: id } })
  })
}
