// A person on a day → the duties and authorities that hold, as one value that requests ask.
import { and, eq, gte, isNull, lte, or, sql } from 'drizzle-orm'
import { department, duty, membership, type ROLES, subject } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'

export type Role = (typeof ROLES)[number]

export const SCOPES = ['view', 'apply', 'confirm', 'account', 'grant'] as const
export type Scope = (typeof SCOPES)[number]

export type HeldDuty = {
  readonly role: Role
  readonly department: { readonly id: string; readonly name: string; readonly district: string | null } | null
}

export type Authority = {
  readonly subject: { readonly id: number; readonly name: string }
  readonly kind: 'owner' | 'member' | 'agent'
  readonly scopes: readonly string[]
  /** The last day, where there is one. */
  readonly until: string | null
}

// Whoever decides, pays, checks or grants: a stolen password must not be enough.
const NEEDS_SECOND_FACTOR: ReadonlySet<Role> = new Set([
  'approver',
  'payer',
  'auditor',
  'system_admin',
  'security_admin',
  'audit_admin',
])

export function needsSecondFactor(duties: readonly HeldDuty[]): boolean {
  return duties.some((each) => NEEDS_SECOND_FACTOR.has(each.role))
}

/** Runs as the process; the database's own functions decide the same for queries. */
export async function dutiesOf(tx: Transaction, person: number): Promise<HeldDuty[]> {
  return tx
    .select({
      role: duty.role,
      department: { id: department.id, name: department.name, district: department.district },
    })
    .from(duty)
    .leftJoin(department, eq(department.id, duty.departmentId))
    .where(and(eq(duty.personId, person), holds(duty)))
    .orderBy(duty.id)
}

export async function authoritiesOf(tx: Transaction, person: number): Promise<Authority[]> {
  return tx
    .select({
      subject: { id: subject.id, name: subject.name },
      kind: membership.kind,
      scopes: membership.scopes,
      until: membership.validTo,
    })
    .from(membership)
    .innerJoin(subject, eq(subject.id, membership.subjectId))
    .where(and(eq(membership.personId, person), holds(membership)))
    .orderBy(membership.id)
}

/** Has begun, and has neither run out nor been ended. */
function holds(table: typeof duty | typeof membership) {
  const today = sql`act_date()`
  return and(
    lte(table.validFrom, today),
    or(isNull(table.validTo), gte(table.validTo, today)),
    or(isNull(table.endedAt), sql`${table.endedAt} > act_time()`),
  )
}
