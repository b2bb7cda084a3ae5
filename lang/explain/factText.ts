// A value as the language has read it → how a person reads it: 4800万元, 12.5%, 2025年6月1日.
import type { Fact } from '../ir/ir.ts'
import type { Element, Value } from '../run/subject.ts'
import { dateToChinese } from '../values/dates.ts'
import { moneyText } from '../values/money.ts'
import { integer, multiply, type Rational, rationalToDecimal } from '../values/rational.ts'

type Typed = Pick<Fact, 'type'>

/** `year`: of a yearly fact that year alone; every year that is known when left out. */
export function factText(fact: Typed, value: Value, year?: number): string {
  switch (value.kind) {
    case 'number':
      return numberText(fact, value.value)
    case 'bool':
      return value.value ? '是' : '否'
    case 'word':
      return value.value
    case 'set':
      return value.values.size === 0 ? '无' : [...value.values].join('、')
    case 'notApplicable':
      return '不适用'
    case 'yearly': {
      const own = year === undefined ? undefined : value.values.get(year)
      if (own) return numberText(fact, own)
      return [...value.values].map(([each, amount]) => `${each} 年 ${numberText(fact, amount)}`).join('；')
    }
  }
}

/** One element of a collection, field by field; what is not known of it is left out. */
export function elementText(fields: readonly Fact[], element: Element): string {
  return fields
    .flatMap((field) => {
      const value = element.get(field.name)
      return value ? [`${field.name} ${factText(field, value)}`] : []
    })
    .join('，')
}

const HUNDRED = integer(100)

function numberText({ type }: Typed, value: Rational): string {
  switch (type.kind) {
    case 'date':
      return dateToChinese(Number(value.n))
    case 'year':
      return `${value.n} 年`
    case 'number':
    case 'yearly': {
      if (type.dimension === '元') return moneyText(value)
      if (type.dimension === '') return `${rationalToDecimal(multiply(value, HUNDRED))}%`
      return `${rationalToDecimal(value)} ${type.dimension}`
    }
    default:
      return rationalToDecimal(value)
  }
}
