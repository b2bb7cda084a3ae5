// The system administrator gives a department another name; what was done in it stays its own.
import { eq } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { department } from '../db/tables.ts'
import { transact } from '../db/transact.ts'
import { IdentityError, orRefuse } from './problem.ts'

/** Throws IdentityError `unknown-department` or `department-taken`. */
export function renameDepartment(
  database: Database,
  now: Date,
  admin: number,
  id: string,
  name: string,
): Promise<void> {
  const renamed = transact(database, { actor: { kind: 'person', person: admin }, now }, async (tx) => {
    const [before] = await tx.select().from(department).where(eq(department.id, id))
    const changed = await tx.update(department).set({ name }).where(eq(department.id, id)).returning()
    if (!before || changed.length === 0)
      throw new IdentityError('unknown-department', `没有编号为「${id}」的部门。`)
    const content = { was: before.name, is: name }
    await record(tx, { act: 'rename-department', object: `department ${id}`, content })
  })
  return orRefuse(renamed, { 23505: ['department-taken', '已有同样名称的部门，请换一个。'] })
}
