// The system administrator enters a department, in which duties can be held from then on.
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { department } from '../db/tables.ts'
import { transact } from '../db/transact.ts'
import { orRefuse } from './problem.ts'

type DepartmentKind = (typeof department.$inferSelect)['kind']

/** Without a district it is one of the whole municipality. What it is and where it is stays so. */
export type NewDepartment = {
  readonly id: string
  readonly name: string
  readonly district?: string | undefined
  readonly kind: DepartmentKind
}

/** Throws IdentityError `department-taken` or `not-granted`. */
export function createDepartment(
  database: Database,
  now: Date,
  admin: number,
  wanted: NewDepartment,
): Promise<void> {
  const created = transact(database, { actor: { kind: 'person', person: admin }, now }, async (tx) => {
    const row = { ...wanted, district: wanted.district ?? null }
    await tx.insert(department).values(row)
    await record(tx, { act: 'create-department', object: `department ${wanted.id}`, content: row })
  })
  return orRefuse(created, {
    23505: ['department-taken', '已有同样编号或名称的部门，请换一个；名称在全市不能重复。'],
    42501: ['not-granted', '部门由系统管理员维护，请联系系统管理员。'],
  })
}
