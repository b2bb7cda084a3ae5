// What a person heard from the bank of one order, with its evidence → a result; for what no file ever settles.
import { record } from '../audit/record.ts'
import { paymentResult } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { inWords } from './problem.ts'

export type StatedResult = {
  readonly orderId: number
  readonly result: 'paid' | 'returned' | 'unknown'
  /** When it happened at the bank. */
  readonly at: Date
  /** For a return and an unknown result: why; for an arrival: the evidence. */
  readonly reason: string
  readonly receipt?: string
}

export async function stateResult(tx: Transaction, given: StatedResult): Promise<void> {
  await inWords(tx.insert(paymentResult).values({ ...given, source: 'person' }))
  await record(tx, {
    act: `result.${given.result}`,
    object: `payment_order ${given.orderId}`,
    content: given,
  })
}
