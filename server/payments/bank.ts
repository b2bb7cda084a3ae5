// What the system asks of a bank. Whoever connects a bank implements this; the number of an order is its identity.

export type BankOrder = {
  /** The same number twice is one payment: the bank answers as it did the first time. */
  readonly number: string
  readonly amountFen: number
  readonly payeeName: string
  readonly payeeBank: string
  readonly payeeAccount: string
}

export type BankReply =
  | { readonly kind: 'accepted'; readonly receipt: string; readonly at: Date }
  | { readonly kind: 'paid'; readonly receipt: string; readonly at: Date }
  | { readonly kind: 'returned'; readonly receipt: string; readonly at: Date; readonly reason: string }

export type Bank = {
  /** Throws when it cannot be known whether the order arrived. */
  submit(order: BankOrder): Promise<BankReply>
  /** What became of an order; undefined: the bank does not know its number (yet). */
  find(number: string): Promise<BankReply | undefined>
}
