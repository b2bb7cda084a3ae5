// What was published of a case, as plain JSON: its hash goes into the log when it is published, so that a bundle can
// say later what it was.
import { desc, eq } from 'drizzle-orm'
import type { Program } from '#lang'
import { hashOfValue } from '../audit/canonical.ts'
import { record } from '../audit/record.ts'
import type { Performed } from '../cases/effects.ts'
import { publicity } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { subjectRow } from '../subjects/statement.ts'
import { requireDecision } from './freeze.ts'
import { itemOf } from './itemOf.ts'

/** Runs after the publicity has been opened. */
export async function logPublicity(
  tx: Transaction,
  program: Program,
  { case: row }: Performed,
): Promise<void> {
  const [opened] = await tx
    .select()
    .from(publicity)
    .where(eq(publicity.caseId, row.id))
    .orderBy(desc(publicity.id))
    .limit(1)
  if (!opened) throw new Error(`办件 ${row.number} 没有公示`)
  const { frozen, hash } = await requireDecision(tx, row)
  const { document, item } = itemOf(program, row)
  const { name } = await subjectRow(tx, row.subjectId)
  const notice = {
    ...{ number: opened.number, case: row.number, subject: name, document: document.number },
    ...{ item: item.title, fen: frozen.award, decision: hash, until: opened.closesOn },
  }
  const content = {
    place: `公示 ${opened.number}`,
    until: opened.closesOn,
    sha256: hashOfValue(notice),
    notice,
  }
  await record(tx, { act: 'publicity.open', object: `case ${row.id}`, content })
}
