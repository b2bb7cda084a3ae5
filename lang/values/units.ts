// Units and dimensions: 元/平方米·月 × 平方米 × 月 = 元. In: unit text. Out: a dimension and an exact factor to its base.
import { divide, integer, multiply, ONE, parseDecimal, type Rational, rational } from './rational.ts'

/** A canonical dimension such as "", "元", "元/平方米·月". The base of money is 分, shown as 元. */
export type Dimension = string

export type Unit = { readonly dimension: Dimension; readonly factor: Rational }

const FIXED: ReadonlyMap<string, Unit> = new Map([
  ['元', { dimension: '元', factor: integer(100) }],
  ['分', { dimension: '元', factor: integer(1) }],
  ['平方米', { dimension: '平方米', factor: ONE }],
  ['亩', { dimension: '平方米', factor: rational(2000n, 3n) }],
  ['公顷', { dimension: '平方米', factor: integer(10_000) }],
  ['月', { dimension: '月', factor: ONE }],
  ['个月', { dimension: '月', factor: ONE }],
  ['季度', { dimension: '月', factor: integer(3) }],
  ['年', { dimension: '月', factor: integer(12) }],
  ['日', { dimension: '日', factor: ONE }],
  ['天', { dimension: '日', factor: ONE }],
  ['度', { dimension: '度', factor: ONE }],
  ['千瓦时', { dimension: '度', factor: ONE }],
  ['吨', { dimension: '吨', factor: ONE }],
  ['公里', { dimension: '公里', factor: ONE }],
])

/** Words that count things. Each is a dimension of its own: 家 and 人 never add up. */
const COUNTED = [
  ...[
    '家',
    '人',
    '名',
    '台',
    '套',
    '个',
    '项',
    '次',
    '栋',
    '件',
    '户',
    '条',
    '篇',
    '场',
    '处',
    '所',
    '批',
    '座',
    '款',
    '期',
    '辆',
  ],
]

const MULTIPLIERS: ReadonlyMap<string, bigint> = new Map([
  ['万亿', 1_000_000_000_000n],
  ['亿', 100_000_000n],
  ['千万', 10_000_000n],
  ['百万', 1_000_000n],
  ['万', 10_000n],
])

/** The unit that one word names; `declared` are the counting words that a dictionary adds (单位 机柜). */
function unitWord(word: string, declared: ReadonlySet<string> = new Set()): Unit | undefined {
  const fixed = FIXED.get(word)
  if (fixed) return fixed
  return COUNTED.includes(word) || declared.has(word) ? { dimension: word, factor: ONE } : undefined
}

/** Reads "元/平方米·月" (the slash divides by all that follows it), or undefined at an unknown word. */
export function parseUnit(text: string, declared?: ReadonlySet<string>): Unit | undefined {
  const [over = '', under, ...more] = text.split('/')
  if (more.length > 0) return undefined
  let unit: Unit = { dimension: '', factor: ONE }
  for (const word of over.split('·').filter(Boolean)) {
    const found = scaledWord(word, declared)
    if (!found) return undefined
    unit = multiplyUnits(unit, found)
  }
  for (const word of (under ?? '').split('·').filter(Boolean)) {
    const found = scaledWord(word, declared)
    if (!found) return undefined
    unit = divideUnits(unit, found)
  }
  return unit
}

function scaledWord(word: string, declared?: ReadonlySet<string>): Unit | undefined {
  const plain = unitWord(word, declared)
  if (plain) return plain
  for (const [name, times] of MULTIPLIERS) {
    if (!word.startsWith(name)) continue
    const rest = unitWord(word.slice(name.length), declared)
    if (rest) return { dimension: rest.dimension, factor: multiply(rest.factor, rational(times)) }
  }
  return undefined
}

type Powers = Map<string, number>

function powers(dimension: Dimension): Powers {
  const result: Powers = new Map()
  const [over = '', under = ''] = dimension.split('/')
  for (const word of over.split('·').filter((each) => each && each !== '1')) raise(result, word, 1)
  for (const word of under.split('·').filter(Boolean)) raise(result, word, -1)
  return result
}

function raise(target: Powers, word: string, by: number): void {
  const power = (target.get(word) ?? 0) + by
  if (power === 0) target.delete(word)
  else target.set(word, power)
}

function canonical(all: Powers): Dimension {
  const words = [...all].sort(([a], [b]) => (a < b ? -1 : 1))
  const over = words.flatMap(([word, power]) => Array<string>(Math.max(power, 0)).fill(word))
  const under = words.flatMap(([word, power]) => Array<string>(Math.max(-power, 0)).fill(word))
  if (under.length === 0) return over.join('·')
  return `${over.join('·') || '1'}/${under.join('·')}`
}

export function multiplyDimensions(a: Dimension, b: Dimension): Dimension {
  if (a === '') return b
  if (b === '') return a
  const all = powers(a)
  for (const [word, power] of powers(b)) raise(all, word, power)
  return canonical(all)
}

export function divideDimensions(a: Dimension, b: Dimension): Dimension {
  if (b === '') return a
  const all = powers(a)
  for (const [word, power] of powers(b)) raise(all, word, -power)
  return canonical(all)
}

function multiplyUnits(a: Unit, b: Unit): Unit {
  return { dimension: multiplyDimensions(a.dimension, b.dimension), factor: multiply(a.factor, b.factor) }
}

function divideUnits(a: Unit, b: Unit): Unit {
  return { dimension: divideDimensions(a.dimension, b.dimension), factor: divide(a.factor, b.factor) }
}

export type Quantity = { readonly value: Rational; readonly dimension: Dimension }

/**
 * Reads a written quantity: "500.01万元", "1.5亿元", "20%", "5‰", "20元/平方米·月", "1,200平方米", "-3".
 * Undefined when the text is no such quantity. Money comes out in 分.
 */
export function parseQuantity(text: string, declared?: ReadonlySet<string>): Quantity | undefined {
  const clean = text
    .normalize('NFKC')
    .replace(/[\s,]/g, '')
    .replace(/人民币|圆/g, (word) => (word === '圆' ? '元' : ''))
  const match = /^([+-]?\d+(?:\.\d+)?(?:e[+-]?\d{1,3})?)(.*)$/i.exec(clean)
  if (!match) return undefined
  const number = parseDecimal(match[1] ?? '')
  const rest = match[2] ?? ''
  if (!number) return undefined
  if (rest === '') return { value: number, dimension: '' }
  if (rest === '%') return { value: divide(number, integer(100)), dimension: '' }
  if (rest === '‰') return { value: divide(number, integer(1000)), dimension: '' }
  const bare = MULTIPLIERS.get(rest)
  if (bare) return { value: multiply(number, rational(bare)), dimension: '' }
  const unit = parseUnit(rest, declared)
  return unit && { value: multiply(number, unit.factor), dimension: unit.dimension }
}
