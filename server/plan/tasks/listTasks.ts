// A filter and a day → the tasks that a person sees, with their lamps, as they were known at the end of that day. What is
// listed, exported, counted and drawn comes from here alone.
import { type SQL, sql } from 'drizzle-orm'
import type { Program } from '#lang'
import { dayInChina } from '../../clock/dayInChina.ts'
import { nextDay, workingDaysBetween } from '../../clock/workingDays.ts'
import type { Database } from '../../db/openDatabase.ts'
import { type Occasion, type Transaction, transact } from '../../db/transact.ts'
import { definitionsOf, MUNICIPALITY } from './definition.ts'
import { type Lamp, lampOf, soonFrom } from './lamp.ts'
import type { TaskStep } from './steps.ts'

export type TaskFilter = {
  readonly id?: number
  readonly lamp?: Lamp
  /** Owns it, as lead or not. */
  readonly department?: string
  /** Leads it; 'none' where no lead has been named. */
  readonly lead?: string
  readonly policy?: string
  readonly step?: TaskStep
  readonly district?: string
  /** In the title or the words of the document. */
  readonly text?: string
  /** Somebody asked and waits for an answer. */
  readonly asked?: boolean
  /** The day as of which the tasks are shown, as they were known then; today where it is not said. */
  readonly at?: string
}

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

export type TaskCount = {
  readonly lead: string | null
  readonly lamp: Lamp
  readonly step: TaskStep
  readonly tasks: number
}

/** The day on which lamps are judged and, where it is before today, the moment until which acts are known. */
export type TaskDay = { readonly today: string; readonly soon: string; readonly knownBefore?: Date }

export function taskDay(now: Date, at: string | undefined): TaskDay {
  const today = dayInChina(now)
  if (at === undefined || at >= today) return { today, soon: soonFrom(today).day }
  return { today: at, soon: soonFrom(at).day, knownBefore: new Date(`${nextDay(at)}T00:00:00+08:00`) }
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
    const chosen = chosenTasks(on, program, filter, await seenBy(tx))
    const [counted] = (
      await tx.execute<{ total: bigint }>(sql`SELECT count(*) AS total FROM (${chosen}) AS chosen`)
    ).rows
    const { rows } = await tx.execute<Row>(sql`SELECT * FROM (${chosen}) AS chosen
      ${after ? sql`WHERE (COALESCE(next_on, 'infinity'::date), id) > (COALESCE(${after.nextOn}::date, 'infinity'::date), ${after.id}::bigint)` : sql``}
      ORDER BY COALESCE(next_on, 'infinity'::date), id LIMIT ${size + 1}`)
    const lines = rows.slice(0, size).map((row) => lineOf(row, on))
    const last = lines.at(-1)
    const next = rows.length > size && last ? { next: { nextOn: last.nextOn, id: last.id } } : {}
    return { lines, total: Number(counted?.total ?? 0), ...next }
  })
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
    await tx.execute<Row>(sql`SELECT * FROM (${chosenTasks(on, program, filter, await seenBy(tx))}) AS chosen
    ORDER BY COALESCE(next_on, 'infinity'::date), id`)
  return rows.map((row) => lineOf(row, on))
}

/** How many tasks of the filtered set each lead has with each lamp in each step: every task is counted once. */
export async function countTasks(
  tx: Transaction,
  on: TaskDay,
  program: Program,
  filter: TaskFilter,
): Promise<TaskCount[]> {
  const { rows } = await tx.execute<{ lead: string | null; lamp: Lamp; step: TaskStep; tasks: bigint }>(sql`
    SELECT lead_department AS lead, lamp, step, count(*) AS tasks
    FROM (${chosenTasks(on, program, filter, await seenBy(tx))}) AS chosen GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`)
  return rows.map((row) => ({ ...row, tasks: Number(row.tasks) }))
}

