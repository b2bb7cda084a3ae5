// The security administrator gives a person a duty in a department, or one of the three administrations.
import { eq, sql } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { department, duty, person } from '../db/tables.ts'
import { type Transaction, transact } from '../db/transact.ts'
import { IdentityError, orRefuse } from './problem.ts'
import type { Role } from './rights.ts'

const ADMINISTRATIONS: ReadonlySet<Role> = new Set(['system_admin', 'security_admin', 'audit_admin'])

/** `until` is the last day. Administrations have no department, every other duty has one. */
export type DutyGrant = {
  readonly person: number
  readonly role: Role
  readonly department?: string | undefined
  readonly until?: string | undefined
}

/** Returns the number of the duty. */
export async function grantDuty(
  database: Database,
  now: Date,
  admin: number,
  grant: DutyGrant,
): Promise<number> {
  if (grant.person === admin)
    throw new IdentityError('to-oneself', '不能给自己授予岗位，请由另一位安全管理员办理。')
  const granted = transact(database, { actor: { kind: 'person', person: admin }, now }, async (tx) => {
    await requireKnown(tx, grant)
    const { person: personId, role, department: departmentId = null, until: validTo = null } = grant
    const [row] = await tx
      .insert(duty)
      .values({ personId, role, departmentId, validTo, validFrom: sql`act_date()`, grantedBy: admin })
      .returning({ id: duty.id })
    if (!row) throw new Error('nothing was inserted')
    const content = { id: row.id, role, departmentId, validTo }
    await record(tx, { act: 'grant-duty', object: `person ${personId}`, content })
    return row.id
  })
  return orRefuse(granted, {
    department_closed: ['closed-department', '这个部门已经撤销，请选择其他部门。'],
    23001: ['duties-apart', '系统、安全、审计三类管理员须由不同的人担任，也不能兼任业务岗位或代表企业。'],
    23514: ['wrong-period', '岗位的最后一天不能早于今天。'],
    42501: ['not-granted', '只有安全管理员可以授予岗位。'],
  })
}

async function requireKnown(tx: Transaction, grant: DutyGrant): Promise<void> {
  const [someone] = await tx.select({ id: person.id }).from(person).where(eq(person.id, grant.person))
  if (!someone) throw new IdentityError('unknown-person', '没有这个用户。')
  if (ADMINISTRATIONS.has(grant.role) !== (grant.department === undefined))
    throw new IdentityError('unknown-department', '三类管理员不属于任何部门，其他岗位要写明部门。')
  if (grant.department === undefined) return
  const [place] = await tx.select().from(department).where(eq(department.id, grant.department))
  if (!place) throw new IdentityError('unknown-department', `没有编号为「${grant.department}」的部门。`)
}
