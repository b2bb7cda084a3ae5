// Paid wrongly, or no longer deserved → a decision on how much must come back, why, and by when.
import { record } from '../audit/record.ts'
import { clawback } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { requireFen } from './fen.ts'
import { inWords, theRow } from './problem.ts'

export type NewClawback = {
  readonly awardId: number
  readonly amountFen: number
  readonly reason: string
  /** The article on which it rests. */
  readonly clause: string
  readonly dueOn: string
}

/** All decisions on an award together ask for no more than was paid. */
export async function decideClawback(tx: Transaction, given: NewClawback): Promise<{ readonly id: number }> {
  requireFen(given.amountFen, '追回金额')
  const decided = theRow(
    await inWords(tx.insert(clawback).values(given).returning({ id: clawback.id })),
    '项追回',
  )
  await record(tx, { act: 'clawback.decide', object: `clawback ${decided.id}`, content: given })
  return decided
}
