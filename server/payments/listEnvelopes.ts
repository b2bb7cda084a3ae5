// Envelopes with their sums: budget → reserved → in transit → paid → recovered. The page, the list and the export are
// these rows.
import { and, asc, eq } from 'drizzle-orm'
import { envelope, envelopeBalance } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'

export type EnvelopeFilter = {
  readonly id?: number
  readonly year?: number
  readonly programme?: string
  readonly policy?: string
}

export type EnvelopeRow = Awaited<ReturnType<typeof listEnvelopes>>[number]

export function listEnvelopes(tx: Transaction, { id: only, year, programme, policy }: EnvelopeFilter = {}) {
  const { id, title, source, district, validFrom, expiresOn } = envelope
  const { allottedFen, availableFen, reservedFen, inTransitFen, paidFen, recoveredFen } = envelopeBalance
  const of = { programme: envelope.programme, policy: envelope.policy, year: envelope.year }
  return tx
    .select({
      ...{ id, title, source, district, validFrom, expiresOn, ...of },
      ...{ allottedFen, availableFen, reservedFen, inTransitFen, paidFen, recoveredFen },
    })
    .from(envelope)
    .innerJoin(envelopeBalance, eq(envelopeBalance.envelopeId, envelope.id))
    .where(
      and(
        only === undefined ? undefined : eq(envelope.id, only),
        year === undefined ? undefined : eq(envelope.year, year),
        programme === undefined ? undefined : eq(envelope.programme, programme),
        policy === undefined ? undefined : eq(envelope.policy, policy),
      ),
    )
    .orderBy(asc(envelope.year), asc(envelope.id))
}
