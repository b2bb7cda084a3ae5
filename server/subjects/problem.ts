// What can be wrong with a subject or with what is said of it, in words for the person who said it.
import type { InputProblem } from '#lang'

export class SubjectError extends Error {
  readonly kind:
    | ('not_found' | 'name' | 'kind' | 'credit_code' | 'duplicate' | 'facts' | 'receipt')
    // About rectifications: the subject's own fact, an open request, one that was answered, somebody else's.
    | ('own' | 'already_asked' | 'answered' | 'not_yours')
  /** Everything that is wrong with the facts, each with its place. */
  readonly problems: readonly InputProblem[]

  constructor(kind: SubjectError['kind'], message: string, problems: readonly InputProblem[] = []) {
    super(message)
    this.name = 'SubjectError'
    this.kind = kind
    this.problems = problems
  }
}

/** All problems with the facts as one error. */
export function factsProblem(problems: readonly InputProblem[]): SubjectError {
  const words = problems.map(({ path, message }) => (path === '' ? message : `${path}：${message}`))
  return new SubjectError('facts', words.join('；'), problems)
}
