// Why a decision cannot be frozen, undone, replayed or proved, in words for the person who asked.

export class DecisionError extends Error {
  readonly kind:
    | 'not_found'
    | 'rules'
    | 'item'
    | 'facts'
    | 'date'
    | 'open'
    | 'reading'
    | 'award'
    | 'evidence'
    | 'decided'
    | 'undone'
    | 'reason'
    | 'bundle'

  constructor(kind: DecisionError['kind'], message: string) {
    super(message)
    this.name = 'DecisionError'
    this.kind = kind
  }
}
