// 较高者(a, b …) and 较低者(a, b …): 就高 and 就低 among amounts of one dimension.
import { type Interval, maximum, minimum } from '../values/interval.ts'
import { sameType, type Type } from '../values/types.ts'
import { type Builtin, isInterval } from './builtin.ts'

function extreme(name: string, pick: (a: Interval, b: Interval) => Interval, words: string): Builtin {
  return {
    name,
    signature: `${name}(甲, 乙…)`,
    type: (args: readonly Type[]) => {
      const first = args[0]
      const fits =
        first &&
        ['number', 'date', 'year'].includes(first.kind) &&
        args.every((each) => sameType(each, first))
      return fits && args.length >= 2 ? first : undefined
    },
    run: (args) => args.filter(isInterval).reduce(pick),
    sentence: (args) => `${args.join('、')}中的${words}`,
  }
}

export const higherOf = extreme('较高者', maximum, '较高者')
export const lowerOf = extreme('较低者', minimum, '较低者')
