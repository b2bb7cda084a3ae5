// The moment → what the plan's pages of today and of tomorrow stand on is worked out before anybody asks for it.
import type { Program } from '#lang'
import { dayInChina } from '../clock/dayInChina.ts'
import { nextDay } from '../clock/workingDays.ts'
import type { Database } from '../db/openDatabase.ts'
import { JOB, transact } from '../db/transact.ts'
import { changesOf } from './changes.ts'
import { judgePlan } from './targets/judgePlan.ts'
import { taskDayOn } from './tasks/chooseTasks.ts'
import { countKeptTasks } from './tasks/countTasks.ts'

/** District by district, each in a transaction of its own: requests are served between them. What is kept costs nothing. */
export async function foreseePlan(database: Database, now: Date, program: Program): Promise<void> {
  const place = { database, program }
  const asJob = <T>(work: Parameters<typeof transact<T>>[2]) => transact(database, { actor: JOB, now }, work)
  const today = dayInChina(now)
  for (const day of [today, nextDay(today)]) {
    for (const { district } of await asJob((tx) => changesOf(tx, 'targets', {})))
      await asJob((tx) => judgePlan(tx, place, day, now, { district }))
    for (const { district } of await asJob((tx) => changesOf(tx, 'tasks', {})))
      await asJob((tx) => countKeptTasks(tx, place, taskDayOn(day), { district }))
  }
}
