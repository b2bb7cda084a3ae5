// A database without a plan → how every target of the library is kept, and, at a first start, two years of invented
// reports of 渝中区 that are marked as such wherever they show.
import type { Policy, Program, Target } from '#lang'
import { add, parseDecimal, rational } from '#lang'
import { record } from '../../audit/record.ts'
import { dayInChina } from '../../clock/dayInChina.ts'
import type { Database } from '../../db/openDatabase.ts'
import { department, planReport, planSetting } from '../../db/tables.ts'
import { JOB, type Transaction, transact } from '../../db/transact.ts'
import { departmentsByName } from '../../identity/departmentNames.ts'
import { nameIn, YUZHONG_DEPARTMENTS } from '../departments.ts'
import { defaultSetting } from './defaultSetting.ts'
import { declaredUnits, type Indicator, indicatorOf, type Setting, targetsOf } from './indicator.ts'
import { dueOn, lastEnded, type Period, periodAt } from './period.ts'
import { decimalText } from './quantity.ts'
import { sampleValues } from './sampleSeries.ts'

const QUARTERS = 8
const SAMPLED = 'yuzhong-2024-plan'

/** Who plans where, and so reports what no department is named for. */
const OFFICES: Readonly<Record<string, string>> = { 渝中区: 'yuzhong-fgw', 渝北区: 'yubei-fgw' }

/** Of the last quarter these are not reported yet: a department's desk and a plan office's list begin with work. */
const DESK = '渝中区产业发展局'
const WAITING = 'target-yz-finance-value-added'

/** Does nothing where there is a setting already. How many indicators were set. */
export async function seedPlan(
  database: Database,
  now: Date,
  program: Program,
  { samples }: { readonly samples: boolean },
): Promise<number> {
  const day = dayInChina(now)
  const last = lastEnded('quarter', day)
  const periods = Array.from({ length: QUARTERS }, (_, i) =>
    periodAt('quarter', last.index - QUARTERS + 1 + i),
  )
  return transact(database, { actor: JOB, now }, async (tx) => {
    if ((await tx.$count(planSetting)) > 0) return 0
    await tx
      .insert(department)
      .values([...YUZHONG_DEPARTMENTS])
      .onConflictDoNothing()
    const owners = await departmentsByName(tx)
    const [first = last] = periods
    const saved = await addSettings(tx, program, owners, { first: samples ? first : undefined, last })
    const shown = samples ? await addReports(tx, program, saved, periods, day, owners.get(DESK)) : 0
    await record(tx, {
      act: 'plan.seed',
      object: 'plan',
      content: { settings: saved.length, reports: shown },
    })
    return saved.length
  })
}

async function addSettings(
  tx: Transaction,
  program: Program,
  owners: ReadonlyMap<string, string>,
  { first, last }: { readonly first: Period | undefined; readonly last: Period },
): Promise<Setting[]> {
  const declared = declaredUnits(program)
  const rows = targetsOf(program).flatMap(({ policy, target }) => {
    const district = policy.document.jurisdiction
    const departmentId = ownerOf(policy, target, owners)
    if (departmentId === undefined) return []
    const from = policy.document.id === SAMPLED ? first : undefined
    const place = { district, departmentId, firstPeriod: (from ?? last).text }
    const setting = defaultSetting(policy, target, place, declared)
    // As if it had been set when the first period was still running; invented like the reports.
    const recordedAt = from && new Date(`${periodAt('quarter', from.index - 1).end}T10:00:00+08:00`)
    return setting ? [{ ...setting, ...(recordedAt && { sample: true, recordedAt }) }] : []
  })
  return rows.length === 0 ? [] : tx.insert(planSetting).values(rows).returning()
}

function ownerOf(
  { document }: Policy,
  { departments }: Target,
  owners: ReadonlyMap<string, string>,
): string | undefined {
  const named = [...departments.lead, ...departments.responsible]
    .map((word) => owners.get(nameIn(document.jurisdiction, word)))
    .find((each) => each !== undefined)
  const office = OFFICES[document.jurisdiction]
  return named ?? [...owners.values()].find((id) => id === office)
}

type Row = typeof planReport.$inferInsert

async function addReports(
  tx: Transaction,
  program: Program,
  settings: readonly Setting[],
  periods: readonly Period[],
  day: string,
  desk: string | undefined,
): Promise<number> {
  const indicators = targetsOf(program).flatMap(({ policy, target }) => {
    const setting = settings.find(
      (each) => each.sample && each.policy === policy.document.id && each.target === target.id,
    )
    const indicator = setting && indicatorOf(program, target, setting)
    return indicator ? [indicator] : []
  })
  const values = withSums(indicators, periods)
  let count = 0
  for (const [i, period] of periods.entries()) {
    const isLast = i === periods.length - 1
    const [said, decided] = [dueOn(period, 8), dueOn(period, 12)]
    if (said >= day) continue
    const proposed = indicators.flatMap((indicator): Row[] => {
      const { setting, target, unit } = indicator
      if (isLast && setting.departmentId === desk && target.id !== WAITING) return []
      const { policy, district, departmentId } = setting
      const value = values.get(target.id)?.[i] ?? '0'
      return [
        {
          ...{
            policy,
            target: target.id,
            district,
            departmentId,
            period: period.text,
            kind: 'proposed',
            value,
          },
          ...{ unit: unit.text, reason: '示例数据，不是真实填报', sample: true, recordedAt: atNine(said) },
        },
      ]
    })
    const rows = await tx.insert(planReport).values(proposed).returning()
    const official = rows
      .filter(({ target }) => decided < day && !(isLast && target === WAITING))
      .map(({ id, ...row }): Row => {
        const { policy, target, district, departmentId, value, unit } = row
        return {
          ...{ policy, target, district, departmentId, period: period.text, kind: 'official', value, unit },
          ...{ reason: '', follows: id, sample: true, recordedAt: atNine(decided) },
        }
      })
    if (official.length > 0) await tx.insert(planReport).values(official)
    count += rows.length + official.length
  }
  return count
}

const atNine = (day: string): Date => new Date(`${day}T09:00:00+08:00`)

/** What has parts is the sum of them, all but one time: a difference is to be seen somewhere. */
const DIFFERS = 'target-yz-emerging-enterprises'

function withSums(
  indicators: readonly Indicator[],
  periods: readonly Period[],
): ReadonlyMap<string, string[]> {
  const values = new Map(indicators.map((each) => [each.target.id, sampleValues(each, periods)]))
  const sumOf = ({ target, unit }: Indicator): string[] => {
    const own = values.get(target.id) ?? []
    const parts = indicators.filter((each) => each.target.parent === target.id)
    if (parts.length === 0 || parts.some((each) => each.unit.dimension !== unit.dimension)) return own
    const below = parts.map(sumOf)
    return periods.map((_, i) => {
      const start = target.id === DIFFERS && i === periods.length - 1 ? rational(3n) : rational(0n)
      const sum = below.reduce((all, each) => add(all, parseDecimal(each[i] ?? '0') ?? rational(0n)), start)
      return decimalText(sum)
    })
  }
  return new Map(indicators.map((each) => [each.target.id, sumOf(each)]))
}
