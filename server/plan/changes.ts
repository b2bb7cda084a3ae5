// How often the plan of each district has changed, which a person sees of those districts alone of which they see all.
import { sql } from 'drizzle-orm'
import type { PLAN_PARTS } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'

export type Change = {
  readonly district: string
  /** Whoever sees the same one sees the same rows. A transaction that writes has its own: nobody else may ever see its rows. */
  readonly mark: string
  /** Whether all of them were known at that moment already; where none is named, they are. */
  readonly known: boolean
}

/** In the order of the districts' names; nothing of one of which nothing was ever said. */
export async function changesOf(
  tx: Transaction,
  part: (typeof PLAN_PARTS)[number],
  { district, knownAt }: { readonly district?: string | undefined; readonly knownAt?: Date },
): Promise<Change[]> {
  const { rows } = await tx.execute<Change>(sql`
    SELECT district, concat_ws(' in ', number, pg_current_xact_id_if_assigned()) AS mark,
      last_at <= ${knownAt?.toISOString() ?? 'infinity'}::timestamptz AS known FROM plan_change
    WHERE part = ${part} ${district === undefined ? sql`` : sql`AND district = ${district}`} ORDER BY district`)
  return rows
}
