// What the calls about checking share.
import type { Program } from '#lang'
import type { Database } from '../../db/openDatabase.ts'
import type { Occasion } from '../../db/transact.ts'
import type { Role } from '../../identity/rights.ts'

export type AuditParts = {
  readonly database: Database
  readonly clock: () => Date
  readonly program: Program
}

/** Those who may read the log; the administrator sees nothing else of the business. */
export const CHECKERS: readonly Role[] = ['auditor', 'audit_admin']

export function occasionOf({ clock }: AuditParts, person: number): Occasion {
  return { actor: { kind: 'person', person }, now: clock() }
}
