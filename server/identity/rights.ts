// A person on a day → the duties and authorities that hold, as one value that requests ask.
import { and, gte, isNull, lte, or, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { department, duty, membership, type ROLES, subject } from '../db/tables.ts'

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

/**
 * The duties of the person in `of`, as one column: every request asks for them. Runs as the process; the database's own
 * functions decide the same for queries.
 */
export const dutiesOf = (of: PgColumn) => sql<readonly HeldDuty[]>`(
  SELECT COALESCE(jsonb_agg(jsonb_build_object('role', ${duty.role}, 'department', CASE WHEN ${department.id} IS NOT NULL
    THEN jsonb_build_object('id', ${department.id}, 'name', ${department.name}, 'district', ${department.district})
    END) ORDER BY ${duty.id}), '[]')
  FROM ${duty} LEFT JOIN ${department} ON ${department.id} = ${duty.departmentId}
  WHERE ${duty.personId} = ${of} AND ${holds(duty)})`

/** The same of what the person may do for enterprises. */
export const authoritiesOf = (of: PgColumn) => sql<readonly Authority[]>`(
  SELECT COALESCE(jsonb_agg(jsonb_build_object('subject', jsonb_build_object('id', ${subject.id}, 'name', ${subject.name}),
    'kind', ${membership.kind}, 'scopes', ${membership.scopes}, 'until', ${membership.validTo})
    ORDER BY ${membership.id}), '[]')
  FROM ${membership} JOIN ${subject} ON ${subject.id} = ${membership.subjectId}
  WHERE ${membership.personId} = ${of} AND ${holds(membership)})`

/** Has begun, and has neither run out nor been ended. */
function holds(table: typeof duty | typeof membership) {
  const today = sql`act_date()`
  return and(
    lte(table.validFrom, today),
    or(isNull(table.validTo), gte(table.validTo, today)),
    or(isNull(table.endedAt), sql`${table.endedAt} > act_time()`),
  )
}
