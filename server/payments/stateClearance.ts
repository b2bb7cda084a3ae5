// What a case says before money leaves: publicity, objections, veto → a row that payment orders refer to.
import { record } from '../audit/record.ts'
import { paymentClearance } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { inWords, theRow } from './problem.ts'

export type Clearance = {
  readonly caseId: number
  /** null: still open. */
  readonly publicityClosedAt: Date | null
  readonly objectionsOpen: number
  /** When the veto facts were looked at; null: they were not. */
  readonly vetoCheckedAt: Date | null
  readonly vetoFound: boolean
  /** What was found, or what is missing. */
  readonly note?: string
}

/** The last one of a case counts; also a bad one is to be stated, since it holds back orders not yet sent. */
export async function stateClearance(tx: Transaction, given: Clearance): Promise<{ readonly id: number }> {
  const row = theRow(
    await inWords(tx.insert(paymentClearance).values(given).returning({ id: paymentClearance.id })),
    '次核对',
  )
  await record(tx, { act: 'clearance.state', object: `case ${given.caseId}`, content: given })
  return row
}
