// 当年(x), 上年(x), 前年(x): a yearly fact in the year of evaluation and the two years before it.
import { number, type Type } from '../values/types.ts'
import type { Builtin } from './builtin.ts'
import { atYear } from './series.ts'

function relative(name: string, back: number, words: string): Builtin {
  return {
    name,
    signature: `${name}(逐年的事实)`,
    type: (args: readonly Type[]) =>
      args.length === 1 && args[0]?.kind === 'yearly' ? number(args[0].dimension) : undefined,
    run: (args, clock) => atYear(args, 1, clock.year - back, (series, year) => series.at(year)),
    sentence: ([fact = '']) => `${words}${fact}`,
  }
}

export const thisYear = relative('当年', 0, '当年')
export const lastYearValue = relative('上年', 1, '上年度')
export const yearBefore = relative('前年', 2, '前年度')
