// 平均增速(x, n[, year]): the arithmetic mean of the yearly growth rates of n years, ending with last year or `year`.
import { add, divide, known, NOTHING, point } from '../values/interval.ts'
import { floor, integer } from '../values/rational.ts'
import { number } from '../values/types.ts'
import { type Builtin, isInterval } from './builtin.ts'
import { growthIn } from './growth.ts'
import { atYear, lastYear } from './series.ts'

export const averageGrowth: Builtin = {
  name: '平均增速',
  signature: '平均增速(逐年的事实, 年数[, 年份])',
  type: (args) => {
    const years = args[1]
    const fits = args[0]?.kind === 'yearly' && years?.kind === 'number' && years.dimension === ''
    return fits && (args.length === 2 || (args.length === 3 && args[2]?.kind === 'year'))
      ? number('')
      : undefined
  },
  run: (args, clock) =>
    atYear(args, 2, lastYear(clock), (series, year) => {
      const count = isInterval(args[1]) ? known(args[1]) : undefined
      const years = count ? Number(floor(count)) : 1
      let sum = NOTHING
      for (let i = 0; i < years; i++) sum = add(sum, growthIn(series, year - i))
      return divide(sum, point(integer(years)))
    }),
  sentence: ([fact = '', years = '', year]) => `${fact}${year ? `截至${year}` : ''}近${years}年平均增速`,
}
