// A day and a moment → every indicator that a person sees with as much of it as lists and walls show. That follows from
// the rules, the setting, the official values and the day; as long as none of them has changed it is not worked out again.
import { type SQL, sql } from 'drizzle-orm'
import { dateToIso } from '#lang'
import type { Transaction } from '../../db/transact.ts'
import { departmentNames } from '../../identity/departmentNames.ts'
import { type Change, changesOf } from '../changes.ts'
import { keepingByPlace, type Place } from '../keeping.ts'
import { type Course, courseOf } from './course.ts'
import { type Indicator, targetsOf } from './indicator.ts'
import { loadReported, type OfficialRow, type Reported } from './loadPlan.ts'
import { type PlanScope, programAsKnown } from './planAsOf.ts'
import { type Head, headOf, markOfDay } from './status.ts'

export type JudgedLine = Judged & { readonly owner: { readonly id: string; readonly name: string } }

type Judged = {
  readonly indicator: Indicator
  readonly status: Head
  readonly course: Course
  /** Some of its official values are invented. */
  readonly sample: boolean
}

type Moment = { readonly day: string; readonly knownAt: Date }

/** In the order of the documents, by the rules that were in use then; `tx` is of the place's database. */
export async function judgePlan(
  tx: Transaction,
  { database, program }: Place,
  day: string,
  knownAt: Date,
  { district, policy: only }: Pick<PlanScope, 'district' | 'policy'> = {},
): Promise<JudgedLine[]> {
  const { program: then } = await programAsKnown(tx, program, knownAt)
  const place = { database, program: then }
  const names = await departmentNames(tx)
  const changes = await changesOf(tx, 'targets', { district, knownAt })
  const lines = [
    ...(await judgeDistricts(tx, place, { day, knownAt }, changes)),
    ...(await judgeElsewhere(tx, place, { day, knownAt }, district)),
  ]
  const byTarget = Map.groupBy(lines, ({ indicator }) => indicator.target)
  return targetsOf(then)
    .filter(
      ({ policy: { document } }) =>
        dateToIso(document.issued.day) <= day && document.id === (only ?? document.id),
    )
    .flatMap(({ target }) => byTarget.get(target) ?? [])
    .map(({ indicator, status, course, sample }): JudgedLine => {
      const id = indicator.setting.departmentId
      return { indicator, status, course, sample, owner: { id, name: names.get(id) ?? id } }
    })
}

// — districts of which the person sees all: what was worked out for one of them holds for all of them —

/** Lines of so many districts and days. */
const MOST_DISTRICTS = 100
const keptDistricts = keepingByPlace<readonly Judged[]>(MOST_DISTRICTS)

async function judgeDistricts(
  tx: Transaction,
  place: Place,
  moment: Moment,
  changes: readonly Change[],
): Promise<Judged[]> {
  const kept = keptDistricts(place)
  const found = new Map(changes.map((change) => [change.district, kept.get(keyOfDistrict(change, moment))]))
  const missing = changes.filter(({ district }) => !found.get(district))
  if (missing.length > 0) {
    const marks = await marksOf(
      tx,
      moment,
      sql`district = ANY (${sql.param(missing.map((each) => each.district))}::text[])`,
    )
    const judged = await judgedOf(tx, place, marks, moment)
    const byDistrict = Map.groupBy(judged, ({ indicator }) => indicator.district)
    for (const change of missing) {
      const lines = byDistrict.get(change.district) ?? []
      found.set(change.district, lines)
      kept.set(keyOfDistrict(change, moment), lines)
    }
  }
  return changes.flatMap(({ district }) => found.get(district) ?? [])
}

/** All that is known of a district now is the same at every moment after the last change. */
function keyOfDistrict({ district, mark, known }: Change, { day, knownAt }: Moment): string {
  return `${district} ${mark} ${day} ${known ? '' : knownAt.getTime()}`
}

// — the indicators of a person's own departments in other districts: seen one by one, kept for nobody —

