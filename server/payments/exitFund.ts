// A fund leaves an investment, wholly or in part.
import { record } from '../audit/record.ts'
import { commitmentExit } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { requireFen } from './fen.ts'
import { inWords } from './problem.ts'

export type Exit = {
  readonly commitmentId: number
  /** What of the investment leaves. */
  readonly amountFen: number
  /** What is paid for it; more or less than was invested. */
  readonly proceedsFen: number
  readonly exitedOn: string
  readonly reference: string
}

/** Not before the agreed day, and no more than is still invested. */
export async function exitFund(tx: Transaction, given: Exit): Promise<void> {
  requireFen(given.amountFen, '退出金额')
  await inWords(tx.insert(commitmentExit).values(given))
  await record(tx, { act: 'fund.exit', object: `commitment ${given.commitmentId}`, content: given })
}
