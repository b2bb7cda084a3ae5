// Everything that a person can get wrong about cases outside an act, as a closed list with a Chinese sentence that says
// what to do instead. What stands against an act is in refusals.ts.
import { refusalNames } from '../db/transact.ts'

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
export type Refusals = Readonly<Record<string, readonly [CaseProblem, string]>>

/** Waits for work; a refusal of the database that is named here becomes a CaseError, any other error stays. */
export async function orRefuse<T>(work: Promise<T>, refusals: Refusals): Promise<T> {
  try {
    return await work
  } catch (error) {
    const refusal = refusalNames(error)
      .map((name) => refusals[name])
      .find((each) => each !== undefined)
    if (!refusal) throw error
    throw new CaseError(refusal[0], refusal[1], { cause: error })
  }
}
