// What somebody writes as the value of a period → a number, or every reason why it cannot be taken.
import { compare, divide, multiply, parseDecimal, parseQuantity, type Rational, rational } from '#lang'
import type { Indicator } from './indicator.ts'
import { type Period, parsePeriod, periodWords, perYear } from './period.ts'
import { decimalText, isCounted, quantityText, unitOf, YES_NO } from './quantity.ts'
import type { Reading } from './readings.ts'

type ValueFault =
  | 'not_a_number'
  | 'wrong_unit'
  | 'out_of_range'
  | 'negative'
  | 'above_hundred'
  | 'not_whole'
  | 'too_exact'
  | 'falls'

export type Checked =
  | { readonly kind: 'fine'; readonly value: Rational; readonly text: string }
  | { readonly kind: 'fault'; readonly fault: ValueFault; readonly message: string }

/** Decimal places that are kept; more are a sign of a formula or of a wrong unit. */
const PLACES = 6

/**
 * `text` is a number, alone or with its unit; `unit` is the unit that was stated beside it, if any. `readings` are the
 * official values of the indicator, by which a jump of unit and a falling sum are seen.
 */
export function checkValue(
  indicator: Indicator,
  period: Period,
  text: string,
  unit: string | undefined,
  readings: readonly Reading[],
): Checked {
  const clean = text.normalize('NFKC').replace(/[\s,]/g, '')
  if (indicator.unit.text === YES_NO) return yesOrNo(clean)
  const [, digits = '', written = ''] = /^([+-]?\d+(?:\.\d+)?)(.*)$/.exec(clean) ?? []
  const value = parseDecimal(digits)
  if (!value) return fault('not_a_number', `“${short(text)}”不是数字，请填一个数，例如 12.5`)
  const stated = (written || unit?.trim()) ?? ''
  if (stated !== '' && stated !== indicator.unit.text) return wrongUnit(indicator, value, stated)
  return (
    impossible(indicator, value) ??
    implausible(indicator, value, readings) ??
    falling(indicator, period, value, readings) ?? { kind: 'fine', value, text: decimalText(value, PLACES) }
  )
}

const fault = (kind: ValueFault, message: string): Checked => ({ kind: 'fault', fault: kind, message })
const short = (text: string): string => (text.length > 20 ? `${text.slice(0, 20)}…` : text)

function yesOrNo(text: string): Checked {
  if (['是', '1', '已建成', '已取得'].includes(text)) return { kind: 'fine', value: rational(1n), text: '1' }
  if (['否', '0', '未建成', '未取得'].includes(text)) return { kind: 'fine', value: rational(0n), text: '0' }
  return fault('not_a_number', `这一项只填“是”或“否”，不是“${short(text)}”`)
}

function wrongUnit({ unit, target }: Indicator, value: Rational, stated: string): Checked {
  const other = unitOf(stated, new Set())
  if (other && other.dimension === unit.dimension) {
    const right = divide(multiply(value, other.factor), unit.factor)
    return fault(
      'wrong_unit',
      `“${target.indicator}”按${unit.text}填报，写的是${stated}：${decimalText(value, PLACES)}${stated}＝${decimalText(right, PLACES)}${unit.text}，请换算后填写`,
    )
  }
  return fault('wrong_unit', `“${target.indicator}”按${unit.text}填报，“${short(stated)}”不是它的单位`)
}

function impossible({ unit, target }: Indicator, value: Rational): Checked | undefined {
  const growth = target.counting.some((each) => each === '年均' || each === '增速')
  if (value.n < 0n && !growth) return fault('negative', `“${target.indicator}”不会是负数，请核对`)
  if (target.counting.includes('占比') && unit.text === '%' && compare(value, rational(100n)) > 0)
    return fault('above_hundred', `“${target.indicator}”是占比，不会超过100%，请核对`)
  if (isCounted(unit) && value.d !== 1n)
    return fault('not_whole', `“${target.indicator}”按${unit.text}计数，应是整数`)
  if (decimalText(value, PLACES) !== decimalText(value, PLACES + 6))
    return fault('too_exact', `小数最多 ${PLACES} 位，请四舍五入后填写`)
  return undefined
}

/** The slips between 元, 万元 and 亿元. */
const SLIPS = [10_000n, 100_000_000n]

