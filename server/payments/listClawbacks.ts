// Decisions that money must come back, with what came.
import { asc, eq } from 'drizzle-orm'
import { award, clawback, envelope, personName, recovery, subject } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'

export type ClawbackRow = Awaited<ReturnType<typeof listClawbacks>>[number]

export function listClawbacks(tx: Transaction) {
  const { id, awardId, amountFen, recoveredFen, reason, clause, dueOn, decidedAt } = clawback
  return tx
    .select({
      ...{ id, awardId, amountFen, recoveredFen, reason, clause, dueOn, decidedAt, decider: personName.name },
      ...{ caseId: award.caseId, subject: subject.name, item: award.item, envelope: envelope.title },
    })
    .from(clawback)
    .innerJoin(award, eq(award.id, clawback.awardId))
    .leftJoin(envelope, eq(envelope.id, award.envelopeId))
    .leftJoin(subject, eq(subject.id, award.subjectId))
    .leftJoin(personName, eq(personName.id, clawback.decidedBy))
    .orderBy(asc(clawback.id))
}

export function listRecoveries(tx: Transaction) {
  const { id, clawbackId, amountFen, receivedOn, reference } = recovery
  return tx
    .select({ id, clawbackId, amountFen, receivedOn, reference, person: personName.name })
    .from(recovery)
    .leftJoin(personName, eq(personName.id, recovery.recordedBy))
    .orderBy(asc(recovery.id))
}
