// The system administrator closes a person's account, which ends every session, or opens it again.
import { and, eq, ne } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { person } from '../db/tables.ts'
import { transact } from '../db/transact.ts'
import { IdentityError } from './problem.ts'
import { endSessionsOf } from './session.ts'

/** Throws `unknown-person`, also for oneself: an office must not be left without its last administrator by a slip. */
export function setDisabled(
  database: Database,
  now: Date,
  admin: number,
  personId: number,
  disabled: boolean,
): Promise<void> {
  return transact(database, { actor: { kind: 'person', person: admin }, now }, async (tx) => {
    const changed = await tx
      .update(person)
      .set({ disabledAt: disabled ? now : null })
      .where(and(eq(person.id, personId), ne(person.id, admin)))
      .returning({ id: person.id })
    if (changed.length === 0)
      throw new IdentityError('unknown-person', '没有这个用户，或者这是您自己：自己的账户不能由自己停用。')
    if (disabled) await endSessionsOf(tx, now, personId)
    const act = disabled ? 'disable-person' : 'enable-person'
    await record(tx, { act, object: `person ${personId}`, content: {} })
  })
}
