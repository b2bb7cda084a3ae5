// A filter and a day → the tasks that a person sees, as a question to the database: with their lamps, as they were known at
// the end of that day.
import { type SQL, sql } from 'drizzle-orm'
import type { Program } from '#lang'
import { dayInChina } from '../../clock/dayInChina.ts'
import { nextDay } from '../../clock/workingDays.ts'
import type { Transaction } from '../../db/transact.ts'
import { definitionsOf, MUNICIPALITY } from './definition.ts'
import { type Lamp, soonFrom } from './lamp.ts'
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

/** The day on which lamps are judged and, where it is before today, the moment until which acts are known. */
export type TaskDay = { readonly today: string; readonly soon: string; readonly knownBefore?: Date }

/** As known now. */
export const taskDayOn = (today: string): TaskDay => ({ today, soon: soonFrom(today).day })

export function taskDay(now: Date, at: string | undefined): TaskDay {
  const today = dayInChina(now)
  if (at === undefined || at >= today) return taskDayOn(today)
  return { today: at, soon: soonFrom(at).day, knownBefore: new Date(`${nextDay(at)}T00:00:00+08:00`) }
}

/**
 * What the database lets this person see, said once more so that it can plan with it: it holds all other rows back in any
 * case, but looks at every one of them unless the question itself names the districts. Nothing for the process itself, on
 * whoever's behalf, for other systems and for whoever sees all districts.
 */
export async function seenBy(tx: Transaction): Promise<Seen> {
  const { rows } = await tx.execute<SeenRow>(
    sql`SELECT current_user AS role, my_districts() AS districts, my_tasks_elsewhere()::text AS elsewhere`,
  )
  const [me] = rows
  if (me?.role !== 'duixian_app' || me.districts.includes('*'))
    return { seen: [], whole: me !== undefined && me.role !== 'duixian_system' }
  const districts = me.districts.length > 0 ? [...me.districts, MUNICIPALITY] : []
  const byDistrict = sql`district = ANY(${sql.param(districts)}::text[])`
  const whole = me.elsewhere === '{}'
  return { seen: [whole ? byDistrict : sql`(${byDistrict} OR id = ANY(${me.elsewhere}::bigint[]))`], whole }
}

type SeenRow = { readonly role: string; readonly districts: string[]; readonly elsewhere: string }

export type Seen = {
  readonly seen: readonly SQL[]
  /** All tasks of some districts and nothing else. False for other systems: of what they see nothing is kept. */
  readonly whole: boolean
}

export function chosenTasks(on: TaskDay, program: Program, filter: TaskFilter, seen: readonly SQL[]): SQL {
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
