// The table of built-in functions: the one place that knows all of them.
import { averageGrowth } from './averageGrowth.ts'
import type { Builtin } from './builtin.ts'
import { higherOf, lowerOf } from './extremes.ts'
import { growth } from './growth.ts'
import { inYear } from './inYear.ts'
import { monthsBetween } from './monthsBetween.ts'
import { roundDown } from './roundDown.ts'
import { lastYearValue, thisYear, yearBefore } from './yearly.ts'
import { yearOfDate } from './yearOfDate.ts'

export const BUILTINS: readonly Builtin[] = [
  ...[thisYear, lastYearValue, yearBefore, inYear, growth, averageGrowth],
  ...[yearOfDate, monthsBetween, higherOf, lowerOf, roundDown],
]

const BY_NAME = new Map(BUILTINS.map((each) => [each.name, each]))

export function builtin(name: string): Builtin | undefined {
  return BY_NAME.get(name)
}
