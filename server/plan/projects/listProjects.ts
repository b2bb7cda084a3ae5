// A filter, a day and a moment → the projects that a person sees, as they stood on that day as far as was known then.
// What is listed, exported, counted and drawn comes from here alone.
import { type SQL, sql } from 'drizzle-orm'
import { dayInChina } from '../../clock/dayInChina.ts'
import { nextDay } from '../../clock/workingDays.ts'
import type { Database } from '../../db/openDatabase.ts'
import { type Occasion, type Transaction, transact } from '../../db/transact.ts'
import { type DropReason, isList, type PoolState, type ProjectStage } from './stages.ts'

export type ProjectFilter = {
  readonly id?: number
  readonly district?: string
  readonly department?: string
  readonly stage?: ProjectStage
  /** Only those on one of the four lists. */
  readonly open?: boolean
  readonly industry?: string
  readonly pool?: PoolState
  readonly green?: boolean
  /** Its planned day has passed and it has not taken place. */
  readonly late?: boolean
  /** Its plan was moved to a later day at least once. */
  readonly slipped?: boolean
  /** In the name, the investor or the place. */
  readonly text?: string
  /** As of this day; today where it is not said. */
  readonly at?: string
  /** As known at the end of this day; now where it is not said. */
  readonly known?: string
}

export type ProjectLine = {
  readonly id: number
  readonly district: string
  readonly department: string
  readonly sample: boolean
  readonly version: number
  readonly name: string
  readonly investor: string
  readonly industry: string
  readonly place: string
  readonly investedFen: number | null
  readonly subject: number | null
  readonly targets: readonly string[]
  readonly stage: ProjectStage
  readonly enteredOn: string
  readonly dropReason: DropReason | null
  readonly plannedStart: string | null
  readonly plannedCompletion: string | null
  readonly slips: number
  readonly pool: PoolState
  readonly green: boolean
  readonly totalFen: number | null
  readonly approvedFen: number | null
  readonly progressQualifies: boolean | null
  readonly exceptional: boolean | null
  readonly consent: boolean | null
  /** Days on its list until that day. */
  readonly dwell: number
  /** Days by which its planned day has passed; 0 where it has not. */
  readonly late: number
}

/** `before`: only what was known earlier than that; undefined: everything known now. */
export type ProjectDay = { readonly day: string; readonly before?: Date }

export function projectDay(now: Date, { at, known }: Pick<ProjectFilter, 'at' | 'known'>): ProjectDay {
  const today = dayInChina(now)
  const day = at !== undefined && at < today ? at : today
  if (known === undefined || known >= today) return { day }
  return { day, before: new Date(`${nextDay(known)}T00:00:00+08:00`) }
}

/** The whole filtered set: by list, those that stand there longest first. */
export function allProjects(
  database: Database,
  occasion: Occasion,
  filter: ProjectFilter,
): Promise<ProjectLine[]> {
  return transact(database, occasion, (tx) =>
    allProjectsIn(tx, projectDay(occasion.now, filter), occasion.now, filter),
  )
}

export async function allProjectsIn(
  tx: Transaction,
  on: ProjectDay,
  now: Date,
  filter: ProjectFilter,
): Promise<ProjectLine[]> {
  const { rows } = await tx.execute<Row>(sql`SELECT * FROM (${chosenProjects(on, now, filter)}) AS chosen
    ORDER BY array_position(${ORDER}, stage), entered_on, id`)
  return rows.map((row) => lineOf(row))
}

export type ProjectPage = { readonly lines: readonly ProjectLine[]; readonly total: number }

/** A page of the filtered set, in the same order. */
export function pageOfProjects(
  database: Database,
  occasion: Occasion,
  filter: ProjectFilter,
  { from, size }: { readonly from: number; readonly size: number },
): Promise<ProjectPage> {
  const on = projectDay(occasion.now, filter)
  return transact(database, occasion, async (tx) => {
    const chosen = chosenProjects(on, occasion.now, filter)
    const counted = await tx.execute<{ total: bigint }>(
      sql`SELECT count(*) AS total FROM (${chosen}) AS chosen`,
    )
    const { rows } = await tx.execute<Row>(sql`SELECT * FROM (${chosen}) AS chosen
      ORDER BY array_position(${ORDER}, stage), entered_on, id LIMIT ${size} OFFSET ${from}`)
    return { lines: rows.map((row) => lineOf(row)), total: Number(counted.rows[0]?.total ?? 0) }
  })
}