/** The working days by which the red tasks of each lead are late, together. */
export async function lateDaysOf(
  tx: Transaction,
  on: TaskDay,
  program: Program,
  filter: TaskFilter,
): Promise<ReadonlyMap<string | null, number>> {
  // Many tasks share their days: they are counted first, so that each pair of days is looked at once.
  const { rows } = await tx.execute<{ lead: string | null; due: string; until: string; tasks: bigint }>(sql`
    SELECT lead_department AS lead, next_on AS due, COALESCE(reported_on, ${on.today}::date) AS until, count(*) AS tasks
    FROM (${chosenTasks(on, program, { ...filter, lamp: 'red' }, await seenBy(tx))}) AS chosen GROUP BY 1, 2, 3`)
  const spans = new Map<string, number>()
  const sums = new Map<string | null, number>()
  for (const { lead, due, until, tasks } of rows) {
    const days = spans.get(`${due} ${until}`) ?? workingDaysBetween(due, until)
    spans.set(`${due} ${until}`, days)
    sums.set(lead, (sums.get(lead) ?? 0) + days * Number(tasks))
  }
  return sums
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

/**
 * What the database lets this person see, said once more so that it can plan with it: it holds all other rows back in any
 * case, but looks at every one of them unless the question itself names the districts. Nothing for the process itself, on
 * whoever's behalf, for other systems and for whoever sees all districts.
 */
async function seenBy(tx: Transaction): Promise<SQL[]> {
  const { rows } = await tx.execute<{ byPerson: boolean; districts: string[]; elsewhere: string }>(
    sql`SELECT current_user = 'duixian_app' AS "byPerson", my_districts() AS districts, my_tasks_elsewhere()::text AS elsewhere`,
  )
  const [me] = rows
  if (!me?.byPerson || me.districts.includes('*')) return []
  const districts = me.districts.length > 0 ? [...me.districts, MUNICIPALITY] : []
  const byDistrict = sql`district = ANY(${sql.param(districts)}::text[])`
  return [me.elsewhere === '{}' ? byDistrict : sql`(${byDistrict} OR id = ANY(${me.elsewhere}::bigint[]))`]
}

function chosenTasks(on: TaskDay, program: Program, filter: TaskFilter, seen: readonly SQL[]): SQL {
  const where = [...seen, ...conditionsOf(filter, program)]
  const lamp = filter.lamp === undefined ? sql`` : sql`WHERE lamp = ${filter.lamp}`
  return sql`SELECT * FROM (SELECT *, ${lampSql(on)} AS lamp FROM (${known(on)}) AS known
    WHERE ${sql.join([sql`true`, ...where], sql` AND `)}) AS lit ${lamp}`
}

/** What the last act known left. */
function known({ knownBefore }: TaskDay): SQL {
  if (!knownBefore)
    return sql`SELECT id, policy, task, district, stated_due::text, sample, version, step, lead_department,
      departments, deadline::text, next_on, reported_on, open_question, acted_at FROM plan_task`
  return sql`SELECT task.id, task.policy, task.task, task.district, task.stated_due::text, task.sample,
      act.number AS version, act.step, act.lead_department, act.departments, act.deadline::text, act.next_on,
      act.reported_on, act.open_question, act.recorded_at AS acted_at
    FROM plan_task AS task JOIN LATERAL (SELECT * FROM plan_task_act WHERE task_id = task.id
      AND recorded_at < ${knownBefore.toISOString()}::timestamptz ORDER BY number DESC LIMIT 1) AS act ON true`
}

/** As `lampOf` has it; a test holds the two together. */
function lampSql({ today, soon }: TaskDay): SQL {
  return sql`CASE WHEN step IN ('finished', 'struck') THEN 'done' WHEN next_on IS NULL THEN 'undated'
    WHEN COALESCE(reported_on, ${today}::date) > next_on THEN 'red'
    WHEN reported_on IS NULL AND next_on <= ${soon}::date THEN 'yellow' ELSE 'green' END`
}

function conditionsOf(filter: TaskFilter, program: Program): SQL[] {
  const { id, department, lead, policy, step, district, text, asked } = filter
  const conditions = [
    id === undefined ? undefined : sql`id = ${id}`,
    department === undefined ? undefined : sql`departments @> ARRAY[${department}]`,
    lead === undefined
      ? undefined
      : lead === 'none'
        ? sql`lead_department IS NULL`
        : sql`lead_department = ${lead}`,
    policy === undefined ? undefined : sql`policy = ${policy}`,
    step === undefined ? undefined : sql`step = ${step}`,
    district === undefined ? undefined : sql`district = ${district}`,
    asked ? sql`open_question IS NOT NULL` : undefined,
    text === undefined || text.trim() === '' ? undefined : named(program, text.trim()),
  ]
  return conditions.filter((each) => each !== undefined)
}

/** The words are the documents', so they are looked for there. */
function named(program: Program, text: string): SQL {
  const found = definitionsOf(program).filter(
    ({ task }) => task.title.includes(text) || task.content.includes(text) || task.id === text,
  )
  const [policies, tasks] = [found.map(({ policy }) => policy.document.id), found.map(({ task }) => task.id)]
  return sql`(policy, task) IN (SELECT * FROM unnest(${sql.param(policies)}::text[], ${sql.param(tasks)}::text[]))`
}

function lineOf(row: Row, { today, soon }: TaskDay): TaskLine {
  const state = {
    ...{ version: row.version, step: row.step, lead: row.lead_department, departments: row.departments },
    ...{ deadline: row.deadline, nextOn: row.next_on, reportedOn: row.reported_on },
    openQuestion: row.open_question,
  }
  const lamp = lampOf(state, today, soon)
  const late = lamp === 'red' && row.next_on ? workingDaysBetween(row.next_on, row.reported_on ?? today) : 0
  return {
    ...{ id: Number(row.id), policy: row.policy, task: row.task, district: row.district },
    ...{ statedDue: row.stated_due, sample: row.sample, ...state, lamp, late },
    actedAt: new Date(row.acted_at),
  }
}

const NO_TASKS: Readonly<Record<Lamp, number>> = { red: 0, yellow: 0, green: 0, undated: 0, done: 0 }

/** Tasks by lamp; the sum over all of them is the number of tasks. */
export function byLamp(counts: readonly Pick<TaskCount, 'lamp' | 'tasks'>[]): Record<Lamp, number> {
  const sums = { ...NO_TASKS }
  for (const { lamp, tasks } of counts) sums[lamp] += tasks
  return sums
}
