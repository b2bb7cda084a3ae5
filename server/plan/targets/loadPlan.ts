// The database → settings, official values and what waits, as they were known at a moment.
import { and, desc, eq, lte, sql } from 'drizzle-orm'
import type { Program } from '#lang'
import { department, planReport, planSetting } from '../../db/tables.ts'
import type { Transaction } from '../../db/transact.ts'
import { PlanError } from '../problem.ts'
import { declaredUnits, type Indicator, indicatorOf, keyOf, readValue, targetsOf } from './indicator.ts'
import { parsePeriod } from './period.ts'
import { converted, unitOf } from './quantity.ts'
import type { Reading } from './readings.ts'

export type ReportRow = typeof planReport.$inferSelect

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
  readonly official: readonly ReportRow[]
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
}

/** For an act: also what was recorded within the same millisecond, which the order of knowledge puts a little later. */
export const ALL_OF_IT = { day: '9999-12-31', knownAt: new Date('9999-12-31') } as const

/** Every indicator that this person sees, in the order of the documents. */
export async function loadPlan(tx: Transaction, program: Program, wanted: Wanted): Promise<Loaded[]> {
  const kept = await loadIndicators(tx, program, wanted)
  const [official, last] = [await officialRows(tx, wanted), await lastRows(tx, wanted)]
  const officialOf = Map.groupBy(official, keyOf)
  const waitingOf = Map.groupBy(
    last.filter(({ kind }) => kind === 'proposed'),
    keyOf,
  )
  const declared = declaredUnits(program)
  return kept.map((each): Loaded => {
    const key = keyOf({ ...each.indicator, target: each.indicator.target.id })
    const rows = officialOf.get(key) ?? []
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
    .where(and(which(planSetting, wanted), lte(planSetting.recordedAt, wanted.knownAt)))
    .orderBy(planSetting.district, planSetting.policy, planSetting.target, desc(planSetting.id))
  const settings = Map.groupBy(rows, ({ setting }) => `${setting.policy} ${setting.target}`)
  return targetsOf(program).flatMap(({ policy, target }) =>
    (settings.get(`${policy.document.id} ${target.id}`) ?? []).flatMap(({ setting, owner }) => {
      const indicator = indicatorOf(program, target, setting)
      return indicator ? [{ indicator, owner }] : []
    }),
  )
}

async function officialRows(tx: Transaction, wanted: Wanted): Promise<ReportRow[]> {
  const { district, policy, target, periodEnd, period, kind, id, recordedAt } = planReport
  return tx
    .selectDistinctOn([district, policy, target, periodEnd, period])
    .from(planReport)
    .where(
      and(
        which(planReport, wanted),
        eq(kind, 'official'),
        lte(periodEnd, wanted.day),
        lte(recordedAt, wanted.knownAt),
      ),
    )
    .orderBy(district, policy, target, periodEnd, period, desc(id))
}

/** The last word on every period that may still wait: of what is settled only its official row matters. */
async function lastRows(tx: Transaction, wanted: Wanted): Promise<ReportRow[]> {
  const { kind, recordedAt, periodEnd } = planReport
  const moment = sql`${wanted.knownAt.toISOString()}::timestamptz`
  return tx
    .select()
    .from(planReport)
    .where(
      and(
        which(planReport, wanted),
        eq(kind, 'proposed'),
        lte(periodEnd, wanted.day),
        lte(recordedAt, wanted.knownAt),
        sql`NOT EXISTS (SELECT 1 FROM plan_report AS later WHERE later.district = ${planReport.district}
          AND later.policy = ${planReport.policy} AND later.target = ${planReport.target}
          AND later.period_end = ${periodEnd} AND later.period = ${planReport.period}
          AND later.id > ${planReport.id} AND later.recorded_at <= ${moment})`,
      ),
    )
    .orderBy(planReport.id)
}

function which(table: typeof planReport | typeof planSetting, { district, policy, only }: Wanted) {
  return and(
    district === undefined ? undefined : eq(table.district, district),
    policy === undefined ? undefined : eq(table.policy, policy),
    only &&
      and(eq(table.district, only.district), eq(table.policy, only.policy), eq(table.target, only.target)),
  )
}

function readingsOf(
  { unit, setting }: Indicator,
  rows: readonly ReportRow[],
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
