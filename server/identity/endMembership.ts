// Somebody who may grant for an enterprise → an authority ends at once.
import { and, eq, isNull, sql } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { membership } from '../db/tables.ts'
import { transact } from '../db/transact.ts'
import { IdentityError } from './problem.ts'

/** Throws `unknown-membership` where there is none that this person may end; an owner's is none of those. */
export function endMembership(
  database: Database,
  now: Date,
  granter: number,
  subject: number,
  id: number,
): Promise<void> {
  return transact(database, { actor: { kind: 'person', person: granter }, now }, async (tx) => {
    const ended = await tx
      .update(membership)
      .set({ endedAt: now, validTo: lastDay })
      .where(and(eq(membership.id, id), eq(membership.subjectId, subject), isNull(membership.endedAt)))
      .returning({ person: membership.personId })
    if (!ended[0])
      throw new IdentityError('unknown-membership', '没有可以终止的这项授权；企业负责人的授权不在这里终止。')
    await record(tx, { act: 'end-membership', object: `subject ${subject}`, content: { id, ...ended[0] } })
  })
}

/** Dates alone would let it run until midnight; they still say when it was over. */
const lastDay = sql`GREATEST(valid_from, LEAST(valid_to, act_date()))`
