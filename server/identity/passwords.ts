// The passwords of a person as the database keeps them: the last one counts, the others may not come back.
import { desc, eq, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { password } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'

const NOT_AGAIN = 5

/** The newest first. Runs as the process: nobody else reads hashes. */
export async function lastHashes(tx: Transaction, personId: number): Promise<string[]> {
  const rows = await tx
    .select({ hash: password.hash })
    .from(password)
    .where(eq(password.personId, personId))
    .orderBy(desc(password.id))
    .limit(NOT_AGAIN)
  return rows.map((each) => each.hash)
}

/** Whether somebody else has set the password; no password at all (single sign-on) needs no change. */
export const mustChangePassword = (of: PgColumn) => sql<boolean | null>`(
  SELECT ${password.mustChange} FROM ${password} WHERE ${password.personId} = ${of}
  ORDER BY ${password.id} DESC LIMIT 1)`
