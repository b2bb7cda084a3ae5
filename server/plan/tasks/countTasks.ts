// A filter and a day → how many tasks there are, by lead, lamp and step. What was counted of a district is kept until one
// of its tasks moves.
import { type SQL, sql } from 'drizzle-orm'
import type { Program } from '#lang'
import type { Transaction } from '../../db/transact.ts'
import { type Change, changesOf } from '../changes.ts'
import { keepingByPlace, type Place } from '../keeping.ts'
import { chosenTasks, type Seen, seenBy, type TaskDay, type TaskFilter } from './chooseTasks.ts'
import type { Lamp } from './lamp.ts'
import { lateDays } from './lateDays.ts'
import type { TaskStep } from './steps.ts'

export type TaskCount = {
  readonly lead: string | null
  readonly lamp: Lamp
  readonly step: TaskStep
  readonly tasks: number
  /** Working days by which those that are red are late, together. */
  readonly lateDays: number
}

/**
 * How many tasks of the filtered set each lead has with each lamp in each step, and by how many working days the red ones
 * are late together: every task is counted once.
 */
export async function countTasks(
  tx: Transaction,
  on: TaskDay,
  program: Program,
  filter: TaskFilter,
): Promise<TaskCount[]> {
  const { seen } = await seenBy(tx)
  return [...(await countByDistrict(tx, on, chosenTasks(on, program, filter, seen))).values()].flat()
}

type CountRow = Pick<TaskCount, 'lead' | 'lamp' | 'step'> & {
  readonly district: string
  readonly due: string | null
  readonly until: string | null
  readonly tasks: bigint
}

async function countByDistrict(
  tx: Transaction,
  { today }: TaskDay,
  chosen: SQL,
): Promise<ReadonlyMap<string, TaskCount[]>> {
  // Many tasks share their days: they are counted first.
  const { rows } = await tx.execute<CountRow>(sql`
    SELECT district, lead_department AS lead, lamp, step, CASE WHEN lamp = 'red' THEN next_on END AS due,
      CASE WHEN lamp = 'red' THEN COALESCE(reported_on, ${today}::date) END AS until, count(*) AS tasks
    FROM (${chosen}) AS chosen GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4`)
  const late = ({ due, until, tasks }: CountRow): number =>
    due === null || until === null ? 0 : lateDays(due, until) * Number(tasks)
  const counts = new Map<string, Map<string, TaskCount>>()
  for (const row of rows) {
    const { district, lead, lamp, step } = row
    const own = counts.get(district) ?? new Map<string, TaskCount>()
    counts.set(district, own)
    const key = `${lead ?? ''} ${lamp} ${step}`
    const before = own.get(key)
    const tasks = Number(row.tasks) + (before?.tasks ?? 0)
    own.set(key, { lead, lamp, step, tasks, lateDays: late(row) + (before?.lateDays ?? 0) })
  }
  return new Map([...counts].map(([district, own]) => [district, [...own.values()]]))
}

/** Counts of so many districts and days. */
const MOST_DISTRICTS = 400
const keptCounts = keepingByPlace<readonly TaskCount[]>(MOST_DISTRICTS)

/** What the counts of a whole district can be narrowed to; for any other filter the tasks themselves are looked at. */
const OF_COUNTS: ReadonlySet<string> = new Set(['district', 'lead', 'lamp', 'step', 'at'])

export function isOfCounts({ whole }: Seen, filter: TaskFilter): boolean {
  return whole && Object.entries(filter).every(([name, value]) => value === undefined || OF_COUNTS.has(name))
}

/**
 * The same. What was counted of a district for one person holds for all who see all of it, until one of its tasks moves
 * or the day turns; `tx` is of the place's database.
 */
export async function countKeptTasks(
  tx: Transaction,
  place: Place,
  on: TaskDay,
  filter: TaskFilter,
): Promise<TaskCount[]> {
  if (!isOfCounts(await seenBy(tx), filter)) return countTasks(tx, on, place.program, filter)
  const { lead, lamp, step } = filter
  return (await countDistricts(tx, place, on, filter.district)).filter(
    (each) =>
      (lead === undefined || (each.lead ?? 'none') === lead) &&
      (lamp === undefined || each.lamp === lamp) &&
      (step === undefined || each.step === step),
  )
}

async function countDistricts(
  tx: Transaction,
  place: Place,
  on: TaskDay,
  district: string | undefined,
): Promise<TaskCount[]> {
  const kept = keptCounts(place)
  const changes = await changesOf(tx, 'tasks', { district })
  const keyOf = (change: Change): string =>
    `${change.district} ${change.mark} ${on.today} ${on.knownBefore?.getTime() ?? ''}`
  const found = new Map(changes.map((change) => [change.district, kept.get(keyOf(change))]))
  const missing = changes.filter((change) => !found.get(change.district))
  if (missing.length > 0) {
    const where = sql`district = ANY(${sql.param(missing.map((each) => each.district))}::text[])`
    const counts = await countByDistrict(tx, on, chosenTasks(on, place.program, {}, [where]))
    for (const change of missing) {
      const own = counts.get(change.district) ?? []
      found.set(change.district, own)
      kept.set(keyOf(change), own)
    }
  }
  return changes.flatMap((change) => found.get(change.district) ?? [])
}

export const totalOf = (counts: readonly Pick<TaskCount, 'tasks'>[]): number =>
  counts.reduce((sum, each) => sum + each.tasks, 0)

const NO_TASKS: Readonly<Record<Lamp, number>> = { red: 0, yellow: 0, green: 0, undated: 0, done: 0 }

/** Tasks by lamp; the sum over all of them is the number of tasks. */
export function byLamp(counts: readonly Pick<TaskCount, 'lamp' | 'tasks'>[]): Record<Lamp, number> {
  const sums = { ...NO_TASKS }
  for (const { lamp, tasks } of counts) sums[lamp] += tasks
  return sums
}
