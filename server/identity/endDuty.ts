// The security administrator takes a duty away, at once.
import { and, eq, isNull, sql } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { duty } from '../db/tables.ts'
import { transact } from '../db/transact.ts'
import { IdentityError } from './problem.ts'

/** Throws `unknown-duty`, also for one of the administrator's own. */
export function endDuty(database: Database, now: Date, admin: number, id: number): Promise<void> {
  return transact(database, { actor: { kind: 'person', person: admin }, now }, async (tx) => {
    const [ended] = await tx
      .update(duty)
      .set({ endedAt: now, validTo: sql`GREATEST(valid_from, LEAST(valid_to, act_date()))` })
      .where(and(eq(duty.id, id), isNull(duty.endedAt)))
      .returning({ person: duty.personId, role: duty.role })
    if (!ended)
      throw new IdentityError('unknown-duty', '没有可以终止的这个岗位；自己的岗位须由另一位安全管理员终止。')
    await record(tx, { act: 'end-duty', object: `person ${ended.person}`, content: { id, role: ended.role } })
  })
}
