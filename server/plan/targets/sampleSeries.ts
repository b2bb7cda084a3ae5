// A target → two years of invented reports, so that a first start shows something. The same ones every time.
import { type Rational, rational } from '#lang'
import type { Indicator } from './indicator.ts'
import type { Period } from './period.ts'
import { decimalText, isCounted, toNumber, YES_NO } from './quantity.ts'

/** 0 ≤ x < 1, from a text alone: FNV-1a, then mixed so that alike texts give unlike numbers. */
export function chance(text: string): number {
  let hash = 0x811c9dc5
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** How much of a year has come together after each of its quarters. */
const OF_YEAR = [0.22, 0.47, 0.72, 1]

/** Values in the indicator's unit, one for each period, as text. */
export function sampleValues(indicator: Indicator, periods: readonly Period[]): string[] {
  const { target, goal, unit, setting } = indicator
  const random = (what: string): number => chance(`${target.id} ${what}`)
  if (goal.kind === 'unread' || unit.text === YES_NO) return periods.map(() => '0')
  const wanted = toNumber(goal.from)
  const rate = target.counting.some((each) => each === '年均' || each === '增速' || each === '占比')
  // From where it began to where it has come: two in three are on their way, some lag, some are there already.
  const began = rate ? 0.9 + 0.08 * random('began') : 0.35 + 0.3 * random('began')
  const pace = random('pace')
  const came = rate ? 0.94 + 0.12 * pace : began + (pace < 0.3 ? 0.08 : 0.25) + 0.25 * pace
  let last = 0
  return periods.map((period, i) => {
    const share = began + ((came - began) * i) / Math.max(1, periods.length - 1)
    const noisy = share * (1 + (rate ? 0.015 : 0.02) * (random(`noise ${i}`) - 0.5))
    const inYear = OF_YEAR[period.part - 1] ?? 1
    const value = setting.gathers === 'within_year' ? wanted * noisy * inYear : wanted * noisy
    const begins = setting.gathers === 'within_year' && period.part === 1
    // What only gathers never falls.
    last = setting.gathers === 'level' ? value : Math.max(begins ? 0 : last, value)
    return written(last, isCounted(unit))
  })
}

function written(value: number, whole: boolean): string {
  return whole ? String(Math.round(value)) : decimalText(tenths(value), 1)
}

const tenths = (value: number): Rational => rational(BigInt(Math.round(value * 10)), 10n)
