// A path's id and version → the path, as it was saved.
import { and, eq } from 'drizzle-orm'
import { type Path, pathSchema } from '../approval/path.ts'
import { approvalPath } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { CaseError } from './problem.ts'

/** Throws CaseError `wrong_path` where there is none. */
export async function loadPath(tx: Transaction, id: string, version: number): Promise<Path> {
  const [row] = await tx
    .select()
    .from(approvalPath)
    .where(and(eq(approvalPath.id, id), eq(approvalPath.version, version)))
  if (!row) throw new CaseError('wrong_path', `没有审批路径「${id}」第${version}版，请从列表中选择`)
  return pathSchema.parse(row.definition)
}
