// Lists of what was paid before this system, or under repealed documents → rows that ceilings count.
import { record } from '../audit/record.ts'
import { earlierPayment } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { requireFen } from './fen.ts'
import { inWords } from './problem.ts'

export type EarlierPayment = {
  readonly subjectId: number
  readonly policy: string
  readonly item: string
  readonly year: number
  readonly amountFen: number
  /** The line of the list; two genuine payments can agree in everything else. */
  readonly line: number
}

/** `source`: the document or file. All rows or none; MoneyError `twice` when a line of it is known already. */
export async function stateEarlierPayments(
  tx: Transaction,
  source: string,
  payments: readonly EarlierPayment[],
): Promise<void> {
  for (const each of payments) requireFen(each.amountFen, `第 ${each.line} 行的金额`)
  if (payments.length === 0) return
  await inWords(tx.insert(earlierPayment).values(payments.map((each) => ({ ...each, source }))))
  await record(tx, { act: 'earlier.state', object: `earlier ${source}`, content: payments })
}
