// What the calls about tasks share.
import type { Program } from '#lang'
import type { Database } from '../../db/openDatabase.ts'
import type { Role } from '../../identity/rights.ts'

export type TaskParts = {
  readonly database: Database
  readonly clock: () => Date
  readonly program: Program
  /** The folder of evidence: outside everything that is served. */
  readonly evidence: string
}

/** Those who see tasks by their duty; which of them, and what each does, is decided by the database. */
export const TASK_READERS: readonly Role[] = [
  ...(['handler', 'reviewer', 'approver', 'payer', 'auditor', 'leader', 'planner'] as const),
]

/** Those who do something with a task. */
export const TASK_DOERS: readonly Role[] = ['handler', 'reviewer', 'planner']
