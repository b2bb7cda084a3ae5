// A case → its acts in their order as the applicant may read them too: no names of people, no opinions.
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { CASE_STATES } from '../approval/states.ts'
import type { Transaction } from '../db/transact.ts'
import { PARTY_NAMES } from './refusals.ts'

const timelineSchema = z.object({
  ...{ act: z.string(), party: z.enum(keysOf(PARTY_NAMES)), from_step: z.string() },
  ...{ to_state: z.enum(keysOf(CASE_STATES)), department_id: z.string().nullable(), at: z.coerce.date() },
  ...{ reason_code: z.string().nullable(), reason: z.string().nullable(), clause: z.unknown() },
})

function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): K[] {
  return Object.keys(record).filter((each): each is K => each in record)
}

export type TimelineRow = z.infer<typeof timelineSchema>

/** Empty for whoever does not see the case. Leaders who oversee a district read it too (0010-papers.sql). */
export async function timelineOf(tx: Transaction, caseId: number): Promise<TimelineRow[]> {
  const { rows } = await tx.execute(sql`SELECT * FROM case_timeline(${caseId})`)
  return rows.map((each) => timelineSchema.parse(each))
}
