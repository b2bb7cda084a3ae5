// Who may see a case → its audit bundle. The log is read by the process: officers and enterprises have no right to it,
// and what of it leaves the house is decided here.
import { sql } from 'drizzle-orm'
import { publishHead } from '../audit/heads.ts'
import { record } from '../audit/record.ts'
import { requireCase } from '../cases/loadCase.ts'
import type { Database } from '../db/openDatabase.ts'
import { JOB, type Occasion, transact } from '../db/transact.ts'
import { bundleOfCase, type Reader } from './bundleOfCase.ts'
import { requireDecision } from './freeze.ts'

export type ReadBundle = { readonly number: string; readonly text: string }

/**
 * Rows that no head covers yet are covered first, by a head that everybody can read from then on. Throws CaseError
 * `unknown_case`, GrantingError `not_decided` and DecisionError.
 */
export async function readBundle(
  database: Database,
  occasion: Occasion,
  caseId: number,
): Promise<ReadBundle> {
  const { number, reader } = await transact(database, occasion, async (tx) => {
    const loaded = await requireCase(tx, caseId)
    await requireDecision(tx, loaded.row)
    const { rows } = await tx.execute<{ seen: boolean }>(sql`SELECT sees_case_as_officer(${caseId}) AS seen`)
    const reader: Reader = rows[0]?.seen ? 'officer' : 'enterprise'
    await record(tx, { act: 'bundle.read', object: `case ${caseId}`, content: { reader } })
    return { number: loaded.row.number, reader }
  })
  const { now } = occasion
  await transact(database, { actor: JOB, now }, (tx) => publishHead(tx, now))
  const text = await transact(database, { actor: JOB, now }, (tx) => bundleOfCase(tx, caseId, now, reader))
  return { number, text }
}
