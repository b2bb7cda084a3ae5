// 年值(x, year): a yearly fact in a given year.
import { number } from '../values/types.ts'
import type { Builtin } from './builtin.ts'
import { atYear } from './series.ts'

export const inYear: Builtin = {
  name: '年值',
  signature: '年值(逐年的事实, 年份)',
  type: (args) =>
    args.length === 2 && args[0]?.kind === 'yearly' && args[1]?.kind === 'year'
      ? number(args[0].dimension)
      : undefined,
  run: (args, clock) => atYear(args, 1, clock.year, (series, year) => series.at(year)),
  sentence: ([fact = '', year = '']) => `${fact}（${year}）`,
}
