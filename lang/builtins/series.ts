// Reading a yearly fact at a year that is itself an interval. Used by the functions on yearly facts.
import { ANYTHING, type Interval, known, NOT_APPLICABLE } from '../values/interval.ts'
import { floor, integer } from '../values/rational.ts'
import { type Argument, type Clock, isInterval, isSeries, type Series } from './builtin.ts'

/** The year that an optional argument names; `fallback` without one; undefined while it is not known. */
function yearArgument(argument: Argument | undefined, fallback: number): number | 'unknown' | 'absent' {
  if (!isInterval(argument)) return fallback
  if (argument.absent === 'yes') return 'absent'
  const year = known(argument)
  return year ? Number(floor(year)) : 'unknown'
}

/** f applied to the series at the year of an argument. */
export function atYear(
  args: readonly Argument[],
  position: number,
  fallback: number,
  f: (series: Series, year: number) => Interval,
): Interval {
  const series = args[0]
  if (!isSeries(series)) return ANYTHING
  const year = yearArgument(args[position], fallback)
  if (year === 'absent') return NOT_APPLICABLE
  return year === 'unknown' ? { ...ANYTHING, absent: 'maybe' } : f(series, year)
}

export function lastYear(clock: Clock): number {
  return clock.year - 1
}

export const ONE_POINT: Interval = { low: integer(1), high: integer(1), absent: 'no' }
