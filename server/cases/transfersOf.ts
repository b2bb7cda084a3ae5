// A case → its transfers, by the numbers of the acts: from which department to which.
import { sql } from 'drizzle-orm'
import type { Transaction } from '../db/transact.ts'

/** Names of departments, as they are called now. */
export type Handed = { readonly from: string; readonly to: string }

/** For whoever may read the timeline; `names`: of departments, by their ids. */
export async function transfersOf(
  tx: Transaction,
  caseId: number,
  names: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<number, Handed>> {
  const { rows } = await tx.execute<{ number: number; from_department: string; to_department: string }>(
    sql`SELECT * FROM case_transfers(${caseId})`,
  )
  const named = (id: string): string => names.get(id) ?? id
  return new Map(
    rows.map((each) => [each.number, { from: named(each.from_department), to: named(each.to_department) }]),
  )
}
