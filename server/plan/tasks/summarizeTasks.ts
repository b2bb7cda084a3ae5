// A filter and a day → how the tasks stand: by lamp, by step, by leading department, and the departments in order by a
// stated rule. Every task counts once, for its lead, so that the parts sum to the whole.
import type { Program } from '#lang'
import type { Database } from '../../db/openDatabase.ts'
import { TASK_STEPS } from '../../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../../db/transact.ts'
import { type TaskDay, type TaskFilter, taskDay } from './chooseTasks.ts'
import { byLamp, countKeptTasks, countTasks, type TaskCount, totalOf } from './countTasks.ts'
import type { Lamp } from './lamp.ts'
import type { TaskStep } from './steps.ts'

export const RANK_RULE = [
  '只按牵头单位统计，每项任务只算一次；没有一项有期限或已办结的单位不排名。',
  '先比红灯占比（红灯数除以有期限的和已办结的任务数之和），低的在前；',
  '相同的比红灯任务逾期工作日的总数，少的在前；再相同的比办结占比，高的在前；仍相同的并列。',
] as const

type Standing = {
  /** null: no lead has been named yet. */
  readonly lead: string | null
  readonly lamps: Readonly<Record<Lamp, number>>
  readonly total: number
  /** Working days by which its red tasks are late, together. */
  readonly lateDays: number
  /** 1 is the first; undefined where there is nothing to rank. */
  readonly rank?: number
}

export type TaskSummary = {
  readonly today: string
  readonly total: number
  readonly lamps: Readonly<Record<Lamp, number>>
  readonly steps: readonly { readonly step: TaskStep; readonly tasks: number }[]
  readonly leads: readonly Standing[]
}

export function summarizeTasks(
  database: Database,
  occasion: Occasion,
  program: Program,
  filter: TaskFilter,
): Promise<TaskSummary> {
  const on = taskDay(occasion.now, filter.at)
  return transact(database, occasion, async (tx) =>
    summaryOf(on, await countKeptTasks(tx, { database, program }, on, filter)),
  )
}

/** Counted afresh. */
export async function summaryIn(
  tx: Transaction,
  on: TaskDay,
  program: Program,
  filter: TaskFilter,
): Promise<TaskSummary> {
  return summaryOf(on, await countTasks(tx, on, program, filter))
}

export function summaryOf(on: TaskDay, counts: readonly TaskCount[]): TaskSummary {
  const leads = [...Map.groupBy(counts, (each) => each.lead)].map(([lead, own]) => {
    const lateDays = own.reduce((sum, each) => sum + each.lateDays, 0)
    return { lead, lamps: byLamp(own), total: totalOf(own), lateDays }
  })
  const bySteps = Map.groupBy(counts, (each) => each.step)
  return {
    ...{ today: on.today, total: totalOf(counts), lamps: byLamp(counts), leads: ranked(leads) },
    steps: TASK_STEPS.flatMap((step) => {
      const own = bySteps.get(step)
      return own ? [{ step, tasks: totalOf(own) }] : []
    }),
  }
}

type Unranked = Omit<Standing, 'rank'>

const judged = ({ lamps }: Unranked): number => lamps.red + lamps.yellow + lamps.green + lamps.done

/** Shares are compared crosswise, in whole numbers. */
function compareStandings(a: Unranked, b: Unranked): number {
  return (
    a.lamps.red * judged(b) - b.lamps.red * judged(a) ||
    a.lateDays - b.lateDays ||
    b.lamps.done * judged(a) - a.lamps.done * judged(b)
  )
}

/** In order; those with nothing to rank, and the tasks without a lead, at the end. */
export function ranked(leads: readonly Unranked[]): Standing[] {
  const named = leads.filter((each) => each.lead !== null && judged(each) > 0)
  const order = named.toSorted((a, b) => compareStandings(a, b) || (a.lead ?? '').localeCompare(b.lead ?? ''))
  const rankOf = (each: Unranked): number =>
    order.findIndex((other) => compareStandings(other, each) === 0) + 1
  const rest = leads.filter((each) => !named.includes(each))
  return [
    ...order.map((each) => ({ ...each, rank: rankOf(each) })),
    ...rest.toSorted((a) => (a.lead === null ? 1 : -1)),
  ]
}
