// Everything that a person can get wrong while signing in or granting, as a closed list with a Chinese sentence.
import { inWords, type RefusalWords } from '../db/inWords.ts'

export type IdentityProblem =
  | 'wrong-credentials'
  | 'locked'
  | 'not-signed-in'
  | 'wrong-code'
  | 'weak-password'
  | 'second-factor-exists'
  | 'no-second-factor'
  | 'unknown-person'
  | 'unknown-department'
  | 'closed-department'
  | 'department-taken'
  | 'department-needed'
  | 'unknown-duty'
  | 'unknown-membership'
  | 'unknown-token'
  | 'login-taken'
  | 'to-oneself'
  | 'duties-apart'
  | 'not-granted'
  | 'wrong-period'
  | 'no-single-sign-on'
  | 'single-sign-on-failed'
  | 'no-reason'

export class IdentityError extends Error {
  readonly kind: IdentityProblem

  constructor(kind: IdentityProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'IdentityError'
    this.kind = kind
  }
}

/** What the database refused, by its code or, more exactly, by the name of the rule; and how that is said. */
export type Refusals = RefusalWords<IdentityProblem>

/** Waits for work; a refusal of the database that is named here becomes an IdentityError, any other error stays. */
export function orRefuse<T>(work: Promise<T>, refusals: Refusals): Promise<T> {
  return inWords(work, refusals, (kind, message, options) => new IdentityError(kind, message, options))
}
