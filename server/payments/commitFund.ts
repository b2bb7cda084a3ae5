// An investment of a fund: not a grant, so it is in no envelope and is never added to grants.
import { record } from '../audit/record.ts'
import { commitment } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { requireFen } from './fen.ts'
import { inWords, theRow } from './problem.ts'

export type NewCommitment = {
  readonly subjectId: number
  readonly fund: string
  /** The number of the agreement; each is entered once. */
  readonly agreement: string
  readonly policy: string
  readonly district: string | null
  readonly amountFen: number
  /** What the rules allow for a single investment. */
  readonly ceilingFen: number
  readonly investedOn: string
  /** From when on the agreement lets the fund leave; from what it is counted is the agreement's own matter. */
  readonly earliestExitOn: string
}

export async function commitFund(tx: Transaction, given: NewCommitment): Promise<{ readonly id: number }> {
  requireFen(given.amountFen, '投资金额')
  const made = theRow(
    await inWords(tx.insert(commitment).values(given).returning({ id: commitment.id })),
    '项投资',
  )
  await record(tx, { act: 'fund.commit', object: `commitment ${made.id}`, content: given })
  return made
}
