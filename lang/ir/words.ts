// IR → Chinese words: how conditions, amounts and values read in reasons and beside the article.
import { builtin } from '../builtins/all.ts'
import { unreachable } from '../diagnostics/unreachable.ts'
import { dateToChinese } from '../values/dates.ts'
import { moneyText } from '../values/money.ts'
import {
  divide,
  integer,
  multiply,
  type Rational,
  rationalFromText,
  rationalToDecimal,
} from '../values/rational.ts'
import type { Type } from '../values/types.ts'
import type { IrExpr } from './ir.ts'

/** A number with its unit as people write it: 50万元, 18.2%, 20元/平方米·月, 2024年12月12日. */
export function numberText(value: Rational, type: Type): string {
  switch (type.kind) {
    case 'date':
      return dateToChinese(Number(value.n))
    case 'year':
      return `${value.n}年`
    case 'number':
    case 'yearly':
      return dimensionedText(value, type.dimension)
    default:
      return rationalToDecimal(value)
  }
}

function dimensionedText(value: Rational, dimension: string): string {
  if (dimension === '元') return moneyText(value)
  if (dimension === '') return `${rationalToDecimal(multiply(value, integer(100)), 4)}%`
  if (dimension.startsWith('元')) return `${rationalToDecimal(divide(value, integer(100)), 4)}${dimension}`
  if (dimension === '月') return `${rationalToDecimal(value, 4)}个月`
  return `${rationalToDecimal(value, 4)}${dimension}`
}

const SIGNS = { add: '＋', subtract: '－', multiply: '×', divide: '÷' } as const
const POWERS = { add: 1, subtract: 1, multiply: 2, divide: 2 } as const

const texts = new WeakMap<IrExpr, string>()

/** An expression in words. It never changes, so it is worded once. */
export function exprText(expr: IrExpr): string {
  const known = texts.get(expr)
  if (known !== undefined) return known
  const text = wordsOf(expr)
  texts.set(expr, text)
  return text
}

function wordsOf(expr: IrExpr): string {
  switch (expr.kind) {
    case 'number':
      return expr.text
    case 'date':
      return dateToChinese(expr.day)
    case 'year':
      return `${expr.year}年`
    case 'bool':
      return expr.value ? '是' : '否'
    case 'text':
    case 'enum':
      return expr.value
    case 'fact':
    case 'definition':
    case 'choice':
    case 'standard':
      return expr.name
    case 'field':
      return expr.variable === expr.collection
        ? `${expr.collection}的${expr.field}`
        : `${expr.variable}的${expr.field}`
    case 'clock':
      return expr.what === 'date' ? '评估日' : '本年'
    case 'itemAmount':
      return `「${expr.title}」的金额`
    case 'compare':
      return `${exprText(expr.left)}${expr.word}${exprText(expr.right)}`
    case 'contains':
      return `${exprText(expr.set)}含${exprText(expr.value)}`
    case 'oneOf':
      return `${exprText(expr.left)}为${expr.values.map(exprText).join('、')}之一`
    case 'and':
      return expr.operands
        .map((each) => (each.kind === 'or' ? `（${exprText(each)}）` : exprText(each)))
        .join('，且')
    case 'or':
      return expr.operands.map(exprText).join('，或者')
    case 'not':
      return `并非（${exprText(expr.operand)}）`
    case 'negate':
      return `负${exprText(expr.operand)}`
    case 'arithmetic':
      return `${operandText(expr, expr.left, false)} ${SIGNS[expr.op]} ${operandText(expr, expr.right, true)}`
    case 'call':
      return builtin(expr.function)?.sentence(expr.args.map(exprText)) ?? expr.function
    case 'aggregate':
      return aggregateText(expr)
    default:
      return unreachable(expr)
  }
}

function operandText(outer: Extract<IrExpr, { kind: 'arithmetic' }>, inner: IrExpr, right: boolean): string {
  const text = exprText(inner)
  if (inner.kind !== 'arithmetic') return text
  const weaker = POWERS[inner.op] < POWERS[outer.op] || (right && POWERS[inner.op] === POWERS[outer.op])
  return weaker ? `（${text}）` : text
}

function aggregateText(expr: Extract<IrExpr, { kind: 'aggregate' }>): string {
  const which = expr.where ? `符合「${exprText(expr.where)}」的${expr.collection}` : expr.collection
  const taken = expr.take ? exprText(expr.take) : ''
  switch (expr.op) {
    case 'exists':
      return `有${which}`
    case 'count':
      return `${which}的数量`
    case 'sum':
      return `${which}的${taken}之和`
    case 'earliest':
      return `${which}中最早的${taken}`
    case 'latest':
      return `${which}中最晚的${taken}`
    case 'highest':
      return `${which}中最高的${taken}`
    case 'lowest':
      return `${which}中最低的${taken}`
  }
}

/** The type of an expression's value. */
export function typeOf(expr: IrExpr): Type {
  switch (expr.kind) {
    case 'number':
      return { kind: 'number', dimension: expr.dimension }
    case 'date':
      return { kind: 'date' }
    case 'year':
      return { kind: 'year' }
    case 'text':
      return { kind: 'text' }
    case 'enum':
      return { kind: 'enum', name: expr.enum }
    case 'clock':
      return { kind: expr.what }
    case 'itemAmount':
      return { kind: 'number', dimension: '元' }
    case 'bool':
    case 'compare':
    case 'contains':
    case 'oneOf':
    case 'and':
    case 'or':
    case 'not':
      return { kind: 'bool' }
    case 'fact':
    case 'field':
    case 'definition':
    case 'choice':
    case 'standard':
    case 'negate':
    case 'arithmetic':
    case 'call':
    case 'aggregate':
      return expr.type
    default:
      return unreachable(expr)
  }
}

export function constantOf(expr: Extract<IrExpr, { kind: 'number' }>): Rational {
  return rationalFromText(expr.value)
}
