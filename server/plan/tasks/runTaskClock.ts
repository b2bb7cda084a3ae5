// The moment → reminders of what is due soon and escalations of what is late; safe to run as often as one likes.
import { type SQL, sql } from 'drizzle-orm'
import { record } from '../../audit/record.ts'
import { workingDaysBetween } from '../../clock/workingDays.ts'
import type { Database } from '../../db/openDatabase.ts'
import { planTaskAct } from '../../db/tables.ts'
import { JOB, transact } from '../../db/transact.ts'
import { type TaskDay, taskDay } from './chooseTasks.ts'
import { lampOf } from './lamp.ts'
import { TASK_ACTS, type TaskStep } from './steps.ts'

/** After so many working days the leader hears of it. */
const FOR_THE_LEADER = 5

/** What the clock says of a day, once: 提醒 when it turns yellow, 督办 when red, to the leader later. */
export async function runTaskClock(database: Database, now: Date): Promise<number> {
  const on = taskDay(now, undefined)
  const districts = await transact(database, { actor: JOB, now }, async (tx) => {
    const { rows } = await tx.execute<{ district: string }>(
      sql`SELECT DISTINCT district FROM plan_task WHERE ${isDue(on)} ORDER BY district`,
    )
    return rows.map(({ district }) => district)
  })
  // One after the other: whoever acts on a task waits no longer than for those of the same district.
  let said = 0
  for (const district of districts) said += await tellDistrict(database, now, district, on)
  return said
}

const isDue = ({ soon }: TaskDay): SQL =>
  sql`step = ANY (${sql.param([...TASK_ACTS.remind.from])}::text[]) AND next_on <= ${soon}::date`

async function tellDistrict(database: Database, now: Date, district: string, on: TaskDay): Promise<number> {
  const { today, soon } = on
  return transact(database, { actor: JOB, now }, async (tx) => {
    const { rows: due } = await tx.execute<Due>(sql`
      SELECT id, version, step, next_on AS "nextOn", ARRAY(SELECT act || ' ' || level FROM plan_task_act
        WHERE task_id = task.id AND act IN ('remind', 'escalate') AND next_on = task.next_on) AS told
      FROM plan_task AS task WHERE district = ${district} AND ${isDue(on)} ORDER BY id`)
    const said: { task: number; act: string; level: string }[] = []
    for (const { id, step, nextOn, told, ...task } of due) {
      const late = workingDaysBetween(nextOn, today)
      let { version } = task
      for (const { act, level } of wordsFor(lampOf({ step, nextOn, reportedOn: null }, today, soon), late)) {
        if (told.includes(`${act} ${level}`)) continue
        version++
        const key = `clock ${act} ${level} ${nextOn}`
        await tx.insert(planTaskAct).values({
          ...{ taskId: Number(id), number: version, act, key, level },
          workingDaysLate: act === 'escalate' ? late : null,
        })
        said.push({ task: Number(id), act, level })
      }
    }
    if (said.length > 0)
      await record(tx, { act: 'task.clock', object: `task-clock ${today} ${district}`, content: said })
    return said.length
  })
}

type Due = {
  readonly id: bigint
  readonly version: number
  readonly step: TaskStep
  readonly nextOn: string
  readonly told: string[]
}

type Word = { readonly act: 'remind' | 'escalate'; readonly level: 'department' | 'leader' }

function wordsFor(lamp: string, late: number): Word[] {
  if (lamp === 'yellow') return [{ act: 'remind', level: 'department' }]
  if (lamp !== 'red') return []
  const department = { act: 'escalate', level: 'department' } as const
  return late >= FOR_THE_LEADER ? [department, { act: 'escalate', level: 'leader' }] : [department]
}
