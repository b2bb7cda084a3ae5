// A case → everything an officer sees of it; the applicant sees what row-level security leaves.
import { asc, eq } from 'drizzle-orm'
import { appeal, caseAct, departmentOpinion, evidence, objection, personName } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import type { LoadedCase } from './loadCase.ts'

type Timeline = readonly {
  readonly act: typeof caseAct.$inferSelect
  readonly person: string | null
}[]

export type CaseInFull = LoadedCase & {
  /** Empty for the applicant's side, who reads `progressOf`. */
  readonly timeline: Timeline
  readonly opinions: readonly (typeof departmentOpinion.$inferSelect)[]
  readonly evidence: readonly (typeof evidence.$inferSelect)[]
  readonly objections: readonly (typeof objection.$inferSelect)[]
  readonly appeals: readonly (typeof appeal.$inferSelect)[]
}

export async function caseInFull(tx: Transaction, loaded: LoadedCase): Promise<CaseInFull> {
  const { id } = loaded.row
  return {
    ...loaded,
    timeline: await timelineOf(tx, id),
    opinions: await tx.select().from(departmentOpinion).where(eq(departmentOpinion.caseId, id)),
    evidence: await tx.select().from(evidence).where(eq(evidence.caseId, id)),
    objections: await tx.select().from(objection).where(eq(objection.caseId, id)),
    appeals: await tx.select().from(appeal).where(eq(appeal.caseId, id)).orderBy(asc(appeal.id)),
  }
}

async function timelineOf(tx: Transaction, caseId: number): Promise<Timeline> {
  return tx
    .select({ act: caseAct, person: personName.name })
    .from(caseAct)
    .leftJoin(personName, eq(personName.id, caseAct.personId))
    .where(eq(caseAct.caseId, caseId))
    .orderBy(asc(caseAct.number))
}
