// For the security administrator: who is told, and whether it arrives.
import { asc, desc, eq, sql } from 'drizzle-orm'
import type { Database } from '../db/openDatabase.ts'
import { department, webhook, webhookDelivery } from '../db/tables.ts'
import { transact } from '../db/transact.ts'

/** With how many messages arrived, are on their way, or were given up. */
export function listWebhooks(database: Database, now: Date, admin: number) {
  const { id, name, url, events, madeAt, endedAt } = webhook
  const count = (where: ReturnType<typeof sql>) =>
    sql`(SELECT count(*) FROM webhook_delivery AS each
    WHERE each.webhook_id = webhook.id AND ${where})`.mapWith(Number)
  return transact(database, { actor: { kind: 'person', person: admin }, now }, (tx) =>
    tx
      .select({
        ...{ id, name, department: department.name, url, events, madeAt, endedAt },
        arrived: count(sql`each.delivered_at IS NOT NULL`),
        underWay: count(sql`each.delivered_at IS NULL AND each.next_at IS NOT NULL`),
        givenUp: count(sql`each.delivered_at IS NULL AND each.next_at IS NULL`),
      })
      .from(webhook)
      .innerJoin(department, eq(department.id, webhook.departmentId))
      .orderBy(asc(webhook.id)),
  )
}

const MOST = 200

/** The latest first; never what was told, which is not the administrator's business. */
export function listDeliveries(database: Database, now: Date, admin: number, of: number) {
  const { id, event, madeAt, attempts, nextAt, deliveredAt, status, failure } = webhookDelivery
  return transact(database, { actor: { kind: 'person', person: admin }, now }, (tx) =>
    tx
      .select({ id, event, madeAt, attempts, nextAt, deliveredAt, status, failure })
      .from(webhookDelivery)
      .where(eq(webhookDelivery.webhookId, of))
      .orderBy(desc(webhookDelivery.id))
      .limit(MOST),
  )
}
