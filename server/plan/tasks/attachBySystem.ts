// A file that another system sends for a task of its department → evidence of it, once for each request, in the
// system's name; looked at as a person's file is.
import { and, eq } from 'drizzle-orm'
import { sha256 } from '../../audit/canonical.ts'
import { record } from '../../audit/record.ts'
import { keepFile } from '../../cases/evidenceFiles.ts'
import type { Database } from '../../db/openDatabase.ts'
import { planTask, planTaskEvidence } from '../../db/tables.ts'
import { type Transaction, transact } from '../../db/transact.ts'
import type { System } from '../../identity/authenticateToken.ts'
import { requireOwner, requireStep } from './actBySystem.ts'
import { type EvidenceFile, type EvidenceRow, lookAt } from './addTaskEvidence.ts'
import { orRefuse, requestUsed, TaskError, unknownToSystem } from './problem.ts'

type Sending = { readonly system: System; readonly now: Date; readonly folder: string }
type SentFile = EvidenceFile & { readonly requestId: string }

export type Attached = { readonly row: EvidenceRow; readonly repeated: boolean }

/** Throws TaskError, and CaseError `wrong_file`. */
export async function attachBySystem(
  database: Database,
  { system, now, folder }: Sending,
  taskId: number,
  { requestId, ...file }: SentFile,
): Promise<Attached> {
  const occasion = { actor: { kind: 'system' as const, token: system.id }, now }
  const key = `system ${system.id} ${requestId}`
  const values = { taskId, ...lookAt(file), sha256: sha256(file.bytes), key }
  // Nothing is kept for those who may not add it.
  const before = await transact(database, occasion, async (tx) => {
    const sent = await sentBefore(tx, values)
    if (!sent) await requireOpen(tx, system, taskId)
    return sent
  })
  if (before) return { row: before, repeated: true }
  await keepFile(folder, file.bytes)
  return transact(database, occasion, async (tx) => {
    const adding = tx.insert(planTaskEvidence).values(values).onConflictDoNothing().returning()
    const [row] = await orRefuse(adding)
    if (!row) return { row: await inTheWay(tx, values), repeated: true }
    const { name, mediaType, sizeBytes } = row
    const what = { file: name, mediaType, sizeBytes, sha256: row.sha256, id: row.id }
    const content = { ...what, system: system.id, name: system.name, requestId }
    await record(tx, { act: 'task.evidence', object: `task ${taskId}`, content })
    return { row, repeated: false }
  })
}

async function requireOpen(tx: Transaction, system: System, taskId: number): Promise<void> {
  const [task] = await tx.select().from(planTask).where(eq(planTask.id, taskId))
  if (!task) throw unknownToSystem()
  requireOwner(system, task.departments, '不能附佐证材料')
  requireStep(task.step, ['signed', 'broken_down'], '附佐证材料')
}

type Values = Pick<EvidenceRow, 'taskId' | 'name' | 'sha256'> & { readonly key: string }

/** Throws TaskError `request_used` where that request brought something else. */
async function sentBefore(
  tx: Transaction,
  { taskId, key, sha256: hash, name }: Values,
): Promise<EvidenceRow | undefined> {
  const [row] = await tx
    .select()
    .from(planTaskEvidence)
    .where(and(eq(planTaskEvidence.taskId, taskId), eq(planTaskEvidence.key, key)))
  if (row && (row.sha256 !== hash || row.name !== name)) throw requestUsed()
  return row
}

/** The same request at the same moment, or the same file from somebody. */
async function inTheWay(tx: Transaction, values: Values): Promise<EvidenceRow> {
  const before = await sentBefore(tx, values)
  if (!before) throw new TaskError('wrong_evidence', '这份文件已经附上，不用再传')
  return before
}
