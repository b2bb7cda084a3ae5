// An act → the day by which the next step is due; publicity ends on its own last day.
import { type PathAct, stepOf } from '../approval/path.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import { addWorkingDays, type DueDay } from '../clock/workingDays.ts'
import type { Transaction } from '../db/transact.ts'
import { openPublicity } from './circumstances.ts'
import type { LoadedCase } from './loadCase.ts'

/** Undefined where the step has no time of its own. */
export async function dueAfter(
  tx: Transaction,
  { path, row, setting }: LoadedCase,
  act: PathAct,
  now: Date,
): Promise<DueDay | undefined> {
  const step = stepOf(path, act.to)
  const today = dayInChina(now)
  if (step.acts.some((each) => each.needs.includes('publicity_over'))) {
    if (act.does.includes('open_publicity')) return addWorkingDays(today, setting.publicityDays)
    const open = await openPublicity(tx, row.id)
    return open && { day: open.closesOn, holidaysKnown: open.holidaysKnown }
  }
  return step.days === undefined ? undefined : addWorkingDays(today, step.days)
}
