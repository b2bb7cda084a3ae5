// The security administrator lets another system be told, on behalf of a department.
import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { department, type WEBHOOK_EVENTS, webhook } from '../db/tables.ts'
import { codeOf, transact } from '../db/transact.ts'
import { type SealKey, seal } from '../identity/seal.ts'
import { requireAddress } from './address.ts'
import { ExchangeError } from './problem.ts'
import { newWebhookSecret, secretText } from './signature.ts'

export type NewWebhook = {
  readonly name: string
  /** Told of the cases that this department has on its desk, had, or takes part in, and of what it sees of the plan. */
  readonly department: string
  readonly url: string
  readonly events: readonly (typeof WEBHOOK_EVENTS)[number][]
}

export type WebhookSettings = {
  readonly key: SealKey
  /** Hosts that may be reached without TLS. */
  readonly plainHosts: readonly string[]
}

/** Returns the number and the secret, which is shown once. Throws ExchangeError. */
export async function makeWebhook(
  database: Database,
  now: Date,
  admin: number,
  { key, plainHosts }: WebhookSettings,
  { name, department: departmentId, url, events }: NewWebhook,
): Promise<{ readonly id: number; readonly secret: string }> {
  requireAddress(url, plainHosts)
  const secret = newWebhookSecret()
  const uid = randomUUID()
  const sealedSecret = seal(key, `webhook ${uid}`, secret)
  const values = { uid, name, departmentId, url, events: [...new Set(events)], sealedSecret }
  return transact(database, { actor: { kind: 'person', person: admin }, now }, async (tx) => {
    const [place] = await tx.select().from(department).where(eq(department.id, departmentId))
    if (!place) throw new ExchangeError('unknown-department', `没有编号为「${departmentId}」的部门。`)
    const making = tx.insert(webhook).values(values).returning({ id: webhook.id })
    const [row] = await making.catch((error: unknown) => {
      if (codeOf(error) !== '42501') throw error
      throw new ExchangeError('not-granted', '只有安全管理员可以设置回调。', [], { cause: error })
    })
    if (!row) throw new Error('nothing was inserted')
    const content = { name, department: departmentId, url, events: values.events }
    await record(tx, { act: 'make-webhook', object: `webhook ${row.id}`, content })
    return { id: row.id, secret: secretText(secret) }
  })
}
