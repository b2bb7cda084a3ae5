// What is wrong with what a simulation was asked, for the person who asked: one sentence, and details where there are some.

export type SimulationProblem =
  | 'unknown-policy'
  | 'unknown-item'
  | 'unknown-parameter'
  | 'unknown-reform'
  | 'bad-reform'
  | 'bad-list'

export class SimulationError extends Error {
  readonly problem: SimulationProblem
  readonly details: readonly { readonly path: string; readonly message: string }[]

  constructor(
    problem: SimulationProblem,
    message: string,
    details: readonly { readonly path: string; readonly message: string }[] = [],
  ) {
    super(message)
    this.problem = problem
    this.details = details
  }
}
