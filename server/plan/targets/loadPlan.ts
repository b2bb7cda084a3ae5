// The database → settings, official values and what waits, as they were known at a moment.
import { and, desc, eq, inArray, lte, type SQL, sql } from 'drizzle-orm'
import type { Program } from '#lang'
import { department, planReport, planSetting } from '../../db/tables.ts'
import type { Transaction } from '../../db/transact.ts'
import { PlanError } from '../problem.ts'
import { declaredUnits, type Indicator, indicatorOf, keyOf, readValue, targetsOf } from './indicator.ts'
import { parsePeriod } from './period.ts'
import { converted, unitOf } from './quantity.ts'
import type { Reading } from './readings.ts'

export type ReportRow = typeof planReport.$inferSelect

/** As much of an official row as is told of it. */
export type OfficialRow = Pick<
  ReportRow,
  'id' | 'kind' | 'period' | 'value' | 'unit' | 'sample' | 'recordedAt'
>

/** Which indicator: a target of a document, in a district. */
export type Which = { readonly policy: string; readonly target: string; readonly district: string }

type Kept = {
  readonly indicator: Indicator
  readonly owner: { readonly id: string; readonly name: string }
}

export type Reported = Kept & {
  /** Official values in the indicator's unit, in order of their periods. */
  readonly readings: readonly Reading[]
  /** For each period its official row, the last one known. */
  readonly official: readonly OfficialRow[]
}

export type Loaded = Reported & {
  /** Proposals that nobody has decided on. */
  readonly waiting: readonly ReportRow[]
}

type KnownOn = {
  /** Values of periods that end after this day are left out. */
  readonly day: string
  /** Nothing that became known later. */
  readonly knownAt: Date
}

type Wanted = KnownOn & {
  readonly district?: string
  readonly policy?: string
  readonly only?: Which
  /** Only those that are kept by these settings. */
  readonly settings?: readonly number[]
  /** Only these targets of the documents. */
  readonly targets?: readonly string[]
}

/** For an act: also what was recorded within the same millisecond, which the order of knowledge puts a little later. */
export const ALL_OF_IT = { day: '9999-12-31', knownAt: new Date('9999-12-31') } as const

/** Every indicator that this person sees, in the order of the documents. */
export async function loadPlan(tx: Transaction, program: Program, wanted: Wanted): Promise<Loaded[]> {
  const reported = await loadReported(tx, program, wanted)
  const waiting = Map.groupBy(await waitingRows(tx, reported.map(whichOf), wanted), keyOf)
  return reported.map((each): Loaded => ({ ...each, waiting: waiting.get(keyOf(whichOf(each))) ?? [] }))
}

/** The same without what waits. */
export async function loadReported(tx: Transaction, program: Program, wanted: Wanted): Promise<Reported[]> {
  const kept = await loadIndicators(tx, program, wanted)
  const official = await officialRows(tx, kept.map(whichOf), wanted)
  const declared = declaredUnits(program)
  return kept.map((each): Reported => {
    const rows = official.get(keyOf(whichOf(each))) ?? []
    return { ...each, readings: readingsOf(each.indicator, rows, declared), official: rows }
  })
}

const whichOf = ({ indicator: { policy, target, district } }: Pick<Kept, 'indicator'>): Which => ({
  ...{ policy, target: target.id, district },
})

/** Throws PlanError `unknown_indicator` where this person sees none. */
export async function loadOne(
  tx: Transaction,
  program: Program,
  only: Which,
  { day, knownAt }: KnownOn,
): Promise<Loaded> {
  const [found] = await loadPlan(tx, program, { day, knownAt, only })
  if (found) return found
  throw new PlanError('unknown_indicator', '没有这项指标，或它不在您能看到的范围内，请从计划目标的列表进入')
}

async function loadIndicators(tx: Transaction, program: Program, wanted: Wanted): Promise<Kept[]> {
  const rows = await tx
    .selectDistinctOn([planSetting.district, planSetting.policy, planSetting.target], {
      setting: planSetting,
      owner: { id: department.id, name: department.name },
    })
    .from(planSetting)
    .innerJoin(department, eq(department.id, planSetting.departmentId))
    .where(
      and(
        which(wanted),
        wanted.settings && inArray(planSetting.id, [...wanted.settings]),
        wanted.targets && inArray(planSetting.target, [...wanted.targets]),
        lte(planSetting.recordedAt, wanted.knownAt),
      ),
    )
    .orderBy(planSetting.district, planSetting.policy, planSetting.target, desc(planSetting.id))
  const settings = Map.groupBy(rows, ({ setting }) => `${setting.policy} ${setting.target}`)
  return targetsOf(program).flatMap(({ policy, target }) =>
    (settings.get(`${policy.document.id} ${target.id}`) ?? []).flatMap(({ setting, owner }) => {
      const indicator = indicatorOf(program, target, setting)
      return indicator ? [{ indicator, owner }] : []
    }),
  )
}