async function judgeElsewhere(
  tx: Transaction,
  { program }: Place,
  moment: Moment,
  district: string | undefined,
): Promise<Judged[]> {
  const marks = await marksOf(
    tx,
    moment,
    sql`department_id = ANY ((SELECT my_departments())::text[])
      AND NOT (SELECT my_districts() && ARRAY['*']) AND district <> ALL ((SELECT my_districts())::text[])
      ${district === undefined ? sql`` : sql`AND district = ${district}`}`,
  )
  if (marks.length === 0) return []
  const settings = marks.map(({ setting }) => setting)
  return (await loadReported(tx, program, { ...moment, settings })).map((each) => judge(each, moment.day))
}

// — one indicator —

/** What tells whether an indicator has changed. Nothing is ever overwritten, so two numbers are enough. */
type Mark = {
  readonly setting: number
  readonly district: string
  readonly periodicity: Indicator['setting']['periodicity']
  /** The official value that became known last. */
  readonly last: number | null
}

type MarkRow = Pick<Mark, 'district' | 'periodicity'> & {
  readonly setting: bigint
  readonly last: bigint | null
}

async function marksOf(tx: Transaction, { day, knownAt }: Moment, where: SQL): Promise<Mark[]> {
  const known = sql`${knownAt.toISOString()}::timestamptz`
  const { rows } = await tx.execute<MarkRow>(sql`
    SELECT setting.id AS setting, district, periodicity, last.id AS last
    FROM (SELECT DISTINCT ON (district, policy, target) id, district, policy, target, periodicity FROM plan_setting
        WHERE recorded_at <= ${known} AND ${where} ORDER BY district, policy, target, id DESC) AS setting
      LEFT JOIN LATERAL (SELECT report.id FROM plan_report AS report WHERE report.district = setting.district
        AND report.policy = setting.policy AND report.target = setting.target AND report.kind = 'official'
        AND report.period_end <= ${day}::date AND report.recorded_at <= ${known}
        ORDER BY report.recorded_at DESC LIMIT 1) AS last ON true`)
  return rows.map((row) => ({
    ...{ district: row.district, periodicity: row.periodicity, setting: Number(row.setting) },
    last: row.last === null ? null : Number(row.last),
  }))
}

/** So many indicators: all of forty districts with a hundred each, and some as of earlier days. */
const MOST_LINES = 5000
const keptLines = keepingByPlace<Judged>(MOST_LINES)

/** Indicators of one district are loaded together; other requests are served between two districts. */
async function judgedOf(
  tx: Transaction,
  place: Place,
  marks: readonly Mark[],
  { day, knownAt }: Moment,
): Promise<Judged[]> {
  const kept = keptLines(place)
  const found = new Map(marks.map((mark) => [mark.setting, kept.get(keyOfLine(mark, day))]))
  const missing = marks.filter(({ setting }) => !found.get(setting))
  for (const own of Map.groupBy(missing, ({ district }) => district).values()) {
    const marked = new Map(own.map((mark) => [mark.setting, mark]))
    for (const each of await loadReported(tx, place.program, {
      day,
      knownAt,
      settings: [...marked.keys()],
    })) {
      const mark = marked.get(each.indicator.setting.id)
      if (!mark) continue
      const judged = judge(each, day)
      found.set(mark.setting, judged)
      if (mark.last === lastOf(each)) kept.set(keyOfLine(mark, day), judged)
    }
  }
  return [...found.values()].flatMap((each) => (each ? [onDay(each, day)] : []))
}

const keyOfLine = ({ setting, last, periodicity }: Mark, day: string): string =>
  `${setting} ${last ?? ''} ${markOfDay(periodicity, day)}`

/** Another one than the mark's where one became official since: then what was loaded is not what the mark stands for. */
function lastOf({ official }: Reported): number | null {
  const last = official.reduce<OfficialRow | undefined>(
    (found, each) => (found && found.recordedAt > each.recordedAt ? found : each),
    undefined,
  )
  return last?.id ?? null
}

function judge({ indicator, readings, official }: Reported, day: string): Judged {
  return {
    indicator,
    status: headOf(indicator, readings, day),
    course: courseOf(readings, indicator.setting.gathers),
    sample: indicator.setting.sample || official.some((each) => each.sample),
  }
}

/** The same on another day with the same mark: only a report that was due later may be late by now. */
function onDay(line: Judged, day: string): Judged {
  const { missing } = line.status
  const late = missing !== undefined && missing.due < day
  if (!missing || late === missing.late) return line
  return { ...line, status: { ...line.status, missing: { ...missing, late } } }
}
