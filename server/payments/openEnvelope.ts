// Programme, document, year, source → an envelope, which is empty until money is allotted to it.
import { record } from '../audit/record.ts'
import { envelope } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { inWords, theRow } from './problem.ts'

export type NewEnvelope = {
  readonly title: string
  readonly programme: string
  /** The document's number, as awards and earlier payments name it. */
  readonly policy: string
  readonly year: number
  readonly source: (typeof envelope.$inferInsert)['source']
  /** null: of the whole municipality. */
  readonly district: string | null
  readonly validFrom: string
  /** The last day on which it may be promised or spent. */
  readonly expiresOn: string
}

/** Throws MoneyError `twice` where there is one already. */
export async function openEnvelope(tx: Transaction, given: NewEnvelope): Promise<{ readonly id: number }> {
  const opened = theRow(
    await inWords(tx.insert(envelope).values(given).returning({ id: envelope.id })),
    '个资金盘子',
  )
  await record(tx, { act: 'envelope.open', object: `envelope ${opened.id}`, content: given })
  return opened
}
