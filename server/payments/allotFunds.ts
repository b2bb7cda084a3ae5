// A budget document → money in an envelope, or less of it where the budget is cut.
import { record } from '../audit/record.ts'
import { allotment } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { inWords, MoneyError } from './problem.ts'

export type Allotment = {
  readonly envelopeId: number
  /** Whole 分; below zero for a cut, which may take no more than what is available. */
  readonly amountFen: number
  /** The number of the document; each counts once for an envelope. */
  readonly document: string
}

export async function allotFunds(tx: Transaction, given: Allotment): Promise<void> {
  if (!Number.isSafeInteger(given.amountFen) || given.amountFen === 0)
    throw new MoneyError('amount', `下达金额要是整分，且不为零，得到的是 ${given.amountFen}`)
  await inWords(tx.insert(allotment).values(given))
  await record(tx, { act: 'envelope.allot', object: `envelope ${given.envelopeId}`, content: given })
}
