// 年份(date): the calendar year of a date.
import { yearOf } from '../values/dates.ts'
import { ANYTHING, monotone } from '../values/interval.ts'
import { YEAR } from '../values/types.ts'
import { type Builtin, isInterval } from './builtin.ts'

export const yearOfDate: Builtin = {
  name: '年份',
  signature: '年份(日期)',
  type: (args) => (args.length === 1 && args[0]?.kind === 'date' ? YEAR : undefined),
  run: ([date]) => (isInterval(date) ? monotone(date, yearOf) : ANYTHING),
  sentence: ([date = '']) => `${date}所在年份`,
}
