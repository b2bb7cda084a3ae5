// Whoever may see cases → how many are late, by the department on whose desk they lie; each number is that of a list.
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { NO_DESK } from '../cases/askForCases.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import { workingDaysBetween } from '../clock/workingDays.ts'
import type { Database } from '../db/openDatabase.ts'
import { type Occasion, transact } from '../db/transact.ts'

export type LateDepartment = {
  /** NO_DESK: the applicant's turn, or the clock's. */
  readonly id: string
  readonly name: string
  /** Cases on its desk; of these the late ones, and those that the leader was told of. */
  readonly open: number
  readonly late: number
  readonly escalated: number
  /** Working days of the one that is latest. */
  readonly worst: number
}

const rowSchema = z.object({
  ...{ id: z.string(), name: z.string(), open: z.int(), late: z.int(), escalated: z.int() },
  oldest: z.string().nullable(),
})

/** The one with most late cases first; departments with nothing on their desk are left out. */
export async function lateCases(database: Database, occasion: Occasion): Promise<LateDepartment[]> {
  return transact(database, occasion, async (tx) => {
    const { rows } = await tx.execute(sql`
      SELECT COALESCE(desk[1], ${NO_DESK}) AS id, COALESCE(max(department.name), '') AS name, count(*)::int AS open,
        (count(*) FILTER (WHERE due_on < act_date()))::int AS late,
        (count(*) FILTER (WHERE due_on < act_date() AND EXISTS (SELECT 1 FROM escalation
          WHERE escalation.case_id = support_case.id AND escalation.level = 'leader'
            AND escalation.due_on = support_case.due_on)))::int AS escalated,
        (min(due_on) FILTER (WHERE due_on < act_date()))::text AS oldest
      FROM support_case LEFT JOIN department ON department.id = desk[1]
      WHERE desk <> '{}' OR due_on < act_date() GROUP BY desk[1] ORDER BY late DESC, open DESC, 1`)
    const today = dayInChina(occasion.now)
    return rows.map((row) => {
      const { oldest, ...counted } = rowSchema.parse(row)
      return { ...counted, worst: oldest === null ? 0 : workingDaysBetween(oldest, today) }
    })
  })
}
