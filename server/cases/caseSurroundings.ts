// A case → what stands around it and is needed to show it: names, the item as known now.
import { eq, sql } from 'drizzle-orm'
import type { Finding, Program } from '#lang'
import { subject } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { departmentNames } from '../identity/departmentNames.ts'
import { judgedOf } from './findingOf.ts'
import type { LoadedCase } from './loadCase.ts'
import { type FactSource, sourcesOf } from './sourcesOf.ts'

type Surroundings = {
  readonly subject: { readonly id: number; readonly name: string }
  readonly departments: ReadonlyMap<string, string>
  /** Whether this person sees it by duty, not only as the applicant. */
  readonly asOfficer: boolean
  readonly finding: Finding | undefined
  /** Who said the facts that the finding speaks of. */
  readonly sources: readonly FactSource[]
}

/** `now` is the moment for which the item is judged. */
export async function caseSurroundings(
  tx: Transaction,
  now: Date,
  program: Program,
  { row }: LoadedCase,
): Promise<Surroundings> {
  const [named] = await tx.select({ name: subject.name }).from(subject).where(eq(subject.id, row.subjectId))
  const seen = await tx.execute<{ seen: boolean }>(sql`SELECT sees_case_as_officer(${row.id}) AS seen`)
  const asOfficer = seen.rows[0]?.seen === true
  const item = { subject: row.subjectId, policy: row.policy, item: row.item }
  const judged = asOfficer ? await judgedOf(tx, program, item, now) : undefined
  return {
    subject: { id: row.subjectId, name: named?.name ?? '' },
    departments: await departmentNames(tx),
    ...{ asOfficer, finding: judged?.finding },
    sources: judged ? sourcesOf(program, judged) : [],
  }
}