/** The lists in their order. */
export const ORDER = sql.raw(
  `ARRAY['to_attract', 'in_talks', 'preparing', 'building', 'completed', 'dropped']`,
)

export function chosenProjects({ day, before }: ProjectDay, now: Date, filter: ProjectFilter): SQL {
  const today = day === dayInChina(now) && !before
  // What was recorded in the very moment of the question counts as known.
  const until = before ?? new Date(now.getTime() + 1)
  const from = today
    ? sql`plan_project WHERE version > 0`
    : sql`projects_as_of(${day}::date, ${until.toISOString()}::timestamptz)`
  const where = sql.join([sql`true`, ...conditionsOf(filter)], sql` AND `)
  const late = filter.late ? sql`WHERE days_late > 0` : sql``
  return sql`SELECT * FROM (
    SELECT id, district, department_id, sample, version, name, investor, industry, place, invested_fen, subject_id, targets,
      stage, entered_on::text, drop_reason, planned_start::text, planned_completion::text, slips, pool, green, total_fen,
      approved_fen, progress_qualifies, exceptional, consent, ${day}::date - entered_on AS dwell,
      GREATEST(CASE WHEN stage IN ('to_attract', 'in_talks', 'preparing') THEN ${day}::date - planned_start
        WHEN stage = 'building' THEN ${day}::date - planned_completion END, 0) AS days_late
    FROM (SELECT * FROM ${from}) AS known WHERE ${where}) AS dated ${late}`
}

function conditionsOf(filter: ProjectFilter): SQL[] {
  const { id, district, department, stage, open, industry, pool, green, slipped, text } = filter
  const like = `%${(text ?? '').trim().replaceAll(/[\\%_]/g, '\\$&')}%`
  const conditions = [
    id === undefined ? undefined : sql`id = ${id}`,
    district === undefined ? undefined : sql`district = ${district}`,
    department === undefined ? undefined : sql`department_id = ${department}`,
    stage === undefined ? undefined : sql`stage = ${stage}`,
    open ? sql`stage IN ('to_attract', 'in_talks', 'preparing', 'building')` : undefined,
    industry === undefined ? undefined : sql`industry = ${industry}`,
    pool === undefined ? undefined : sql`pool = ${pool}`,
    green === undefined ? undefined : sql`green = ${green}`,
    slipped ? sql`slips > 0` : undefined,
    like === '%%' ? undefined : sql`(name LIKE ${like} OR investor LIKE ${like} OR place LIKE ${like})`,
  ]
  return conditions.filter((each) => each !== undefined)
}

type Row = {
  readonly id: bigint
  readonly district: string
  readonly department_id: string
  readonly sample: boolean
  readonly version: number
  readonly name: string
  readonly investor: string
  readonly industry: string
  readonly place: string
  readonly invested_fen: bigint | null
  readonly subject_id: bigint | null
  readonly targets: string[]
  readonly stage: ProjectStage
  readonly entered_on: string
  readonly drop_reason: DropReason | null
  readonly planned_start: string | null
  readonly planned_completion: string | null
  readonly slips: number
  readonly pool: PoolState
  readonly green: boolean
  readonly total_fen: bigint | null
  readonly approved_fen: bigint | null
  readonly progress_qualifies: boolean | null
  readonly exceptional: boolean | null
  readonly consent: boolean | null
  readonly dwell: number
  readonly days_late: number | null
}

const numberOf = (value: bigint | null): number | null => (value === null ? null : Number(value))

function lineOf(row: Row): ProjectLine {
  return {
    ...{ id: Number(row.id), district: row.district, department: row.department_id, sample: row.sample },
    ...{ version: Number(row.version), name: row.name, investor: row.investor, industry: row.industry },
    ...{ place: row.place, investedFen: numberOf(row.invested_fen), subject: numberOf(row.subject_id) },
    ...{ targets: row.targets, stage: row.stage, enteredOn: row.entered_on, dropReason: row.drop_reason },
    ...{ plannedStart: row.planned_start, plannedCompletion: row.planned_completion, slips: row.slips },
    ...{ pool: row.pool, green: row.green, totalFen: numberOf(row.total_fen) },
    ...{ approvedFen: numberOf(row.approved_fen), progressQualifies: row.progress_qualifies },
    ...{ exceptional: row.exceptional, consent: row.consent },
    dwell: isList(row.stage) ? row.dwell : 0,
    late: row.days_late ?? 0,
  }
}
