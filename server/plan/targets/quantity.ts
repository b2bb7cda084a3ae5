// Numbers with the unit of an indicator: read from text, set beside the document's own, written for people.
import { compare, divide, multiply, parseQuantity, type Rational, rational } from '#lang'

/** 亿元: how many of the document's base units one of it is, and of which dimension. */
export type Unit = { readonly text: string; readonly dimension: string; readonly factor: Rational }

/** Done or not: what a target without a number asks for. 1 is 是, 0 is 否. */
export const YES_NO = '是否'

/** What is counted one by one; half of it there is not. */
const COUNTED = new Set([
  '家',
  '个',
  '栋',
  '人',
  '名',
  '场',
  '份',
  '项',
  '件',
  '次',
  '户',
  '所',
  '座',
  '条',
  '台',
  '套',
])

/** `declared` are the counting words of the dictionary. Undefined when the text names no unit. */
export function unitOf(text: string, declared: ReadonlySet<string>): Unit | undefined {
  if (text === YES_NO) return { text, dimension: YES_NO, factor: rational(1n) }
  const one = parseQuantity(`1${text}`, declared)
  return one && text !== '' ? { text, dimension: one.dimension, factor: one.value } : undefined
}

export const isCounted = ({ dimension }: Unit): boolean => COUNTED.has(dimension) || dimension === YES_NO

/** A number of one unit in another of the same dimension. */
export function converted(value: Rational, from: Unit, to: Unit): Rational {
  return from.text === to.text ? value : divide(multiply(value, from.factor), to.factor)
}

/** Decimal text, rounded half away from zero to `places`, without idle zeros. */
export function decimalText(value: Rational, places = 4): string {
  const scale = 10n ** BigInt(places)
  const sign = value.n < 0n ? '-' : ''
  const size = value.n < 0n ? -value.n : value.n
  const rounded = (size * scale * 2n + value.d) / (value.d * 2n)
  const whole = rounded / scale
  const rest = (rounded % scale).toString().padStart(places, '0').replace(/0+$/, '')
  return `${rounded === 0n ? '' : sign}${whole}${rest === '' ? '' : `.${rest}`}`
}

/** 570亿元, 72%, 是. */
export function quantityText(value: Rational, unit: Unit, places = 2): string {
  if (unit.text === YES_NO) return compare(value, rational(1n)) >= 0 ? '是' : '否'
  return `${decimalText(value, places)}${unit.text}`
}

/** How much more or less: 8家, 0.4个百分点. */
export function changeText(value: Rational, unit: Unit): string {
  return unit.text === '%' ? `${decimalText(value, 2)}个百分点` : quantityText(value, unit)
}

export const toNumber = ({ n, d }: Rational): number => {
  // Both may be larger than a double can hold; their quotient seldom is.
  const whole = n / d
  return Number(whole) + Number(n - whole * d) / Number(d)
}
