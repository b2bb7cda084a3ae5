// The database → what departments are called, and which department is called so.
import { inArray } from 'drizzle-orm'
import { department } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'

/** By their ids; of all departments unless some are named. */
export async function departmentNames(
  tx: Transaction,
  ids?: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids?.length === 0) return new Map()
  const { id, name } = department
  const rows = await tx
    .select({ id, name })
    .from(department)
    .where(ids && inArray(id, [...new Set(ids)]))
  return new Map(rows.map((each) => [each.id, each.name]))
}

/** Ids by names: no two departments are called the same. */
export async function departmentsByName(tx: Transaction): Promise<ReadonlyMap<string, string>> {
  return new Map([...(await departmentNames(tx))].map(([id, name]) => [name, id]))
}
