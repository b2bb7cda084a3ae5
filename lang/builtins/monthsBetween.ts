// 月数(from, to): whole months from one date to another.
import { wholeMonthsBetween } from '../values/dates.ts'
import { ANYTHING, type Interval } from '../values/interval.ts'
import { floor, integer } from '../values/rational.ts'
import { number } from '../values/types.ts'
import { type Builtin, isInterval } from './builtin.ts'

export const monthsBetween: Builtin = {
  name: '月数',
  signature: '月数(起始日期, 截止日期)',
  type: (args) =>
    args.length === 2 && args.every((each) => each.kind === 'date') ? number('月') : undefined,
  run: ([from, to]) => {
    if (!isInterval(from) || !isInterval(to)) return ANYTHING
    const absent =
      from.absent === 'yes' || to.absent === 'yes'
        ? 'yes'
        : from.absent === 'no' && to.absent === 'no'
          ? 'no'
          : 'maybe'
    return { low: months(from.high, to.low), high: months(from.low, to.high), absent }
  },
  sentence: ([from = '', to = '']) => `${from}至${to}的整月数`,
}

function months(from: Interval['low'], to: Interval['low']): Interval['low'] {
  return from && to && integer(wholeMonthsBetween(Number(floor(from)), Number(floor(to))))
}
