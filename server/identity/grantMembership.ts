// Somebody who may grant for an enterprise → a colleague or an agent may act for it, within what the granter may do.
import { sql } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { membership } from '../db/tables.ts'
import { type Transaction, transact } from '../db/transact.ts'
import { IdentityError, orRefuse } from './problem.ts'
import type { Scope } from './rights.ts'

/** `login` and `name` must both fit; `until` is the last day, and an agent's authority must have one. */
export type MembershipGrant = {
  readonly subject: number
  readonly login: string
  readonly name: string
  readonly kind: 'member' | 'agent'
  readonly scopes: readonly Scope[]
  readonly until?: string | undefined
}

/** Returns the number of the membership. */
export async function grantMembership(
  database: Database,
  now: Date,
  granter: number,
  grant: MembershipGrant,
) {
  requireEnd(grant)
  const granted = transact(database, { actor: { kind: 'person', person: granter }, now }, async (tx) => {
    const person = await personCalled(tx, grant.login, grant.name)
    if (person === granter)
      throw new IdentityError('to-oneself', '不能给自己授权，请由企业的另一位授权人办理。')
    const { subject, kind, scopes, until } = grant
    const id = await insertMembership(tx, granter, person, grant)
    const content = { person, kind, scopes, until }
    await record(tx, { act: 'grant-membership', object: `subject ${subject}`, content: { ...content, id } })
    return id
  })
  return orRefuse(granted, {
    42501: ['not-granted', '只能授予您自己在这家企业持有的权限。'],
    23001: ['duties-apart', '系统、安全、审计三类管理员不能代表企业，请授权给别人。'],
    23514: ['wrong-period', '授权的最后一天不能早于今天。'],
  })
}

function requireEnd({ kind, scopes, until }: MembershipGrant): void {
  if (kind !== 'agent') return
  if (until === undefined) throw new IdentityError('wrong-period', '代办人的授权要写明最后一天。')
  if (scopes.includes('grant'))
    throw new IdentityError('not-granted', '代办人不能再授权给别人，请去掉“授权”。')
}

async function personCalled(tx: Transaction, login: string, name: string): Promise<number> {
  const { rows } = await tx.execute<{ id: bigint | null }>(sql`SELECT person_called(${login}, ${name}) AS id`)
  const found = rows[0]?.id
  if (found === null || found === undefined)
    throw new IdentityError('unknown-person', '没有登录名与姓名都相符的人，请向本人核对。')
  return Number(found)
}

async function insertMembership(
  tx: Transaction,
  grantedBy: number,
  personId: number,
  { subject, kind, scopes, until }: MembershipGrant,
): Promise<number> {
  const [row] = await tx
    .insert(membership)
    .values({
      ...{ personId, subjectId: subject, kind, grantedBy },
      scopes: [...new Set(scopes)],
      validFrom: sql`act_date()`,
      validTo: until ?? null,
    })
    .returning({ id: membership.id })
  if (!row) throw new Error('nothing was inserted')
  return row.id
}
