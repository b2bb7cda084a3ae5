// A target → how it is kept as long as nobody has said otherwise. Everything here is ours, and says so: the document
// gives a number, a deadline and perhaps who is responsible, seldom more.
import { divide, multiply, type Policy, rational, rationalFromText, type Target } from '#lang'
import type { Gathers } from './indicator.ts'
import { unitOfText } from './indicator.ts'
import { decimalText, isCounted, type Unit, unitOf, YES_NO } from './quantity.ts'
import type { NewSetting } from './saveSetting.ts'

const DUE_DAYS = 15

/** Undefined for a target whose number cannot be read. */
export function defaultSetting(
  policy: Policy,
  target: Target,
  { district, departmentId, firstPeriod }: Pick<NewSetting, 'district' | 'departmentId' | 'firstPeriod'>,
  declared: ReadonlySet<string>,
): NewSetting | undefined {
  const unit = unitOf(unitOfText(target) ?? '', declared)
  if (!unit) return undefined
  const named = target.departments.responsible.length + target.departments.lead.length > 0
  return {
    ...{ policy: policy.document.id, target: target.id, district, departmentId, firstPeriod },
    definition: `文件没有写定义，暂按条文字面统计：${target.indicator}`,
    formula: target.counting.includes('占比')
      ? '文件没有写计算方法，分子、分母由责任部门在说明中写明'
      : '文件没有写计算方法',
    unit: unit.text,
    source: '文件没有写数据来源，暂用责任部门台账',
    periodicity: 'quarter',
    gathers: gathersOf(target),
    dueDays: DUE_DAYS,
    ...rangeOf(target, unit),
    note: `系统预置，投入使用前由计划统筹岗核对${named ? '' : '；文件没有列责任单位，暂由计划统筹部门填报'}`,
  }
}

/** Where the text leaves open what is counted, what there is at the end of a period serves both readings. */
function gathersOf({ counting, yearly, value }: Target): Gathers {
  if (value.kind === 'bool' || counting.includes('存量')) return 'level'
  if (counting.includes('新增') || counting.includes('累计')) return yearly ? 'within_year' : 'since_start'
  if (counting.length > 0) return 'level'
  // 增加值, 收入, 周转量: what a year brings.
  return 'within_year'
}

/** Wide enough that only a slip lies outside; the plan office narrows it. */
function rangeOf({ counting, value }: Target, unit: Unit): Pick<NewSetting, 'lowest' | 'highest'> {
  if (unit.text === YES_NO || value.kind !== 'number') return { lowest: null, highest: null }
  if (counting.includes('占比')) return { lowest: '0', highest: '100' }
  if (counting.includes('年均') || counting.includes('增速')) return { lowest: '-50', highest: '200' }
  const goal = divide(rationalFromText(value.value), unit.factor)
  const most = multiply(goal, rational(isCounted(unit) ? 10n : 5n))
  return { lowest: '0', highest: decimalText(most, 0) }
}
