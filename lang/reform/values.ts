// The words of a change and the constant that it changes → the new constant, or what is wrong with the words.
import { parseDate } from '../values/dates.ts'
import {
  compare,
  divide,
  multiply,
  type Rational,
  rationalFromText,
  rationalToDecimal,
  rationalToText,
  ZERO,
} from '../values/rational.ts'
import { parseQuantity } from '../values/units.ts'
import type { Constant } from './leaves.ts'
import { constantText, constantValue } from './parameters.ts'
import type { Role } from './reform.ts'

type NumberConstant = Extract<Constant, { kind: 'number' }>

export type Changed =
  | { readonly kind: 'constant'; readonly constant: Constant }
  | { readonly kind: 'problem'; readonly message: string }

/**
 * Reads what a person writes in a constant's place: 25%, 60万元, 2025年6月30日, 2026年. Programs may write the base text
 * of a Parameter: its own value again, or any other as a fraction (25/100). A bare number where the unit matters is
 * refused, because it would be guessed.
 */
export function readChange(constant: Constant, value: string, units: ReadonlySet<string>): Changed {
  if (value.trim() === constantValue(constant) || value.trim() === constantText(constant))
    return { kind: 'constant', constant }
  switch (constant.kind) {
    case 'date':
      return readDay(constant, value)
    case 'year':
      return readYear(constant, value)
    case 'number':
      return readNumber(constant, value, units)
  }
}

function problem(message: string): Changed {
  return { kind: 'problem', message }
}

function readDay(constant: Constant, value: string): Changed {
  const base = /^(\d+)\/1$/.exec(value.trim())
  const day = base ? Number(base[1]) : parseDate(value)
  if (day === undefined)
    return problem(`「${value}」不是日期；原文为${constantText(constant)}，照这样写年月日`)
  return { kind: 'constant', constant: { kind: 'date', day } }
}

function readYear(constant: Constant, value: string): Changed {
  const match = /^([1-9]\d{3})(?:年|\/1)?$/.exec(value.normalize('NFKC').trim())
  if (!match) return problem(`「${value}」不是年份；原文为${constantText(constant)}，照这样写四位数的年份`)
  return { kind: 'constant', constant: { kind: 'year', year: Number(match[1]) } }
}

const FRACTION = /^[+-]?\d+\/[1-9]\d*$/

function readNumber(constant: NumberConstant, value: string, units: ReadonlySet<string>): Changed {
  const clean = value.normalize('NFKC').trim()
  if (FRACTION.test(clean)) return withValue(constant, rationalFromText(clean.replace('+', '')))
  const quantity = parseQuantity(clean, units)
  const example = `如 ${constant.text}`
  if (!quantity) return problem(`「${value}」读不成数；写数和单位，${example}`)
  if (quantity.dimension !== constant.dimension)
    return problem(`「${value}」的单位${wrongUnit(quantity.dimension, constant)}，${example}`)
  if (constant.text.endsWith('%') && isBareLarge(clean, quantity.value))
    return problem(`「${value}」没有写百分号；要写的若是百分之${clean}，写「${clean}%」`)
  const expr: Constant = { ...constant, value: rationalToText(quantity.value), text: clean }
  return same(constant, quantity.value)
    ? { kind: 'constant', constant }
    : { kind: 'constant', constant: expr }
}

function wrongUnit(found: string, constant: NumberConstant): string {
  const expected = constant.dimension === '' ? '应为比例或没有单位的数' : `应为${constant.dimension}`
  return found === '' ? `没有写，${expected}` : `是${found}，${expected}`
}

/** 25 for 20% is far more often 25% than 2500%. */
function isBareLarge(text: string, value: Rational): boolean {
  return /^[+-]?[\d.]+$/.test(text) && compare(value, { n: 1n, d: 1n }) > 0
}

function same(constant: NumberConstant, value: Rational): boolean {
  return compare(rationalFromText(constant.value), value) === 0
}

/** Reads 1.2 or 120%; undefined for anything that is no positive factor. */
export function readFactor(text: string): Rational | undefined {
  const factor = parseQuantity(text)
  return factor?.dimension === '' && compare(factor.value, ZERO) > 0 ? factor.value : undefined
}

/** The constant times a factor, in the unit in which it was written. */
export function scaled(constant: Constant, factor: Rational): Changed {
  if (constant.kind !== 'number')
    return problem(`${constantText(constant)}是日期，不能按倍数改；直接写新的日期`)
  return withValue(constant, multiply(rationalFromText(constant.value), factor))
}

/** The constant with another value; its words keep the unit, so that a reader can compare them. */
function withValue(constant: NumberConstant, value: Rational): Changed {
  if (same(constant, value)) return { kind: 'constant', constant }
  const text = wordsOf(constant, value)
  if (text === undefined)
    return problem(`${constant.text}改成的数写不成有限小数；直接写出新的数，如 ${constant.text}`)
  return { kind: 'constant', constant: { ...constant, value: rationalToText(value), text } }
}

const PLACES = 30

function wordsOf(constant: NumberConstant, value: Rational): string | undefined {
  const text = constant.text.normalize('NFKC').replace(/[\s,]/g, '')
  const unit = text.replace(/^[+-]?\d+(?:\.\d+)?/, '')
  const one = parseQuantity(`1${unit}`)
  const number = rationalToDecimal(divide(value, one?.value ?? { n: 1n, d: 1n }), PLACES)
  return number.endsWith('…') ? undefined : `${number}${unit}`
}

const PAID: readonly Role[] = ['rate', 'amount', 'cap']

/** Why a new value makes no sense in the constant's place; undefined when it does. */
export function senseless(
  before: Constant,
  after: Constant,
  role: Role,
  fact: string | undefined,
): string | undefined {
  if (before.kind !== 'number' || after.kind !== 'number' || before === after) return undefined
  const value = rationalFromText(after.value)
  const paid = PAID.includes(role) || (role === 'tier' && fact === undefined)
  if (paid && value.n < 0n)
    return `「${after.text}」小于零；金额、比例和封顶写不小于零的数，如 ${before.text}`
  const counted = before.dimension === '' && /^\d+$/.test(before.text)
  if (counted && role !== 'rate' && (value.d !== 1n || value.n < 0n))
    return `「${after.text}」不是整数；这里写整数，如 ${before.text}`
  return undefined
}
