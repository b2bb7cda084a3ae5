// Why a decision on a case or its money cannot go on, as a closed list with a Chinese sentence that says what to do instead.

export class GrantingError extends Error {
  readonly kind:
    | 'payload'
    | 'not_supported' // the rules give nothing
    | 'not_decided'
    | 'no_envelope'
    | 'several_envelopes'
    | 'no_hands'
    | 'no_award'
    | 'no_stage'
    | 'several_orders'
    | 'in_the_way' // an order that must go first
    | 'unknown_order'
    | 'not_arrived'
    | 'no_account'
    | 'not_yours'

  constructor(kind: GrantingError['kind'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'GrantingError'
    this.kind = kind
  }
}
