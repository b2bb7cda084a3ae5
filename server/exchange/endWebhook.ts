// The security administrator ends a callback; what is still on its way is not sent any more.
import { and, eq, isNull } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { webhook } from '../db/tables.ts'
import { transact } from '../db/transact.ts'
import { ExchangeError } from './problem.ts'

/** Throws ExchangeError `unknown-webhook`. */
export function endWebhook(database: Database, now: Date, admin: number, id: number): Promise<void> {
  return transact(database, { actor: { kind: 'person', person: admin }, now }, async (tx) => {
    const ended = await tx
      .update(webhook)
      .set({ endedAt: now })
      .where(and(eq(webhook.id, id), isNull(webhook.endedAt)))
      .returning({ id: webhook.id })
    if (ended.length === 0) throw new ExchangeError('unknown-webhook', '没有可以停用的这个回调。')
    await record(tx, { act: 'end-webhook', object: `webhook ${id}`, content: {} })
  })
}
