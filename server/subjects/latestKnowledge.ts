// The moment up to which a subject's facts are known to this transaction.
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Transaction } from '../db/transact.ts'

/** Now, or the moment of the latest fact where a clock ran ahead: nothing that is known is left out. */
export async function latestKnowledge(tx: Transaction, subject: number): Promise<Date> {
  const { rows } = await tx.execute(
    sql`SELECT round(EXTRACT(EPOCH FROM GREATEST(date_trunc('milliseconds', act_time()), max(recorded_at))) * 1000)::text
          AS milliseconds
        FROM fact WHERE subject_id = ${subject}`,
  )
  return new Date(z.object({ milliseconds: z.coerce.number() }).parse(rows[0]).milliseconds)
}
