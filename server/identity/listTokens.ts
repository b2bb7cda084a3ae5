// For the security administrator: which systems may call; never their tokens, of which we have none.
import { asc, eq } from 'drizzle-orm'
import type { Database } from '../db/openDatabase.ts'
import { apiToken, department } from '../db/tables.ts'
import { transact } from '../db/transact.ts'

export function listTokens(database: Database, now: Date, admin: number) {
  return transact(database, { actor: { kind: 'person', person: admin }, now }, (tx) =>
    tx
      .select({
        id: apiToken.id,
        name: apiToken.name,
        department: department.name,
        scopes: apiToken.scopes,
        expiresAt: apiToken.expiresAt,
        endedAt: apiToken.endedAt,
        usedAt: apiToken.usedAt,
      })
      .from(apiToken)
      .innerJoin(department, eq(department.id, apiToken.departmentId))
      .orderBy(asc(apiToken.id)),
  )
}
