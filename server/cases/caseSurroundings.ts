// A case → what stands around it and is needed to show it: names, the steps it has left, the item as known now.
import { eq, sql } from 'drizzle-orm'
import type { Finding, Program } from '#lang'
import type { Database } from '../db/openDatabase.ts'
import { department, subject } from '../db/tables.ts'
import { type Occasion, transact } from '../db/transact.ts'
import { findingOf } from './findingOf.ts'
import type { LoadedCase } from './loadCase.ts'
import { type FactSource, sourcesOf } from './sourcesOf.ts'

type Surroundings = {
  readonly subject: { readonly id: number; readonly name: string }
  readonly departments: ReadonlyMap<string, string>
  /** The steps that acts have left, in their order. */
  readonly left: readonly string[]
  /** Whether this person sees it by duty, not only as the applicant. */
  readonly asOfficer: boolean
  readonly finding: Finding | undefined
  /** Who said the facts that the finding speaks of. */
  readonly sources: readonly FactSource[]
}

export async function caseSurroundings(
  database: Database,
  occasion: Occasion,
  program: Program,
  { row }: LoadedCase,
): Promise<Surroundings> {
  return transact(database, occasion, async (tx) => {
    const [named] = await tx.select({ name: subject.name }).from(subject).where(eq(subject.id, row.subjectId))
    const departments = await tx.select({ id: department.id, name: department.name }).from(department)
    const acts = await tx.execute<{ from_step: string }>(sql`SELECT from_step FROM case_timeline(${row.id})`)
    const seen = await tx.execute<{ seen: boolean }>(sql`SELECT sees_case_as_officer(${row.id}) AS seen`)
    const asOfficer = seen.rows[0]?.seen === true
    const item = { subject: row.subjectId, policy: row.policy, item: row.item }
    const finding = asOfficer ? await findingOf(tx, program, item, occasion.now) : undefined
    return {
      subject: { id: row.subjectId, name: named?.name ?? '' },
      departments: new Map(departments.map(({ id, name }) => [id, name])),
      left: acts.rows.map((each) => each.from_step),
      ...{ asOfficer, finding },
      sources: finding ? await sourcesOf(tx, program, row.subjectId, finding, occasion.now) : [],
    }
  })
}
