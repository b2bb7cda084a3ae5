// A day and a moment → every indicator that a person sees with its lamp alone: what walls count and lists choose from.
// A lamp follows from the rules, the setting, the official values and the day; as long as none of them has changed it is
// not worked out again.

import { type SQL, sql } from 'drizzle-orm'
import { dateToIso, type Program } from '#lang'
import type { Database } from '../../db/openDatabase.ts'
import type { Transaction } from '../../db/transact.ts'
import { departmentNames } from '../tasks/taskInFull.ts'
import { type Indicator, targetsOf } from './indicator.ts'
import { type Loaded, loadPlan, type OfficialRow } from './loadPlan.ts'
import { type PlanScope, programAsKnown } from './planAsOf.ts'
import { type Status, statusOf } from './status.ts'

export type JudgedLine = {
  readonly indicator: Indicator
  readonly owner: { readonly id: string; readonly name: string }
  readonly status: Pick<Status, 'lamp' | 'standing' | 'missing'>
  /** Some of its official values are invented. */
  readonly sample: boolean
}

type Judged = Omit<JudgedLine, 'owner'>

/** Where the numbers of rows come from that are remembered, and by which rules they are judged. */
type Place = { readonly database: Database; readonly program: Program }

/** In the order of the documents, by the rules that were in use then; `tx` is of `database`. */
export async function judgePlan(
  tx: Transaction,
  { database, program }: Place,
  day: string,
  knownAt: Date,
  scope: PlanScope = {},
): Promise<JudgedLine[]> {
  const { program: then } = await programAsKnown(tx, program, knownAt)
  const issued = new Map(then.policies.map(({ document }) => [document.id, dateToIso(document.issued.day)]))
  const marks = (await marksOf(tx, day, knownAt, scope)).filter(
    ({ policy }) => (issued.get(policy) ?? '') <= day,
  )
  const judged = await judgedOf(tx, { database, program: then }, marks, { day, knownAt })
  const names = await departmentNames(tx)
  const byTarget = Map.groupBy(marks, ({ policy, target }) => `${policy} ${target}`)
  return targetsOf(then).flatMap(({ policy, target }) =>
    (byTarget.get(`${policy.document.id} ${target.id}`) ?? []).flatMap(({ setting }): JudgedLine[] => {
      const line = judged.get(setting)
      if (!line) return []
      const id = line.indicator.setting.departmentId
      return [{ ...line, owner: { id, name: names.get(id) ?? id } }]
    }),
  )
}

/** What tells whether an indicator has changed. Nothing is ever overwritten, so two numbers are enough. */
type Mark = {
  readonly setting: number
  readonly policy: string
  readonly target: string
  readonly district: string
  /** The official value that became known last. */
  readonly last: number | null
  /** Whether the person sees all reports of the district: then what was worked out for another one holds too. */
  readonly whole: boolean
}

type MarkRow = Pick<Mark, 'policy' | 'target' | 'district' | 'whole'> & {
  readonly setting: bigint
  readonly last: bigint | null
}

async function marksOf(
  tx: Transaction,
  day: string,
  knownAt: Date,
  { district, policy }: PlanScope,
): Promise<Mark[]> {
  const known = sql`${knownAt.toISOString()}::timestamptz`
  const where: SQL[] = [
    sql`recorded_at <= ${known}`,
    ...(district === undefined ? [] : [sql`district = ${district}`]),
    ...(policy === undefined ? [] : [sql`policy = ${policy}`]),
  ]
  const { rows } = await tx.execute<MarkRow>(sql`
    SELECT setting.id AS setting, policy, target, district, last.id AS last, mine && ARRAY['*', district] AS whole
    FROM (SELECT DISTINCT ON (district, policy, target) id, district, policy, target FROM plan_setting
        WHERE ${sql.join(where, sql` AND `)} ORDER BY district, policy, target, id DESC) AS setting
      CROSS JOIN (SELECT my_districts() AS mine OFFSET 0) AS me
      LEFT JOIN LATERAL (SELECT report.id FROM plan_report AS report WHERE report.district = setting.district
        AND report.policy = setting.policy AND report.target = setting.target AND report.kind = 'official'
        AND report.period_end <= ${day}::date AND report.recorded_at <= ${known}
        ORDER BY report.recorded_at DESC LIMIT 1) AS last ON true
    ORDER BY district, policy, target`)
  return rows.map((row) => ({
    ...row,
    setting: Number(row.setting),
    last: row.last === null ? null : Number(row.last),
  }))
}

type Moment = { readonly day: string; readonly knownAt: Date }

/** Indicators of one district are loaded together; other requests are served between two districts. */
async function judgedOf(
  tx: Transaction,
  place: Place,
  marks: readonly Mark[],
  { day, knownAt }: Moment,
): Promise<ReadonlyMap<number, Judged>> {
  const kept = keptOn(place, day)
  const found = new Map<number, Judged>()
  const missing = marks.filter((mark) => {
    const known = mark.whole ? kept.get(keyOf(mark)) : undefined
    if (known) found.set(mark.setting, known)
    return !known
  })
  for (const own of Map.groupBy(missing, ({ district }) => district).values()) {
    const marked = new Map(own.map((mark) => [mark.setting, mark]))
    for (const each of await loadPlan(tx, place.program, { day, knownAt, settings: [...marked.keys()] })) {
      const mark = marked.get(each.indicator.setting.id)
      if (!mark) continue
      const judged = judge(each, day)
      found.set(mark.setting, judged)
      if (mark.whole && mark.last === lastOf(each)) kept.set(keyOf(mark), judged)
    }
  }
  return found
}

/** Another one than the mark's where one became official since: then what was loaded is not what the mark stands for. */
function lastOf({ official }: Loaded): number | null {
  const last = official.reduce<OfficialRow | undefined>(
    (found, each) => (found && found.recordedAt > each.recordedAt ? found : each),
    undefined,
  )
  return last?.id ?? null
}

function judge({ indicator, readings, official }: Loaded, day: string): Judged {
  const { lamp, standing, missing } = statusOf(indicator, readings, day)
  return {
    indicator,
    status: { lamp, standing, ...(missing && { missing }) },
    sample: indicator.setting.sample || official.some((each) => each.sample),
  }
}

const keyOf = ({ setting, last }: Mark): string => `${setting} ${last ?? ''}`

/** So many days are remembered; the one that was asked for longest ago is forgotten first. */
const MOST_DAYS = 6
/** A day on which so many indicators changed begins anew. */
const MOST_LINES = 20_000

type Days = Map<string, Map<string, Judged>>
const remembered = new WeakMap<Database, WeakMap<Program, Days>>()

function keptOn({ database, program }: Place, day: string): Map<string, Judged> {
  const here = remembered.get(database) ?? new WeakMap<Program, Days>()
  remembered.set(database, here)
  const days: Days = here.get(program) ?? new Map()
  here.set(program, days)
  const before = days.get(day)
  const kept = before && before.size < MOST_LINES ? before : new Map<string, Judged>()
  days.delete(day)
  days.set(day, kept)
  const [oldest] = days.keys()
  if (days.size > MOST_DAYS && oldest !== undefined) days.delete(oldest)
  return kept
}
