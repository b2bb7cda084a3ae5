// What must happen by when: what is missing to the goal, spread evenly over the periods that are left.
import { add, compare, divide, multiply, type Rational, rational, subtract } from '#lang'
import { isUpward, reaches } from './compareGoal.ts'
import type { Indicator } from './indicator.ts'
import { lastOfYear, type Period, periodAt } from './period.ts'
import { isCounted } from './quantity.ts'
import type { Reading } from './readings.ts'

export type Needed = {
  /** The least value that reaches the goal; `above` where the value itself is not enough (超过 of what is measured). */
  readonly least: Rational
  readonly above: boolean
  readonly gap: Rational
  readonly perPeriod: Rational
  /** The even way there: one value for each period that is left. */
  readonly way: readonly Reading[]
}

/**
 * `series` is comparable with the goal. Undefined where nothing is missing, no time is left, nothing was reported, or
 * less would be better.
 */
export function neededFor(
  { target, goal, unit, setting }: Indicator,
  series: readonly Reading[],
  dueYear: number | undefined,
): Needed | undefined {
  const last = series.at(-1)
  if (!last || goal.kind === 'unread' || dueYear === undefined || !isUpward(target.op)) return undefined
  if (reaches(target.op, goal, last.value) === 'yes') return undefined
  const end = lastOfYear(setting.periodicity, dueYear)
  const left = end.index - last.period.index
  const strict = target.op === 'gt'
  const whole = isCounted(unit)
  const least = strict && whole ? rational(goal.from.n / goal.from.d + 1n) : goal.from
  const gap = subtract(least, last.value)
  if (left <= 0 || compare(gap, rational(0n)) < 0) return undefined
  const perPeriod = divide(gap, rational(BigInt(left)))
  const way = Array.from({ length: left }, (_, i): Reading => {
    const period: Period = periodAt(setting.periodicity, last.period.index + i + 1)
    const value = add(last.value, multiply(perPeriod, rational(BigInt(i + 1))))
    return { period, value: whole ? rational(ceiling(value)) : value }
  })
  return { least, above: strict && !whole, gap, perPeriod, way }
}

const ceiling = ({ n, d }: Rational): bigint => n / d + (n % d > 0n ? 1n : 0n)
