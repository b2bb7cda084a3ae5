// Money that came back → available again in the envelope it was paid from.
import { record } from '../audit/record.ts'
import { recovery } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { requireFen } from './fen.ts'
import { inWords } from './problem.ts'

export type Recovered = {
  readonly clawbackId: number
  readonly amountFen: number
  readonly receivedOn: string
  /** The bank's or treasury's own number: the same money is entered once. */
  readonly reference: string
}

/** By someone else than who decided it. */
export async function recordRecovery(tx: Transaction, given: Recovered): Promise<void> {
  requireFen(given.amountFen, '追回到账金额')
  await inWords(tx.insert(recovery).values(given))
  await record(tx, { act: 'clawback.recover', object: `clawback ${given.clawbackId}`, content: given })
}
