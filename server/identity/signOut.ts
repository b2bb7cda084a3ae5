// A session ends because its person says so.
import { eq } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { session as sessions } from '../db/tables.ts'
import { transact } from '../db/transact.ts'
import type { Session } from './session.ts'

export function signOut(database: Database, now: Date, { id, person }: Session): Promise<void> {
  return transact(database, { actor: { kind: 'job', person: person.id }, now }, async (tx) => {
    await tx.update(sessions).set({ endedAt: now }).where(eq(sessions.id, id))
    await record(tx, { act: 'sign-out', object: `person ${person.id}`, content: {} })
  })
}
