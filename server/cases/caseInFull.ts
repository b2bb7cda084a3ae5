// A case → everything an officer sees of it, with what this person can do now and why not.
import { asc, eq } from 'drizzle-orm'
import { stepOf } from '../approval/path.ts'
import type { Database } from '../db/openDatabase.ts'
import { caseAct, departmentOpinion, evidence, objection, personName } from '../db/tables.ts'
import { type Transaction, transact } from '../db/transact.ts'
import { type LoadedCase, loadCase } from './loadCase.ts'
import { CaseError } from './problem.ts'
import { standingOf } from './standing.ts'

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
  /** What this person's duty lets them do here; needs of the act may still be open. */
  readonly possible: readonly { readonly id: string; readonly name: string; readonly recused: boolean }[]
}

/** Throws CaseError `unknown_case`. */
export async function caseInFull(
  database: Database,
  { person, now }: { readonly person: number; readonly now: Date },
  caseId: number,
): Promise<CaseInFull> {
  return transact(database, { actor: { kind: 'person', person }, now }, async (tx) => {
    const loaded = await loadCase(tx, caseId)
    if (!loaded) throw new CaseError('unknown_case', '没有这个办件，请从工作台进入')
    return {
      ...loaded,
      timeline: await timelineOf(tx, caseId),
      opinions: await tx.select().from(departmentOpinion).where(eq(departmentOpinion.caseId, caseId)),
      evidence: await tx.select().from(evidence).where(eq(evidence.caseId, caseId)),
      objections: await tx.select().from(objection).where(eq(objection.caseId, caseId)),
      possible: await possibleActs(tx, person, loaded),
    }
  })
}

async function timelineOf(tx: Transaction, caseId: number): Promise<Timeline> {
  return tx
    .select({ act: caseAct, person: personName.name })
    .from(caseAct)
    .leftJoin(personName, eq(personName.id, caseAct.personId))
    .where(eq(caseAct.caseId, caseId))
    .orderBy(asc(caseAct.number))
}

async function possibleActs(
  tx: Transaction,
  person: number,
  loaded: LoadedCase,
): Promise<CaseInFull['possible']> {
  const possible: CaseInFull['possible'][number][] = []
  for (const act of stepOf(loaded.path, loaded.row.step).acts) {
    if (act.by === 'anyone') continue
    const standing = await standingOf(tx, { kind: 'person', person }, loaded, act)
    if (standing.party === act.by) possible.push({ id: act.id, name: act.name, recused: standing.recused })
  }
  return possible
}
