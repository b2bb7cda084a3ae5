// What the calls about cases share.
import type { Program } from '#lang'
import type { Effect } from '../approval/path.ts'
import type { Effects } from '../cases/effects.ts'
import type { Database } from '../db/openDatabase.ts'
import type { Role } from '../identity/rights.ts'

/** What an installation does when a case moves, and where it keeps files. */
export type CaseSettings = {
  readonly effects: Effects
  /** What this installation cannot do, in words; undefined where it can. */
  readonly lacks: (effects: readonly Effect[]) => string | undefined
  /** The folder of evidence: outside everything that is served. */
  readonly evidence: string
}

export type CaseParts = CaseSettings & {
  readonly database: Database
  readonly clock: () => Date
  readonly program: Program
}

/** Those who see cases by their duty; what each of them sees and does is decided by the database. */
export const OFFICERS: readonly Role[] = ['handler', 'reviewer', 'approver', 'payer', 'auditor', 'leader']
