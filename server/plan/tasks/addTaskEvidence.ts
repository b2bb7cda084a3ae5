// A file and a task → evidence of it, after a look at what the file really is; and its bytes again.
import { eq } from 'drizzle-orm'
import { record } from '../../audit/record.ts'
import { acceptedType, baseName } from '../../cases/addEvidence.ts'
import { keepFile, readKept } from '../../cases/evidenceFiles.ts'
import type { Database } from '../../db/openDatabase.ts'
import { planTask, planTaskEvidence } from '../../db/tables.ts'
import { type Occasion, transact } from '../../db/transact.ts'
import { orRefuse, TaskError } from './problem.ts'

export type EvidenceRow = typeof planTaskEvidence.$inferSelect

export type EvidenceFile = { readonly name: string; readonly bytes: Buffer }

/** What a file really is. Throws CaseError `wrong_file`. */
export function lookAt(file: EvidenceFile): {
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes: number
} {
  const name = baseName(file.name)
  return { name, mediaType: acceptedType(name, file.bytes), sizeBytes: file.bytes.length }
}

/** Throws TaskError `unknown_task`, `not_your_task` or `wrong_evidence`, and CaseError `wrong_file`. */
export async function addTaskEvidence(
  database: Database,
  { folder, ...occasion }: Occasion & { readonly folder: string },
  taskId: number,
  file: EvidenceFile,
): Promise<EvidenceRow> {
  const looked = lookAt(file)
  // Nothing is kept for those who may not see the task; whether they may add to it is decided with the row.
  await transact(database, occasion, async (tx) => {
    const [seen] = await tx.select({ id: planTask.id }).from(planTask).where(eq(planTask.id, taskId))
    if (!seen) throw new TaskError('unknown_task', '没有这项任务，请从任务表进入')
  })
  const sha256 = await keepFile(folder, file.bytes)
  return transact(database, occasion, async (tx) => {
    const row = { taskId, ...looked, sha256 }
    const [added] = await orRefuse(tx.insert(planTaskEvidence).values(row).returning())
    if (!added) throw new Error('nothing was inserted')
    await record(tx, { act: 'task.evidence', object: `task ${taskId}`, content: { ...row, id: added.id } })
    return added
  })
}

/** Who looked is logged. Throws TaskError `unknown_task` where there is none that this person sees. */
export async function readTaskEvidence(
  database: Database,
  { folder, ...occasion }: Occasion & { readonly folder: string },
  evidenceId: number,
): Promise<{ readonly row: EvidenceRow; readonly bytes: Buffer }> {
  const row = await transact(database, occasion, async (tx) => {
    const [found] = await tx.select().from(planTaskEvidence).where(eq(planTaskEvidence.id, evidenceId))
    if (!found) throw new TaskError('unknown_task', '没有这份材料，请从任务进入')
    const { taskId, name, sha256 } = found
    await record(tx, { act: 'task.read-evidence', object: `task ${taskId}`, content: { name, sha256 } })
    return found
  })
  return { row, bytes: await readKept(folder, row.sha256) }
}
