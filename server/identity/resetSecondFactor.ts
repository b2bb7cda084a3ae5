// The security administrator takes away a lost second factor; the person enrols anew at the next sign-in.
import { eq } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { recoveryCode, secondFactor } from '../db/tables.ts'
import { transact } from '../db/transact.ts'
import { IdentityError } from './problem.ts'
import { endSessionsOf } from './session.ts'

/** Throws `no-second-factor` where there is nothing that this administrator may take away. */
export function resetSecondFactor(
  database: Database,
  now: Date,
  admin: number,
  personId: number,
): Promise<void> {
  return transact(database, { actor: { kind: 'person', person: admin }, now }, async (tx) => {
    const gone = await tx
      .delete(secondFactor)
      .where(eq(secondFactor.personId, personId))
      .returning({ person: secondFactor.personId })
    if (gone.length === 0)
      throw new IdentityError(
        'no-second-factor',
        '这个人没有绑定动态口令，或者这是您自己的：自己的须由另一位安全管理员解除。',
      )
    await tx.delete(recoveryCode).where(eq(recoveryCode.personId, personId))
    await endSessionsOf(tx, now, personId)
    await record(tx, { act: 'reset-second-factor', object: `person ${personId}`, content: {} })
  })
}
