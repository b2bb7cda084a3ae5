// An enterprise → who may act for it, for somebody who may grant.
import { asc, eq } from 'drizzle-orm'
import type { Database } from '../db/openDatabase.ts'
import { membership, personName } from '../db/tables.ts'
import { transact } from '../db/transact.ts'

/** Also those that have ended, which the log alone would not show at a glance. */
export function listMembers(database: Database, now: Date, person: number, subject: number) {
  return transact(database, { actor: { kind: 'person', person }, now }, (tx) =>
    tx
      .select({
        id: membership.id,
        name: personName.name,
        kind: membership.kind,
        scopes: membership.scopes,
        from: membership.validFrom,
        until: membership.validTo,
        endedAt: membership.endedAt,
      })
      .from(membership)
      .innerJoin(personName, eq(personName.id, membership.personId))
      .where(eq(membership.subjectId, subject))
      .orderBy(asc(membership.id)),
  )
}