function implausible(
  indicator: Indicator,
  value: Rational,
  readings: readonly Reading[],
): Checked | undefined {
  const { unit, setting, target } = indicator
  const range = rangeOf(indicator, readings)
  if (!range || isWithin(value, range)) return undefined
  const slip = SLIPS.flatMap((times) => [rational(times), rational(1n, times)]).find((times) =>
    isWithin(multiply(value, times), range),
  )
  if (slip && value.n !== 0n) {
    const right = quantityText(multiply(value, slip), unit, PLACES)
    return fault(
      'wrong_unit',
      `${decimalText(value, PLACES)}${unit.text}不合常理，像是单位写错了：这一项按${unit.text}填报；如是${right}，请改成${right}`,
    )
  }
  if (setting.lowest === null && setting.highest === null) return undefined
  return fault(
    'out_of_range',
    `“${target.indicator}”的合理范围是${setting.lowest ?? '不限'}至${setting.highest ?? '不限'}${unit.text}，${decimalText(value, PLACES)}${unit.text}不在其中；确实如此的，请计划统筹岗先调整范围`,
  )
}

type Range = {
  readonly low: Rational | undefined
  readonly high: Rational | undefined
  readonly stated: boolean
}

/** As the plan office said; else, for what has grown by itself so far, a hundredth to a hundred times the last value. */
function rangeOf({ setting, unit }: Indicator, readings: readonly Reading[]): Range | undefined {
  const [low, high] = [setting.lowest, setting.highest].map((each) =>
    each === null ? undefined : parseDecimal(each),
  )
  if (low || high) return { low, high, stated: true }
  const last = readings.at(-1)?.value
  if (!last || last.n <= 0n || isCounted(unit) || unit.text === '%') return undefined
  return { low: divide(last, rational(100n)), high: multiply(last, rational(100n)), stated: false }
}

function isWithin(value: Rational, { low, high }: Range): boolean {
  return (!low || compare(value, low) >= 0) && (!high || compare(value, high) <= 0)
}

/** What is counted from a beginning cannot become less. */
function falling(
  { setting, target, unit }: Indicator,
  period: Period,
  value: Rational,
  readings: readonly Reading[],
): Checked | undefined {
  if (setting.gathers === 'level') return undefined
  const begins = setting.gathers === 'within_year' ? period.index - period.part + 1 : Number.NEGATIVE_INFINITY
  const ends =
    setting.gathers === 'within_year'
      ? period.index - period.part + perYear(period.periodicity)
      : Number.POSITIVE_INFINITY
  const same = readings.filter(({ period: { index } }) => index >= begins && index <= ends)
  const before = same.filter((each) => each.period.index < period.index).at(-1)
  const after = same.find((each) => each.period.index > period.index)
  if (before && compare(value, before.value) < 0)
    return fault(
      'falls',
      `“${target.indicator}”是累计数，不会少于${periodWords(before.period)}的${quantityText(before.value, unit, PLACES)}；如上期有误，请先更正上期`,
    )
  if (after && compare(value, after.value) > 0)
    return fault(
      'falls',
      `“${target.indicator}”是累计数，不会多于${periodWords(after.period)}的${quantityText(after.value, unit, PLACES)}；如那一期有误，请先更正那一期`,
    )
  return undefined
}

export type PeriodChecked =
  | { readonly kind: 'fine'; readonly period: Period }
  | { readonly kind: 'fault'; readonly message: string }

const KINDS = { month: '2026-03', quarter: '2026Q1', half: '2026H1', year: '2026' } as const

/** Whether a period can be reported on a day. */
export function checkPeriod({ setting }: Indicator, text: string, today: string): PeriodChecked {
  const period = parsePeriod(text)
  if (!period || period.periodicity !== setting.periodicity)
    return { kind: 'fault', message: `期间写成 ${KINDS[setting.periodicity]} 这样，不是“${short(text)}”` }
  const first = parsePeriod(setting.firstPeriod)
  if (first && period.index < first.index)
    return { kind: 'fault', message: `从${periodWords(first)}起填报，${periodWords(period)}不用报` }
  if (period.end > today)
    return { kind: 'fault', message: `${periodWords(period)}还没有结束，${period.end}以后才能填报` }
  return { kind: 'fine', period }
}

/** Whether the unit of a setting can stand for the document's own number. */
export function unitFits({ target, unit }: Indicator, declared: ReadonlySet<string>): boolean {
  const { value } = target
  if (value.kind === 'bool') return unit.text === YES_NO
  if (value.kind !== 'number') return true
  return parseQuantity(`1${unit.text}`, declared)?.dimension === value.dimension
}
