// Evidence → its bytes, for those who see the case, with who looked written to the log.
import { eq } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { evidence } from '../db/tables.ts'
import { type Occasion, transact } from '../db/transact.ts'
import type { EvidenceRow } from './addEvidence.ts'
import { readKept } from './evidenceFiles.ts'
import { CaseError } from './problem.ts'

/** Throws CaseError `unknown_case` where there is none that this person sees. */
export async function readEvidence(
  database: Database,
  occasion: Occasion,
  folder: string,
  evidenceId: number,
): Promise<{ readonly row: EvidenceRow; readonly bytes: Buffer }> {
  const row = await transact(database, occasion, async (tx) => {
    const [found] = await tx.select().from(evidence).where(eq(evidence.id, evidenceId))
    if (!found) throw new CaseError('unknown_case', '没有这份材料，请从办件进入')
    const { caseId, name, sha256 } = found
    await record(tx, { act: 'case.read-evidence', object: `case ${caseId}`, content: { name, sha256 } })
    return found
  })
  return { row, bytes: await readKept(folder, row.sha256) }
}
