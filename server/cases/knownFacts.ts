// What was said of a subject → the facts as known now, and what an item comes to with them.
import { asc, eq } from 'drizzle-orm'
import { evaluate, type Finding, type Program, parseDate, readSubject } from '#lang'
import { dayOf } from '../clock/workingDays.ts'
import { fact, subject } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'

type Item = { readonly subject: number; readonly policy: string; readonly item: string }

/** The item for the subject on the day of `now`; undefined where the subject or the item is not there to be seen. */
export async function findingOf(
  tx: Transaction,
  program: Program,
  { subject: id, policy, item }: Item,
  now: Date,
): Promise<Finding | undefined> {
  const [row] = await tx.select({ kind: subject.kind }).from(subject).where(eq(subject.id, id))
  const known = program.policies.find((each) => each.document.id === policy)
  const at = parseDate(dayOf(now))
  if (!row || at === undefined || !known?.items.some((each) => each.id === item)) return undefined
  const facts = await knownFacts(tx, id)
  const { subject: read } = readSubject({ subject: row.kind, facts }, program.vocabulary)
  if (!read) return undefined
  return evaluate(program, read, { at, policies: [policy], items: [item] })[0]
}

/** What was said last of each fact and year counts; JSON null takes back what was said before. */
async function knownFacts(tx: Transaction, subjectId: number): Promise<Record<string, unknown>> {
  const rows = await tx
    .select({ name: fact.name, year: fact.year, value: fact.value })
    .from(fact)
    .where(eq(fact.subjectId, subjectId))
    .orderBy(asc(fact.id))
  const facts = new Map<string, unknown>()
  const yearly = new Map<string, Record<string, unknown>>()
  for (const { name, year, value } of rows) {
    if (year === null) facts.set(name, value)
    else yearly.set(name, { ...yearly.get(name), [year]: value })
  }
  return { ...Object.fromEntries(facts), ...Object.fromEntries(yearly) }
}
