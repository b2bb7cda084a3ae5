// The security administrator lets another system call, on behalf of a department and for a while.
import { eq } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { apiToken, department, type TOKEN_SCOPES } from '../db/tables.ts'
import { transact } from '../db/transact.ts'
import { IdentityError, orRefuse } from './problem.ts'
import { hashToken, newToken } from './token.ts'

const DAY = 24 * 60 * 60_000
// So that what looks for leaked secrets can tell what this one is.
const PREFIX = 'duixian_'

export type TokenScope = (typeof TOKEN_SCOPES)[number]

export type TokenGrant = {
  readonly name: string
  readonly department: string
  readonly scopes: readonly TokenScope[]
  /** How long it holds. */
  readonly days: number
}

/** Returns the number and the token, which is shown once. */
export function issueToken(database: Database, now: Date, admin: number, grant: TokenGrant) {
  const token = PREFIX + newToken()
  const issued = transact(database, { actor: { kind: 'person', person: admin }, now }, async (tx) => {
    const { name, department: departmentId, days } = grant
    const [place] = await tx.select().from(department).where(eq(department.id, departmentId))
    if (!place) throw new IdentityError('unknown-department', `没有编号为「${departmentId}」的部门。`)
    const expiresAt = new Date(now.getTime() + days * DAY)
    const scopes = [...new Set(grant.scopes)]
    const [row] = await tx
      .insert(apiToken)
      .values({ tokenHash: hashToken(token), name, departmentId, scopes, grantedBy: admin, expiresAt })
      .returning({ id: apiToken.id })
    if (!row) throw new Error('nothing was inserted')
    const content = { name, departmentId, scopes, expiresAt }
    await record(tx, { act: 'issue-token', object: `api_token ${row.id}`, content })
    return { id: row.id, token, expiresAt }
  })
  return orRefuse(issued, {
    department_closed: ['closed-department', '这个部门已经撤销，请选择其他部门。'],
    42501: ['not-granted', '只有安全管理员可以发放接口令牌。'],
  })
}
