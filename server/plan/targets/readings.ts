// Official values of an indicator → the series that its goal is held against.
import { add, type Rational, subtract } from '#lang'
import type { Gathers } from './indicator.ts'
import { type Period, perYear } from './period.ts'

export type Reading = { readonly period: Period; readonly value: Rational }

/**
 * What is counted within a year begins anew every January, so that a quarter says little of the year. Held against a
 * year's goal it is the sum of the last whole year up to that period: this year so far + all of last year − last year
 * up to the same period. Periods for which one of these is missing are left out.
 */
export function comparable(readings: readonly Reading[], gathers: Gathers): Reading[] {
  if (gathers !== 'within_year') return [...readings]
  const at = new Map(readings.map((each) => [each.period.index, each.value]))
  return readings.flatMap(({ period, value }) => {
    const count = perYear(period.periodicity)
    if (period.part === count) return [{ period, value }]
    const lastYear = at.get(period.index - period.part)
    const sameThen = at.get(period.index - count)
    if (!lastYear || !sameThen) return []
    return [{ period, value: add(value, subtract(lastYear, sameThen)) }]
  })
}
