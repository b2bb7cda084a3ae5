// A department → what it reports of a period. It counts only when the plan office makes it official.
import type { Program } from '#lang'
import { record } from '../../audit/record.ts'
import { dayInChina } from '../../clock/dayInChina.ts'
import type { Database } from '../../db/openDatabase.ts'
import { planReport } from '../../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../../db/transact.ts'
import { orRefuse, PlanError, type PlanFault } from '../problem.ts'
import { checkPeriod, checkValue } from './checkValue.ts'
import { ALL_OF_IT, type Loaded, loadOne, type OfficialRow, type ReportRow, type Which } from './loadPlan.ts'

export type NewReport = Which & {
  readonly period: string
  /** As it was written: a number, with or without its unit. */
  readonly value: string
  /** The unit that was stated beside it. */
  readonly unit?: string
  readonly reason: string
}

/** A person of the department, or another system that reports for it. */
export type Reporter =
  | { readonly person: number }
  | { readonly token: number; readonly name: string; readonly department: string }

/** Throws PlanError; one with faults names the field of each. */
export async function reportValue(
  database: Database,
  { by, now }: { readonly by: Reporter; readonly now: Date },
  program: Program,
  report: NewReport,
): Promise<ReportRow> {
  return transact(database, occasionOf(by, now), async (tx) => {
    const loaded = await loadOne(tx, program, report, ALL_OF_IT)
    requireOwner(loaded, by)
    const wanted = requireFine(loaded, report, dayInChina(now))
    if (wanted.official)
      throw new PlanError('already_official', '这一期已有正式值，没有再报送', [
        { path: 'period', message: '这一期已有正式值；数字有误的，请用“更正”并写明理由' },
      ])
    return propose(tx, loaded, by, { ...report, value: wanted.text })
  })
}

/** What was official is not touched: the correction is a proposal like any other, which names what it is to replace. */
export async function correctValue(
  database: Database,
  { by, now }: { readonly by: Reporter; readonly now: Date },
  program: Program,
  report: NewReport,
): Promise<ReportRow> {
  return transact(database, occasionOf(by, now), async (tx) => {
    const loaded = await loadOne(tx, program, report, ALL_OF_IT)
    requireOwner(loaded, by)
    if (report.reason.trim() === '')
      throw new PlanError('no_reason', '更正要写明理由', [{ path: 'reason', message: '请写明为什么更正' }])
    const { text, official } = requireFine(loaded, report, dayInChina(now))
    if (!official)
      throw new PlanError('not_official', '这一期还没有正式值，直接填报即可', [
        { path: 'period', message: '这一期还没有正式值，不用更正' },
      ])
    return propose(tx, loaded, by, { ...report, value: text }, official.id)
  })
}

const occasionOf = (by: Reporter, now: Date): Occasion => ({
  actor: 'person' in by ? { kind: 'person', person: by.person } : { kind: 'system', token: by.token },
  now,
})

/** In words, where a system also sees what other departments report; who reports what, the database knows. */
export function requireOwner({ indicator }: Loaded, by: Reporter): void {
  if ('department' in by && by.department !== indicator.setting.departmentId)
    throw new PlanError('not_yours', '这个接口令牌不属于这项指标的责任部门')
}

type Fine = { readonly text: string; readonly official: OfficialRow | undefined }

function requireFine(loaded: Loaded, report: NewReport, today: string): Fine {
  const checked = checkPeriod(loaded.indicator, report.period, today)
  if (checked.kind === 'fault')
    throw new PlanError('wrong_value', checked.message, [{ path: 'period', message: checked.message }])
  const { period } = checked
  const others = loaded.readings.filter((each) => each.period.index !== period.index)
  const value = checkValue(loaded.indicator, period, report.value, report.unit, others)
  if (value.kind === 'fault') {
    const fault: PlanFault = {
      path: value.fault === 'wrong_unit' && report.unit ? 'unit' : 'value',
      message: value.message,
    }
    throw new PlanError('wrong_value', value.message, [fault])
  }
  return { text: value.text, official: loaded.official.find((each) => each.period === period.text) }
}

/** In a transaction that goes on: also one by one for a whole workbook. */
export async function propose(
  tx: Transaction,
  { indicator }: Loaded,
  by: Reporter,
  { period, value, reason }: Pick<NewReport, 'period' | 'value' | 'reason'>,
  follows?: number,
): Promise<ReportRow> {
  const { policy, target, district, setting, unit } = indicator
  const adding = tx
    .insert(planReport)
    .values({
      ...{
        policy,
        target: target.id,
        district,
        period,
        kind: 'proposed' as const,
        value,
        unit: unit.text,
        reason,
      },
      ...{ departmentId: setting.departmentId, follows: follows ?? null },
      ...('token' in by ? { saidBy: null, saidByToken: by.token } : { saidBy: by.person }),
    })
    .returning()
  const [row] = await orRefuse(adding)
  if (!row) throw new Error('nothing was inserted')
  const content = {
    policy,
    target: target.id,
    district,
    period,
    value,
    unit: unit.text,
    reason,
    follows: follows ?? null,
    ...('token' in by && { system: by.token, name: by.name }),
  }
  await record(tx, {
    act: follows ? 'plan.correct' : 'plan.report',
    object: `plan_report ${row.id}`,
    content,
  })
  return row
}
