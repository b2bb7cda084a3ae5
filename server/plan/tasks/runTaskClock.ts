// The moment → reminders of what is due soon and escalations of what is late; safe to run as often as one likes.
import { and, inArray, isNotNull, sql } from 'drizzle-orm'
import { record } from '../../audit/record.ts'
import { workingDaysBetween } from '../../clock/workingDays.ts'
import type { Database } from '../../db/openDatabase.ts'
import { planTask, planTaskAct } from '../../db/tables.ts'
import { JOB, transact } from '../../db/transact.ts'
import { lampOf } from './lamp.ts'
import { taskDay } from './listTasks.ts'
import { TASK_ACTS } from './steps.ts'

/** After so many working days the leader hears of it. */
export const FOR_THE_LEADER = 5

/** What the clock says of a day, once: 提醒 when it turns yellow, 督办 when red, to the leader later. */
export async function runTaskClock(database: Database, now: Date): Promise<number> {
  const { today, soon } = taskDay(now, undefined)
  return transact(database, { actor: JOB, now }, async (tx) => {
    const due = await tx
      .select({
        ...{ id: planTask.id, version: planTask.version, step: planTask.step, nextOn: planTask.nextOn },
        told: sql<string[]>`ARRAY(SELECT act || ' ' || level FROM plan_task_act WHERE task_id = ${planTask.id}
          AND act IN ('remind', 'escalate') AND next_on = ${planTask.nextOn})`,
      })
      .from(planTask)
      .where(
        and(
          ...[inArray(planTask.step, [...TASK_ACTS.remind.from]), isNotNull(planTask.nextOn)],
          sql`${planTask.nextOn} <= ${soon}::date`,
        ),
      )
      .orderBy(planTask.id)
      .for('update')
    const said: { task: number; act: string; level: string }[] = []
    for (const { id, step, nextOn, told, ...task } of due) {
      if (nextOn === null) continue
      const late = workingDaysBetween(nextOn, today)
      let { version } = task
      for (const { act, level } of wordsFor(lampOf({ step, nextOn, reportedOn: null }, today, soon), late)) {
        if (told.includes(`${act} ${level}`)) continue
        version++
        const key = `clock ${act} ${level} ${nextOn}`
        await tx.insert(planTaskAct).values({
          ...{ taskId: id, number: version, act, key, level },
          workingDaysLate: act === 'escalate' ? late : null,
        })
        said.push({ task: id, act, level })
      }
    }
    if (said.length > 0) await record(tx, { act: 'task.clock', object: `task-clock ${today}`, content: said })
    return said.length
  })
}

type Word = { readonly act: 'remind' | 'escalate'; readonly level: 'department' | 'leader' }

function wordsFor(lamp: string, late: number): Word[] {
  if (lamp === 'yellow') return [{ act: 'remind', level: 'department' }]
  if (lamp !== 'red') return []
  const department = { act: 'escalate', level: 'department' } as const
  return late >= FOR_THE_LEADER ? [department, { act: 'escalate', level: 'leader' }] : [department]
}