/** By the indicators' keys; the last official row of each period, in order of the periods. */
async function officialRows(
  tx: Transaction,
  keys: readonly Which[],
  { day, knownAt }: KnownOn,
): Promise<ReadonlyMap<string, OfficialRow[]>> {
  const among = (name: keyof Which): SQL =>
    sql`${sql.raw(name)} = ANY (${sql.param([...new Set(keys.map((key) => key[name]))])}::text[])`
  // One text for each indicator: hundreds of thousands of rows one by one take several times as long.
  const { rows } = await tx.execute<Which & { official: string }>(sql`
    SELECT district, policy, target, string_agg(concat_ws(E'\t', id, period, value, sample,
      (extract(epoch FROM recorded_at) * 1000)::bigint, unit), E'\n' ORDER BY period_end, period, id) AS official
    FROM plan_report WHERE ${among('district')} AND ${among('policy')} AND ${among('target')} AND kind = 'official'
      AND period_end <= ${day}::date AND recorded_at <= ${knownAt.toISOString()}::timestamptz
    GROUP BY district, policy, target`)
  return new Map(rows.map((row) => [keyOf(row), lastOfEach(row.official.split('\n').map(readOfficial))]))
}

/** In order of the periods, those of one period next to each other. */
const lastOfEach = (rows: readonly OfficialRow[]): OfficialRow[] =>
  rows.filter(({ period }, i) => rows[i + 1]?.period !== period)

function readOfficial(text: string): OfficialRow {
  const [id, period, value, sample, at, unit] = text.split('\t')
  if (period === undefined || value === undefined || unit === undefined)
    throw new Error(`not an official value: ${text}`)
  return {
    ...{ id: Number(id), kind: 'official', period, value, unit, sample: sample === 't' },
    recordedAt: new Date(Number(at)),
  }
}

/** The proposals that waited at that moment, oldest first. */
async function waitingRows(tx: Transaction, keys: readonly Which[], at: KnownOn): Promise<ReportRow[]> {
  const { rows } = await tx.execute<{ id: bigint }>(sql`SELECT id FROM (${waiting(keys, at)}) AS waiting`)
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => Number(id))
  return tx.select().from(planReport).where(inArray(planReport.id, ids)).orderBy(planReport.id)
}

/** How many proposals of each indicator waited at that moment; none for those that are left out. */
export async function countWaiting(
  tx: Transaction,
  lines: readonly Pick<Kept, 'indicator'>[],
  at: KnownOn,
): Promise<ReadonlyMap<Indicator, number>> {
  const { rows } = await tx.execute<{ place: bigint; count: bigint }>(sql`SELECT place, count(*)
    FROM (${waiting(lines.map(whichOf), at)}) AS waiting GROUP BY place`)
  return new Map(
    rows.flatMap(({ place, count }) => {
      const line = lines[Number(place) - 1]
      return line ? [[line.indicator, Number(count)] as const] : []
    }),
  )
}

/** A trigger keeps when each proposal was settled (0020-plan-rollup.sql). */
function waiting(keys: readonly Which[], { day, knownAt }: KnownOn): SQL {
  const known = sql`${knownAt.toISOString()}::timestamptz`
  return sql`SELECT place, report.id
    FROM ${placesOf(keys)} JOIN plan_proposal AS proposal ON proposal.district = wanted.district
      AND proposal.policy = wanted.policy AND proposal.target = wanted.target AND proposal.settled_at > ${known}
    JOIN plan_report AS report ON report.id = proposal.report_id
    WHERE report.period_end <= ${day}::date AND report.recorded_at <= ${known}`
}

/** The indicators, numbered from 1. */
function placesOf(keys: readonly Which[]): SQL {
  const list = (values: readonly string[]): SQL => sql`${sql.param(values)}::text[]`
  return sql`unnest(${list(keys.map(({ district }) => district))}, ${list(keys.map(({ policy }) => policy))},
    ${list(keys.map(({ target }) => target))}) WITH ORDINALITY AS wanted (district, policy, target, place)`
}

function which({ district, policy, only }: Wanted) {
  const table = planSetting
  return and(
    district === undefined ? undefined : eq(table.district, district),
    policy === undefined ? undefined : eq(table.policy, policy),
    only &&
      and(eq(table.district, only.district), eq(table.policy, only.policy), eq(table.target, only.target)),
  )
}

function readingsOf(
  { unit, setting }: Indicator,
  rows: readonly OfficialRow[],
  declared: ReadonlySet<string>,
): Reading[] {
  return rows.flatMap((row) => {
    const period = parsePeriod(row.period)
    const own = row.unit === unit.text ? unit : unitOf(row.unit, declared)
    // A number of another dimension, or of another kind of period, is history that cannot be compared any more.
    if (period?.periodicity !== setting.periodicity || own?.dimension !== unit.dimension) return []
    return [{ period, value: converted(readValue(row.value), own, unit) }]
  })
}

/** The whole course of one indicator: every row, the first one first. */
export async function historyOf(tx: Transaction, only: Which, knownAt: Date): Promise<ReportRow[]> {
  return tx
    .select()
    .from(planReport)
    .where(
      and(
        eq(planReport.district, only.district),
        eq(planReport.policy, only.policy),
        eq(planReport.target, only.target),
        lte(planReport.recordedAt, knownAt),
      ),
    )
    .orderBy(planReport.id)
}
