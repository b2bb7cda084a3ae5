// What is masked on every screen, in full, for somebody who says why; the log keeps who, what and why.
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { type Transaction, transact } from '../db/transact.ts'
import { IdentityError } from './problem.ts'

const SHORTEST_REASON = 4

/** `object` is a table and a number, such as `person 12`; `field` what is shown of it. */
export type Reveal = { readonly object: string; readonly field: string; readonly reason: string }

/**
 * `read` runs with the person's own rights in the transaction of the log's row: what could not be logged is not shown.
 * Throws `no-reason`.
 */
export async function revealMasked<T>(
  database: Database,
  now: Date,
  person: number,
  { object, field, reason }: Reveal,
  read: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const why = reason.trim()
  if ([...why].length < SHORTEST_REASON)
    throw new IdentityError('no-reason', `请写明查看原因，至少 ${SHORTEST_REASON} 个字。`)
  return transact(database, { actor: { kind: 'person', person }, now }, async (tx) => {
    const value = await read(tx)
    await record(tx, { act: 'reveal', object, content: { field, reason: why } })
    return value
  })
}
