// The audit administrator makes the log up to now public as a head.
import type { Database } from '../db/openDatabase.ts'
import { transact } from '../db/transact.ts'
import { type Head, publishHead } from './heads.ts'
import { record } from './record.ts'

/** Undefined when everything has been published already but that it was published. */
export function publishByPerson(database: Database, now: Date, person: number): Promise<Head | undefined> {
  // Only the process may write heads; the log names who asked.
  return transact(database, { actor: { kind: 'job', person }, now }, async (tx) => {
    const head = await publishHead(tx, now)
    if (!head) return undefined
    const { number, hash, lastRow } = head
    await record(tx, { act: 'publish-head', object: `audit_head ${number}`, content: { hash, lastRow } })
    return head
  })
}
