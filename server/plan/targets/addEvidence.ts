// A file and a report that waits → what the report rests on, after a look at what the file really is.
import { eq } from 'drizzle-orm'
import { record } from '../../audit/record.ts'
import { acceptedType, baseName } from '../../cases/addEvidence.ts'
import { keepFile, readKept } from '../../cases/evidenceFiles.ts'
import { CaseError } from '../../cases/problem.ts'
import type { Database } from '../../db/openDatabase.ts'
import { planEvidence, planReport } from '../../db/tables.ts'
import { type Occasion, transact } from '../../db/transact.ts'
import { orRefuse, PlanError } from '../problem.ts'

export type PlanEvidenceRow = typeof planEvidence.$inferSelect

/** Throws PlanError `unknown_report`, `wrong_file` or `not_yours`. */
export async function addEvidence(
  database: Database,
  { person, now, folder }: { readonly person: number; readonly now: Date; readonly folder: string },
  reportId: number,
  file: { readonly name: string; readonly bytes: Buffer },
): Promise<PlanEvidenceRow> {
  const { name, mediaType } = looked(file)
  const occasion = { actor: { kind: 'person' as const, person }, now }
  // Nothing is kept for those who may not see the report; whether they may add to it is decided with the row.
  const seen = await transact(database, occasion, (tx) => tx.$count(planReport, eq(planReport.id, reportId)))
  if (seen === 0) throw new PlanError('unknown_report', '没有这份报送，请从指标页进入')
  const sha256 = await keepFile(folder, file.bytes)
  return transact(database, occasion, async (tx) => {
    const adding = tx
      .insert(planEvidence)
      .values({ reportId, name, mediaType, sizeBytes: file.bytes.length, sha256 })
      .returning()
    const [row] = await orRefuse(adding)
    if (!row) throw new Error('nothing was inserted')
    await record(tx, { act: 'plan.evidence', object: `plan_report ${reportId}`, content: { name, sha256 } })
    return row
  })
}

function looked({ name: given, bytes }: { readonly name: string; readonly bytes: Buffer }) {
  try {
    const name = baseName(given)
    return { name, mediaType: acceptedType(name, bytes) }
  } catch (error) {
    if (!(error instanceof CaseError)) throw error
    throw new PlanError('wrong_file', error.message, [{ path: 'file', message: error.message }], {
      cause: error,
    })
  }
}

/** The bytes, for those who see the report, with who looked written to the log. Throws PlanError `unknown_report`. */
export async function readEvidence(
  database: Database,
  occasion: Occasion,
  folder: string,
  id: number,
): Promise<{ readonly row: PlanEvidenceRow; readonly bytes: Buffer }> {
  const row = await transact(database, occasion, async (tx) => {
    const [found] = await tx.select().from(planEvidence).where(eq(planEvidence.id, id))
    if (!found) throw new PlanError('unknown_report', '没有这份材料，请从指标页进入')
    const { reportId, name, sha256 } = found
    await record(tx, {
      act: 'plan.read-evidence',
      object: `plan_report ${reportId}`,
      content: { name, sha256 },
    })
    return found
  })
  return { row, bytes: await readKept(folder, row.sha256) }
}
