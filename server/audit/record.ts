// An act → a row of the log, in the transaction of the act itself: what is not logged did not happen.

import { sql } from 'drizzle-orm'
import { audit } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { canonical } from './canonical.ts'

/** What was done to what: `object` is a table and a number, such as `case 12`. */
export type Act = { readonly act: string; readonly object: string; readonly content: unknown }

/** Adds a row to the chain. Who and when come from the transaction itself, the hashes from the database. */
export async function record(tx: Transaction, { act, object, content }: Act): Promise<void> {
  await tx.execute(
    sql`INSERT INTO ${audit} (act, object, content) VALUES (${act}, ${object}, ${canonical(content)})`,
  )
}
