// 向下取整(x) to whole units, or 向下取整(x, step) to a whole multiple of a step. Never rounds anything by itself.
import { ANYTHING, divide, floor, multiply } from '../values/interval.ts'
import { sameType } from '../values/types.ts'
import { type Builtin, isInterval } from './builtin.ts'

export const roundDown: Builtin = {
  name: '向下取整',
  signature: '向下取整(数[, 步长])',
  type: (args) => {
    const [value, step] = args
    if (value?.kind !== 'number' || args.length > 2) return undefined
    // Money without a step would be cut to the 分 by its base unit, which nobody means: a step is required.
    if (!step) return value.dimension === '元' ? undefined : value
    return sameType(value, step) ? value : undefined
  },
  run: ([value, step]) => {
    if (!isInterval(value)) return ANYTHING
    return isInterval(step) ? multiply(floor(divide(value, step)), step) : floor(value)
  },
  sentence: ([value = '', step]) => (step ? `${value}按${step}向下取整` : `${value}取整数部分`),
}
