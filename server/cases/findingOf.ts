// A subject and an item → what the item comes to with the facts as known now: the facts that a decision would rest on.
import { eq } from 'drizzle-orm'
import { evaluate, type Finding, type Program, parseDate, readSubject } from '#lang'
import { dayInChina } from '../clock/dayInChina.ts'
import { subject } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { factsAsKnown } from '../subjects/factsAsKnown.ts'
import type { Statement } from '../subjects/statement.ts'

type Item = { readonly subject: number; readonly policy: string; readonly item: string }

/** What the item comes to, and everything said of the subject that it was reckoned from. */
export type Judged = { readonly finding: Finding; readonly statements: readonly Statement[] }

/** The item for the subject on the day of `now`; undefined where the subject or the item is not there to be seen. */
export async function judgedOf(
  tx: Transaction,
  program: Program,
  { subject: id, policy, item }: Item,
  now: Date,
): Promise<Judged | undefined> {
  const [row] = await tx.select({ id: subject.id }).from(subject).where(eq(subject.id, id))
  const known = program.policies.find((each) => each.document.id === policy)
  const at = parseDate(dayInChina(now))
  if (!row || at === undefined || !known?.items.some((each) => each.id === item)) return undefined
  const { input, statements } = await factsAsKnown(tx, id, program.vocabulary, { knownAt: now })
  const { subject: read } = readSubject(input, program.vocabulary)
  if (!read) return undefined
  const [finding] = evaluate(program, read, { at, policies: [policy], items: [item] })
  return finding && { finding, statements }
}

/** As `judgedOf`, without the statements. */
export async function findingOf(
  tx: Transaction,
  program: Program,
  item: Item,
  now: Date,
): Promise<Finding | undefined> {
  return (await judgedOf(tx, program, item, now))?.finding
}
