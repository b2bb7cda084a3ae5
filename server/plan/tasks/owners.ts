// The owners that a text names, and what was configured of these names → departments of the table, and who is missing.
import { desc, eq } from 'drizzle-orm'
import type { Task } from '#lang'
import { planOwnerName } from '../../db/tables.ts'
import type { Transaction } from '../../db/transact.ts'
import { ownerNamesOf } from './definition.ts'

/** By the name in the text; the departments that it stands for. */
export type OwnerNames = ReadonlyMap<string, readonly string[]>

export type Owners = {
  readonly departments: readonly string[]
  /** Names that stand for no department of the table: somebody must say who. */
  readonly unmapped: readonly string[]
}

export function ownersOf(task: Task, names: OwnerNames): Owners {
  const own = ownerNamesOf(task)
  return {
    departments: [...new Set(own.flatMap((name) => names.get(name) ?? []))].sort(),
    unmapped: own.filter((name) => (names.get(name) ?? []).length === 0),
  }
}

/** The last row of each name in this district. */
export async function loadOwnerNames(tx: Transaction, district: string): Promise<OwnerNames> {
  const rows = await tx
    .selectDistinctOn([planOwnerName.name])
    .from(planOwnerName)
    .where(eq(planOwnerName.district, district))
    .orderBy(planOwnerName.name, desc(planOwnerName.id))
  return new Map(rows.map(({ name, departments }) => [name, departments]))
}
