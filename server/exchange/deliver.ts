// Messages that are due → sent, signed, again after a while where nobody answered. Each process may run this at the same
// time: whoever takes a message has it to himself for a minute.
import { and, eq, isNotNull, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from '../db/openDatabase.ts'
import { webhookDelivery } from '../db/tables.ts'
import { JOB, transact } from '../db/transact.ts'
import { unseal } from '../identity/seal.ts'
import { requireAddress } from './address.ts'
import type { WebhookSettings } from './makeWebhook.ts'
import { signedHeaders } from './signature.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** How long after each attempt that failed, as Standard Webhooks proposes; after the last nobody tries any more. */
const PAUSES = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
]
const PATIENCE = 15 * SECOND
const AT_ONCE = 20
/** What has arrived is kept this long. */
const KEPT = 30 * 24 * HOUR

export type Delivered = { readonly arrived: number; readonly failed: number }

/** Sends everything that is due now, in portions. Safe to run as often as one likes. */
export async function deliver(
  database: Database,
  settings: WebhookSettings,
  clock: () => Date,
): Promise<Delivered> {
  let [arrived, failed] = [0, 0]
  for (;;) {
    const taken = await take(database, clock())
    const outcomes = await Promise.all(taken.map((each) => attempt(database, settings, each, clock)))
    arrived += outcomes.filter((each) => each).length
    failed += outcomes.filter((each) => !each).length
    if (taken.length < AT_ONCE) break
  }
  await forget(database, clock())
  return { arrived, failed }
}

const takenSchema = z.object({
  id: z.coerce.number(),
  event: z.string(),
  content: z.record(z.string(), z.unknown()),
  made_at: z.coerce.date(),
  attempts: z.coerce.number(),
  uid: z.string(),
  url: z.string(),
  sealed_secret: z.string(),
})

type Taken = z.infer<typeof takenSchema>

/** Counts the attempt before it is made: a process that dies on the way has tried. */
function take(database: Database, now: Date): Promise<Taken[]> {
  return transact(database, { actor: JOB, now }, async (tx) => {
    const { rows } = await tx.execute(sql`
      UPDATE webhook_delivery AS each SET attempts = attempts + 1, next_at = act_time() + interval '1 minute'
      FROM webhook WHERE webhook.id = each.webhook_id AND each.id IN (
        SELECT due.id FROM webhook_delivery AS due JOIN webhook AS live ON live.id = due.webhook_id
        WHERE due.next_at <= act_time() AND live.ended_at IS NULL
        ORDER BY due.id LIMIT ${AT_ONCE} FOR UPDATE OF due SKIP LOCKED)
      RETURNING each.id, event, content, each.made_at, attempts, uid, url, sealed_secret`)
    return rows.map((row) => takenSchema.parse(row))
  })
}

async function attempt(
  database: Database,
  settings: WebhookSettings,
  taken: Taken,
  clock: () => Date,
): Promise<boolean> {
  const outcome = await send(settings, taken, clock())
  const now = clock()
  const pause = PAUSES[taken.attempts - 1]
  const later = pause === undefined ? null : new Date(now.getTime() + pause)
  const change = outcome.arrived
    ? { deliveredAt: now, nextAt: null, status: outcome.status, failure: null }
    : { nextAt: later, status: outcome.status ?? null, failure: outcome.why }
  await transact(database, { actor: JOB, now }, (tx) =>
    tx.update(webhookDelivery).set(change).where(eq(webhookDelivery.id, taken.id)),
  )
  return outcome.arrived
}

type Outcome =
  | { readonly arrived: true; readonly status: number }
  | { readonly arrived: false; readonly status?: number; readonly why: string }

async function send(settings: WebhookSettings, taken: Taken, now: Date): Promise<Outcome> {
  const { event, content, uid, url, id } = taken
  const body = JSON.stringify({ type: event, timestamp: taken.made_at.toISOString(), data: content })
  try {
    requireAddress(url, settings.plainHosts)
    const secret = unseal(settings.key, `webhook ${uid}`, taken.sealed_secret)
    const headers = {
      'Content-Type': 'application/json',
      ...signedHeaders(secret, { id: `msg_${uid}_${id}`, sentAt: now, body }),
    }
    // Whoever answers with another address is not asked there: it was not the administrator who named it.
    const reply = await fetch(url, {
      ...{ method: 'POST', headers, body, redirect: 'manual' },
      signal: AbortSignal.timeout(PATIENCE),
    })
    await reply.body?.cancel()
    const { status } = reply
    if (status >= 200 && status < 300) return { arrived: true, status }
    return { arrived: false, status, why: `对方答复 ${status}` }
  } catch (error) {
    return { arrived: false, why: whyOf(error) }
  }
}

function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `${PATIENCE / SECOND} 秒内没有答复`
  return error.cause instanceof Error ? error.cause.message : error.message
}

async function forget(database: Database, now: Date): Promise<void> {
  const { deliveredAt } = webhookDelivery
  const before = new Date(now.getTime() - KEPT)
  await transact(database, { actor: JOB, now }, (tx) =>
    tx.delete(webhookDelivery).where(and(isNotNull(deliveredAt), lt(deliveredAt, before))),
  )
}
