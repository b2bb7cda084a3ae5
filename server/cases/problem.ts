// Everything that a person can get wrong about cases outside an act, as a closed list with a Chinese sentence that says
// what to do instead. What stands against an act is in refusals.ts.
import { inWords, type RefusalWords } from '../db/inWords.ts'

export type CaseProblem =
  | 'unknown_case'
  | 'unknown_setting'
  | 'unknown_subject'
  | 'not_yours'
  | 'wrong_setting'
  | 'wrong_path'
  | 'outside_window'
  | 'duplicate'
  | 'first_department'
  | 'element'
  | 'not_the_applicants'
  | 'unknown_fact'
  | 'not_asked'
  | 'no_text'
  | 'not_in_publicity'
  | 'wrong_file'
  | 'stage_before'
  | 'already_recorded'
  | 'no_paper'
  | 'unknown_template'
  | 'stale_template'
  | 'wrong_template'
  | 'wrong_table'
  | 'unknown_question'
  | 'answered'

export class CaseError extends Error {
  readonly kind: CaseProblem

  constructor(kind: CaseProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CaseError'
    this.kind = kind
  }
}

/** What the database refused, by its code or, more exactly, by the name of the rule; and how that is said. */
export type Refusals = RefusalWords<CaseProblem>

/** Waits for work; a refusal of the database that is named here becomes a CaseError, any other error stays. */
export function orRefuse<T>(work: Promise<T>, refusals: Refusals): Promise<T> {
  return inWords(work, refusals, (kind, message, options) => new CaseError(kind, message, options))
}
