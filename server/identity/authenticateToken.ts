// A token that another system sends → which system that is and what it may do.
import { and, eq, gt, isNull } from 'drizzle-orm'
import type { Database } from '../db/openDatabase.ts'
import { apiToken, department } from '../db/tables.ts'
import { JOB, transact } from '../db/transact.ts'
import { hashToken } from './token.ts'

const USED_EVERY = 60_000

/** undefined when there is no such token, or it holds no longer. */
export function authenticateToken(database: Database, now: Date, token: string) {
  return transact(database, { actor: JOB, now }, async (tx) => {
    const [found] = await tx
      .select({
        id: apiToken.id,
        name: apiToken.name,
        department: { id: department.id, name: department.name },
        scopes: apiToken.scopes,
        expiresAt: apiToken.expiresAt,
        usedAt: apiToken.usedAt,
      })
      .from(apiToken)
      .innerJoin(department, eq(department.id, apiToken.departmentId))
      .where(
        and(eq(apiToken.tokenHash, hashToken(token)), isNull(apiToken.endedAt), gt(apiToken.expiresAt, now)),
      )
    if (!found) return undefined
    const { usedAt, ...system } = found
    if (!usedAt || now.getTime() - usedAt.getTime() >= USED_EVERY)
      await tx.update(apiToken).set({ usedAt: now }).where(eq(apiToken.id, system.id))
    return system
  })
}

/** Another system, for the time of one request. */
export type System = NonNullable<Awaited<ReturnType<typeof authenticateToken>>>
