// What the calls about the plan share.
import type { Program } from '#lang'
import { dayInChina } from '../../clock/dayInChina.ts'
import type { Database } from '../../db/openDatabase.ts'
import type { Role } from '../../identity/rights.ts'
import type { Session } from '../../identity/session.ts'

export type PlanParts = {
  readonly database: Database
  readonly clock: () => Date
  readonly program: Program
  /** The folder of evidence: outside everything that is served. */
  readonly evidence: string
}

/** Those who see the plan by their duty; which districts each sees is decided by the database. */
export const PLAN_READERS: readonly Role[] = [
  ...(['handler', 'reviewer', 'approver', 'payer', 'auditor', 'leader', 'planner'] as const),
]
export const REPORTERS: readonly Role[] = ['handler', 'reviewer']

export const occasionOf = (session: Session, now: Date) => ({
  actor: { kind: 'person' as const, person: session.person.id },
  now,
})

/** The departments for which this person reports. */
export function reportingDepartments({ duties }: Session): string[] {
  return duties.flatMap(({ role, department }) =>
    department && REPORTERS.includes(role) ? [department.id] : [],
  )
}

/** The districts whose plan office this person is of. */
export function plannedDistricts({ duties }: Session): string[] {
  return duties.flatMap(({ role, department }) =>
    role === 'planner' && department?.district ? [department.district] : [],
  )
}

/** A day, and the end of another one in China; both today where nothing is said. */
export function momentsOf(
  { at, known }: { readonly at?: string | undefined; readonly known?: string | undefined },
  now: Date,
): { readonly day: string; readonly knownAt: Date } {
  const day = at ?? dayInChina(now)
  return { day, knownAt: known === undefined ? now : new Date(`${known}T23:59:59.999+08:00`) }
}
