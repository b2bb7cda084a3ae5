// A definition of an approval path → its next version in the database, if it parses and the model checker finds nothing.
import { desc, eq } from 'drizzle-orm'
import type { Path } from '../approval/path.ts'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { approvalPath } from '../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../db/transact.ts'
import { examinePath } from './examinePath.ts'
import { CaseError, orRefuse } from './problem.ts'

export type SavedPath = { readonly id: string; readonly version: number }

/** Throws CaseError `wrong_path` with everything that is wrong, each with the way that leads there; `not_yours`. */
export async function savePath(
  database: Database,
  occasion: Occasion,
  definition: unknown,
): Promise<SavedPath> {
  const path = checked(definition)
  return transact(database, occasion, async (tx) => {
    const version = (await lastVersion(tx, path.id)) + 1
    const savedBy = occasion.actor.kind === 'person' ? occasion.actor.person : null
    const saving = tx.insert(approvalPath).values({ id: path.id, version, definition: path, savedBy })
    await orRefuse(saving, {
      '42501': ['not_yours', '审批路径由系统管理员保存，请联系系统管理员'],
      '23505': ['wrong_path', '这条路径刚被别人保存过，请刷新后再改'],
    })
    await record(tx, { act: 'path.save', object: `approval_path ${path.id} ${version}`, content: path })
    return { id: path.id, version }
  })
}

function checked(definition: unknown): Path {
  const examined = examinePath(definition)
  switch (examined.kind) {
    case 'sound':
      return examined.path
    case 'malformed':
      throw new CaseError('wrong_path', `路径的写法不对：${examined.places.join('、')}；请对照现有路径改正`)
    case 'faulty': {
      const words = examined.faults.map(({ what, way }) =>
        way.length > 0 ? `${what}（${way.join('→')}）` : what,
      )
      throw new CaseError('wrong_path', `路径有漏洞，没有保存：${words.join('；')}`)
    }
  }
}

async function lastVersion(tx: Transaction, id: string): Promise<number> {
  const [last] = await tx
    .select({ version: approvalPath.version })
    .from(approvalPath)
    .where(eq(approvalPath.id, id))
    .orderBy(desc(approvalPath.version))
    .limit(1)
  return last?.version ?? 0
}
