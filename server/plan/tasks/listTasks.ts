// A filter and a day → the tasks that a person sees, with their lamps, as they were known at the end of that day. What is
// listed, exported, counted and drawn comes from here alone.
import { type SQL, sql } from 'drizzle-orm'
import type { Program } from '#lang'
import type { Database } from '../../db/openDatabase.ts'
import { type Occasion, type Transaction, transact } from '../../db/transact.ts'
import { chosenTasks, seenBy, type TaskDay, type TaskFilter, taskDay } from './chooseTasks.ts'
import { countKeptTasks, isOfCounts, totalOf } from './countTasks.ts'
import { type Lamp, lampOf } from './lamp.ts'
import { lateDays } from './lateDays.ts'
import type { TaskStep } from './steps.ts'

export { type TaskDay, type TaskFilter, taskDay }

type TaskState = {
  readonly version: number
  readonly step: TaskStep
  readonly lead: string | null
  readonly departments: readonly string[]
  readonly deadline: string | null
  readonly nextOn: string | null
  readonly reportedOn: string | null
  readonly openQuestion: number | null
}

export type TaskLine = TaskState & {
  readonly id: number
  readonly policy: string
  readonly task: string
  readonly district: string
  readonly statedDue: string | null
  readonly sample: boolean
  readonly lamp: Lamp
  /** Working days; 0 where the lamp is not red. */
  readonly late: number
  readonly actedAt: Date
}

/** Where a page ends. */
export type TaskPlace = { readonly nextOn: string | null; readonly id: number }

export type TaskPage = {
  readonly lines: readonly TaskLine[]
  /** Of the whole filtered set. */
  readonly total: number
  readonly next?: TaskPlace
}

export async function listTasks(
  database: Database,
  occasion: Occasion,
  program: Program,
  filter: TaskFilter,
  { after, size = 50 }: { readonly after?: TaskPlace; readonly size?: number } = {},
): Promise<TaskPage> {
  const on = taskDay(occasion.now, filter.at)
  return transact(database, occasion, async (tx) => {
    const seen = await seenBy(tx)
    const chosen = chosenTasks(on, program, filter, seen.seen)
    const total = isOfCounts(seen, filter)
      ? totalOf(await countKeptTasks(tx, { database, program }, on, filter))
      : await lengthOf(tx, chosen)
    const { rows } = await tx.execute<Row>(sql`SELECT * FROM (${chosen}) AS chosen
      ${after ? sql`WHERE (COALESCE(next_on, 'infinity'::date), id) > (COALESCE(${after.nextOn}::date, 'infinity'::date), ${after.id}::bigint)` : sql``}
      ORDER BY COALESCE(next_on, 'infinity'::date), id LIMIT ${size + 1}`)
    const lines = rows.slice(0, size).map((row) => lineOf(row, on))
    const last = lines.at(-1)
    const next = rows.length > size && last ? { next: { nextOn: last.nextOn, id: last.id } } : {}
    return { lines, total, ...next }
  })
}

async function lengthOf(tx: Transaction, chosen: SQL): Promise<number> {
  const { rows } = await tx.execute<{ total: bigint }>(
    sql`SELECT count(*) AS total FROM (${chosen}) AS chosen`,
  )
  return Number(rows[0]?.total ?? 0)
}

/** The whole filtered set, for exports and papers. */
export async function allTasks(
  database: Database,
  occasion: Occasion,
  program: Program,
  filter: TaskFilter,
): Promise<TaskLine[]> {
  const on = taskDay(occasion.now, filter.at)
  return transact(database, occasion, (tx) => allTasksIn(tx, on, program, filter))
}

export async function allTasksIn(
  tx: Transaction,
  on: TaskDay,
  program: Program,
  filter: TaskFilter,
): Promise<TaskLine[]> {
  const { rows } =
    await tx.execute<Row>(sql`SELECT * FROM (${chosenTasks(on, program, filter, (await seenBy(tx)).seen)}) AS chosen
    ORDER BY COALESCE(next_on, 'infinity'::date), id`)
  return rows.map((row) => lineOf(row, on))
}

type Row = {
  readonly id: bigint
  readonly policy: string
  readonly task: string
  readonly district: string
  readonly stated_due: string | null
  readonly sample: boolean
  readonly version: number
  readonly step: TaskStep
  readonly lead_department: string | null
  readonly departments: string[]
  readonly deadline: string | null
  readonly next_on: string | null
  readonly reported_on: string | null
  readonly open_question: number | null
  readonly acted_at: Date | string
  readonly lamp: Lamp
}

function lineOf(row: Row, { today, soon }: TaskDay): TaskLine {
  const state = {
    ...{ version: row.version, step: row.step, lead: row.lead_department, departments: row.departments },
    ...{ deadline: row.deadline, nextOn: row.next_on, reportedOn: row.reported_on },
    openQuestion: row.open_question,
  }
  const lamp = lampOf(state, today, soon)
  const late = lamp === 'red' && row.next_on ? lateDays(row.next_on, row.reported_on ?? today) : 0
  return {
    ...{ id: Number(row.id), policy: row.policy, task: row.task, district: row.district },
    ...{ statedDue: row.stated_due, sample: row.sample, ...state, lamp, late },
    actedAt: new Date(row.acted_at),
  }
}
