// 增速(x[, year]): the growth of a yearly fact over the year before; last year's without a year.
// A base of zero or less has no growth rate: the result does not apply (统计常规：基期为零或负时不计算增速).
import { divide, type Interval, NOT_APPLICABLE, subtract } from '../values/interval.ts'
import { number } from '../values/types.ts'
import type { Builtin, Series } from './builtin.ts'
import { atYear, lastYear, ONE_POINT } from './series.ts'

export function growthIn(series: Series, year: number): Interval {
  const base = series.at(year - 1)
  if (base.high && base.high.n <= 0n) return NOT_APPLICABLE
  const positive = base.low && base.low.n > 0n
  // Written as a quotient minus one, so that each year enters once and the interval stays as tight as it can be.
  const rate = subtract(divide(series.at(year), base), ONE_POINT)
  return positive || rate.absent !== 'no' ? rate : { ...rate, absent: 'maybe' }
}

export const growth: Builtin = {
  name: '增速',
  signature: '增速(逐年的事实[, 年份])',
  type: (args) =>
    args[0]?.kind === 'yearly' && (args.length === 1 || (args.length === 2 && args[1]?.kind === 'year'))
      ? number('')
      : undefined,
  run: (args, clock) => atYear(args, 1, lastYear(clock), growthIn),
  sentence: ([fact = '', year]) => `${year ?? '上年度'}${fact}增速`,
}
