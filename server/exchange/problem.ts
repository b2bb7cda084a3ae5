// What can be wrong with an exchange with another system, as a closed list with a Chinese sentence.

export type ExchangeProblem =
  | 'unknown-webhook'
  | 'unknown-delivery'
  | 'wrong-address'
  | 'unknown-department'
  | 'not-granted'
  | 'wrong-results'

export class ExchangeError extends Error {
  readonly kind: ExchangeProblem
  /** What is wrong with which row, where there are rows. */
  readonly rows: readonly { readonly row: number; readonly message: string }[]

  constructor(
    kind: ExchangeProblem,
    message: string,
    rows: ExchangeError['rows'] = [],
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'ExchangeError'
    this.kind = kind
    this.rows = rows
  }
}
