// What can be wrong with a population or a file as a whole: one Chinese sentence that also says what to do.

export type PopulationProblem =
  | 'badId'
  | 'exists'
  | 'missing'
  | 'damaged'
  | 'busy'
  | 'empty'
  | 'file'
  | 'mapping'

/** Thrown for what the person who asked can mend; the message is for them. */
export class PopulationError extends Error {
  readonly problem: PopulationProblem
  constructor(problem: PopulationProblem, message: string) {
    super(message)
    this.problem = problem
  }
}
