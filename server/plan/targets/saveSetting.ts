// The plan office → how an indicator is kept here from now on. What the document says is not touched by it.

import { eq } from 'drizzle-orm'
import type { Program } from '#lang'
import { parseDecimal } from '#lang'
import { record } from '../../audit/record.ts'
import type { Database } from '../../db/openDatabase.ts'
import { department, planSetting } from '../../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../../db/transact.ts'
import { orRefuse, PlanError, type PlanFault } from '../problem.ts'
import { unitFits } from './checkValue.ts'
import { declaredUnits, indicatorOf, type Setting, targetsOf } from './indicator.ts'
import { ALL_OF_IT, loadPlan } from './loadPlan.ts'
import { parsePeriod } from './period.ts'

export type NewSetting = Omit<Setting, 'id' | 'setBy' | 'recordedAt' | 'sample'>

/** Throws PlanError `unknown_indicator`, `wrong_setting` (with the field) or `not_yours`. */
export async function saveSetting(
  database: Database,
  occasion: Occasion,
  program: Program,
  setting: NewSetting,
): Promise<Setting> {
  requireSetting(program, setting)
  return transact(database, occasion, async (tx) => {
    await requireKeeper(tx, setting)
    await requireNothingWaiting(tx, program, setting)
    const [row] = await orRefuse(tx.insert(planSetting).values(setting).returning())
    if (!row) throw new Error('nothing was inserted')
    const { policy, target, district } = setting
    await record(tx, {
      act: 'plan.setting',
      object: `plan_setting ${row.id}`,
      content: { ...setting, policy, target, district },
    })
    return row
  })
}

function requireSetting(program: Program, setting: NewSetting): void {
  const found = targetsOf(program).find(
    ({ policy, target }) => policy.document.id === setting.policy && target.id === setting.target,
  )
  if (!found) throw new PlanError('unknown_indicator', '文件里没有这个目标，请从计划目标的列表进入')
  const asSaved: Setting = { ...setting, id: 0, setBy: null, sample: false, recordedAt: new Date(0) }
  const indicator = indicatorOf(program, found.target, asSaved)
  const faults: PlanFault[] = []
  if (!indicator || !unitFits(indicator, declaredUnits(program)))
    faults.push({ path: 'unit', message: `单位“${setting.unit}”不能与条文的要求比较，请用条文里的单位` })
  if (parsePeriod(setting.firstPeriod)?.periodicity !== setting.periodicity)
    faults.push({ path: 'firstPeriod', message: '起始期与填报周期不一致，按季填报的写成 2024Q4 这样' })
  const [low, high] = [setting.lowest, setting.highest].map((each) =>
    each === null ? undefined : parseDecimal(each),
  )
  if (low && high && Number(setting.lowest) > Number(setting.highest))
    faults.push({ path: 'lowest', message: '合理范围的下限大于上限' })
  if (faults[0]) throw new PlanError('wrong_setting', faults[0].message, faults)
}

/** Who reports is a department of the district, or of the whole municipality, that is not closed. */
async function requireKeeper(tx: Transaction, { departmentId, district }: NewSetting): Promise<void> {
  const [place] = await tx.select().from(department).where(eq(department.id, departmentId))
  if (place && place.closedAt === null && [null, district].includes(place.district)) return
  const message = place?.closedAt
    ? `${place.name}已经撤销，请选在用的部门`
    : `填报部门应是${district}或全市的部门，请重新选择`
  throw new PlanError('wrong_setting', message, [{ path: 'departmentId', message }])
}

const MEANING = ['unit', 'periodicity', 'gathers'] as const

/** What a number means does not change while one waits that was reported with another meaning. */
async function requireNothingWaiting(tx: Transaction, program: Program, setting: NewSetting): Promise<void> {
  const [held] = await loadPlan(tx, program, { ...ALL_OF_IT, only: setting })
  if (!held || held.waiting.length === 0) return
  const changed = MEANING.filter((each) => held.indicator.setting[each] !== setting[each])
  const periods = held.waiting.map(({ period }) => period).join('、')
  const message = `还有 ${periods} 的报送等待审定，是按原来的口径报的，请先审定或退回，再改这一栏`
  const faults = changed.map((path): PlanFault => ({ path, message }))
  if (faults.length > 0) throw new PlanError('wrong_setting', message, faults)
}
