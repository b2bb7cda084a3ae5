// One row of what was said of a subject, as plain JSON: it is frozen with decisions and stands in audit bundles.
import { asc, eq, getTableColumns, sql } from 'drizzle-orm'
import { fact, subject } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { SubjectError } from './problem.ts'

export type Source = (typeof fact.$inferSelect)['source']

export type Statement = {
  readonly id: number
  /** The English name in the dictionary. */
  readonly name: string
  readonly year: number | null
  /** As in a question to the rules; null takes back what the same voice said before. */
  readonly value: unknown
  /** The day from which it is so; null: always. */
  readonly validFrom: string | null
  readonly source: Source
  /** The document, file or register that it comes from. */
  readonly note: string
  readonly saidBy: number | null
  readonly department: string | null
  /** When it became known. */
  readonly recordedAt: string
}

/** Everything said of a subject, in the order in which it became known; with `knownAt`, up to that moment. */
export async function statementsOf(tx: Transaction, id: number, knownAt?: Date): Promise<Statement[]> {
  const until = knownAt ? sql` AND ${fact.recordedAt} <= ${knownAt.toISOString()}::timestamptz` : sql``
  const rows = await tx
    // As text: the driver reads JSON, and drizzle would read a text that looks like a number once more.
    .select({ ...getTableColumns(fact), value: sql<string>`${fact.value}::text` })
    .from(fact)
    .where(sql`${eq(fact.subjectId, id)}${until}`)
    .orderBy(asc(fact.recordedAt), asc(fact.id))
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, year: row.year, value: JSON.parse(row.value), validFrom: row.validFrom },
    ...{ source: row.source, note: row.sourceNote, saidBy: row.saidBy, department: row.departmentId },
    recordedAt: row.recordedAt.toISOString(),
  }))
}

/** The subject's own row. Throws SubjectError where there is none, or none that this person may see. */
export async function subjectRow(tx: Transaction, id: number): Promise<typeof subject.$inferSelect> {
  const [row] = await tx.select().from(subject).where(eq(subject.id, id))
  if (!row) throw new SubjectError('not_found', `没有编号为 ${id} 的主体，或者您无权查看`)
  return row
}

/** Until the transaction ends nobody else says anything of the subject or decides on it. */
export async function lockSubject(tx: Transaction, id: number): Promise<void> {
  await tx.execute(sql`SELECT lock_subject(${id})`)
}
