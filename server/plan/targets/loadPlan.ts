// The database → settings, official values and what waits, as they were known at a moment.
import { and, desc, eq, inArray, lte, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
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

export type Loaded = Kept & {
  /** Official values in the indicator's unit, in order of their periods. */
  readonly readings: readonly Reading[]
  /** For each period its official row, the last one known. */
  readonly official: readonly OfficialRow[]
  /** Proposals that nobody has decided on. */
  readonly waiting: readonly ReportRow[]
}

type Wanted = {
  /** Values of periods that end after this day are left out. */
  readonly day: string
  /** Nothing that became known later. */
  readonly knownAt: Date
  readonly district?: string
  readonly policy?: string
  readonly only?: Which
  /** Only those that are kept by these settings. */
  readonly settings?: readonly number[]
}

/** For an act: also what was recorded within the same millisecond, which the order of knowledge puts a little later. */
export const ALL_OF_IT = { day: '9999-12-31', knownAt: new Date('9999-12-31') } as const

/** Every indicator that this person sees, in the order of the documents. */
export async function loadPlan(tx: Transaction, program: Program, wanted: Wanted): Promise<Loaded[]> {
  const kept = await loadIndicators(tx, program, wanted)
  const keys = kept.map(({ indicator }) => ({ ...indicator, target: indicator.target.id }))
  const [official, last] = [await officialRows(tx, keys, wanted), await waitingRows(tx, keys, wanted)]
  const waitingOf = Map.groupBy(last, keyOf)
  const declared = declaredUnits(program)
  return kept.map((each, i): Loaded => {
    const key = keyOf({ ...each.indicator, target: each.indicator.target.id })
    const rows = official.get(i + 1) ?? []
    return {
      ...each,
      readings: readingsOf(each.indicator, rows, declared),
      official: rows,
      waiting: waitingOf.get(key) ?? [],
    }
  })
}

/** Throws PlanError `unknown_indicator` where this person sees none. */
export async function loadOne(
  tx: Transaction,
  program: Program,
  only: Which,
  { day, knownAt }: Pick<Wanted, 'day' | 'knownAt'>,
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

/** For each indicator the last official row of each period, in order of the periods. */
async function officialRows(
  tx: Transaction,
  keys: readonly Which[],
  wanted: Wanted,
): Promise<ReadonlyMap<number, OfficialRow[]>> {
  const { rows } = await tx.execute<{ place: bigint; official: string }>(sql`
    SELECT place, json_agg(json_build_array(id, period, value::text, unit, sample, (extract(epoch FROM recorded_at) * 1000)::bigint) ORDER BY period_end, period)::text AS official
    FROM ${placesOf(keys)} CROSS JOIN LATERAL (${lastOfEach(wanted, sql`AND report.kind = 'official'`)}) AS found
    GROUP BY place`)
  const read = ([id, period, value, unit, sample, at]: z.infer<typeof officialRow>): OfficialRow => ({
    ...{ id, kind: 'official', period, value, unit, sample, recordedAt: new Date(at) },
  })
  return new Map(
    rows.map(({ place, official }) => [
      Number(place),
      z.array(officialRow).parse(JSON.parse(official)).map(read),
    ]),
  )
}

const officialRow = z.tuple([z.int(), z.string(), z.string(), z.string(), z.boolean(), z.int()])

/** The last word on every period that may still wait: of what is settled only its official row matters. */
async function waitingRows(tx: Transaction, keys: readonly Which[], wanted: Wanted): Promise<ReportRow[]> {
  const { rows } = await tx.execute<{ id: bigint }>(sql`SELECT found.id
    FROM ${placesOf(keys)} CROSS JOIN LATERAL (${lastOfEach(wanted, sql``)}) AS found WHERE found.kind = 'proposed'`)
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => Number(id))
  return tx.select().from(planReport).where(inArray(planReport.id, ids)).orderBy(planReport.id)
}

/** Looked up indicator by indicator, so that the index serves however much lies beside them. */
function lastOfEach({ day, knownAt }: Wanted, also: SQL): SQL {
  return sql`SELECT DISTINCT ON (period_end, period) * FROM plan_report AS report
    WHERE report.district = wanted.district AND report.policy = wanted.policy AND report.target = wanted.target
      AND report.period_end <= ${day}::date AND report.recorded_at <= ${knownAt.toISOString()}::timestamptz ${also}
    ORDER BY period_end, period, id DESC`
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
    const own = unitOf(row.unit, declared)
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
