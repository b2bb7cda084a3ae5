// The moment of the transaction, as it was told when it began.
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Transaction } from '../db/transact.ts'

const momentSchema = z.object({ milliseconds: z.coerce.number() })

export async function momentOf(tx: Transaction): Promise<Date> {
  const { rows } = await tx.execute(
    sql`SELECT round(EXTRACT(EPOCH FROM act_time()) * 1000)::text AS milliseconds`,
  )
  return new Date(momentSchema.parse(rows[0]).milliseconds)
}
