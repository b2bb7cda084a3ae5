// Investments of funds with what has left of them; never added to grants.
import { asc, eq, sql } from 'drizzle-orm'
import { commitment, commitmentExit, personName, subject } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'

export type CommitmentRow = Awaited<ReturnType<typeof listCommitments>>[number]

export function listCommitments(tx: Transaction) {
  const { id, fund, agreement, policy, amountFen, ceilingFen, investedOn, earliestExitOn } = commitment
  const total = (column: typeof commitmentExit.amountFen | typeof commitmentExit.proceedsFen) =>
    sql`COALESCE((SELECT sum(${column}) FROM ${commitmentExit} WHERE ${commitmentExit.commitmentId} = ${commitment.id}), 0)::bigint`.mapWith(
      Number,
    )
  return tx
    .select({
      ...{ id, fund, agreement, policy, amountFen, ceilingFen, investedOn, earliestExitOn },
      ...{ subjectId: commitment.subjectId, subject: subject.name, decider: personName.name },
      ...{ exitedFen: total(commitmentExit.amountFen), proceedsFen: total(commitmentExit.proceedsFen) },
    })
    .from(commitment)
    .leftJoin(subject, eq(subject.id, commitment.subjectId))
    .leftJoin(personName, eq(personName.id, commitment.decidedBy))
    .orderBy(asc(commitment.id))
}
