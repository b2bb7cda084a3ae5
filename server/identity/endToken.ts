// The security administrator takes a system's token away, at once.
import { and, eq, isNull } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { apiToken } from '../db/tables.ts'
import { transact } from '../db/transact.ts'
import { IdentityError } from './problem.ts'

export function endToken(database: Database, now: Date, admin: number, id: number): Promise<void> {
  return transact(database, { actor: { kind: 'person', person: admin }, now }, async (tx) => {
    const ended = await tx
      .update(apiToken)
      .set({ endedAt: now })
      .where(and(eq(apiToken.id, id), isNull(apiToken.endedAt)))
      .returning({ id: apiToken.id })
    if (ended.length === 0) throw new IdentityError('unknown-token', '没有可以作废的这个令牌。')
    await record(tx, { act: 'end-token', object: `api_token ${id}`, content: {} })
  })
}
