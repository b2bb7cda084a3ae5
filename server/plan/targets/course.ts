// The official values of an indicator as they are told: as reported, and as they are held against the goal.
import type { Gathers } from './indicator.ts'
import { decimalText } from './quantity.ts'
import { comparable, type Reading } from './readings.ts'

type Told = { readonly period: string; readonly value: string }

/** Exact decimal text in the indicator's unit. */
export type Course = { readonly readings: readonly Told[]; readonly series: readonly Told[] }

export const told = ({ period, value }: Reading): Told => ({
  period: period.text,
  value: decimalText(value, 6),
})

export function courseOf(readings: readonly Reading[], gathers: Gathers): Course {
  const own = readings.map(told)
  return { readings: own, series: gathers === 'within_year' ? comparable(readings, gathers).map(told) : own }
}
