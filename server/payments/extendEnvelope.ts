// A later last day for an envelope: what was not spent in time, or came back after it, can be paid.
import { eq } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import { envelope } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { inWords, theRow } from './problem.ts'

export type Extension = {
  readonly envelopeId: number
  readonly expiresOn: string
  /** The document that allows it. */
  readonly document: string
}

export async function extendEnvelope(tx: Transaction, given: Extension): Promise<void> {
  const { envelopeId, expiresOn } = given
  theRow(
    await inWords(
      tx
        .update(envelope)
        .set({ expiresOn })
        .where(eq(envelope.id, envelopeId))
        .returning({ id: envelope.id }),
    ),
    '个资金盘子',
  )
  await record(tx, { act: 'envelope.extend', object: `envelope ${envelopeId}`, content: given })
}
