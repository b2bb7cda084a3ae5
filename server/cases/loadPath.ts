// A path's id and version → the path, as it was saved.
import { and, eq } from 'drizzle-orm'
import { type Path, pathSchema } from '../approval/path.ts'
import type { Database } from '../db/openDatabase.ts'
import { approvalPath } from '../db/tables.ts'
import { databaseOf, type Transaction } from '../db/transact.ts'
import { CaseError } from './problem.ts'

// Of each database: a version is written once, is read by everybody and never changes (0004-cases.sql). One that was
// only tried, and rolled back, is never read by the transaction that tried it.
const kept = new WeakMap<Database, Map<string, Path>>()

/** Throws CaseError `wrong_path` where there is none. */
export async function loadPath(tx: Transaction, id: string, version: number): Promise<Path> {
  const database = databaseOf(tx)
  const paths = kept.get(database) ?? new Map<string, Path>()
  kept.set(database, paths)
  const key = `${version} ${id}`
  const path = paths.get(key) ?? (await readPath(tx, id, version))
  paths.set(key, path)
  return path
}

async function readPath(tx: Transaction, id: string, version: number): Promise<Path> {
  const [row] = await tx
    .select()
    .from(approvalPath)
    .where(and(eq(approvalPath.id, id), eq(approvalPath.version, version)))
  if (!row) throw new CaseError('wrong_path', `没有审批路径「${id}」第${version}版，请从列表中选择`)
  return pathSchema.parse(row.definition)
}
