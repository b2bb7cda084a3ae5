// A typed quantity is kept as one text, "500.01万元" or "18.2%": what it reads as and how it is split for a field.

export type Typed = { readonly digits: string; readonly unit: string }

export const moneyUnits = ['万元', '元', '亿元'] as const

const placesOf: Readonly<Record<string, number>> = { 元: 0, 万元: 4, 亿元: 8 }

/** Money as the API takes it (yuan as a number, or text with or without a unit) → digits and unit, exactly. */
export function splitMoney(value: unknown): Typed {
  if (typeof value === 'number') {
    const yuan = plainNumber(value)
    return Math.abs(value) < 10_000 ? { digits: yuan, unit: '元' } : { digits: shift(yuan, -4), unit: '万元' }
  }
  if (typeof value !== 'string') return { digits: '', unit: '' }
  return splitText(value, ['亿元', '万元', '元']) ?? { digits: value, unit: looksNumeric(value) ? '元' : '' }
}

/** Text that ends with one of these units and is a number before it; undefined for anything else. */
function splitText(text: string, units: readonly string[]): Typed | undefined {
  const unit = units.find((each) => text.endsWith(each))
  if (unit === undefined) return undefined
  const digits = text.slice(0, text.length - unit.length)
  return looksNumeric(digits) ? { digits, unit } : undefined
}

/** The same money written in another unit; text that is no number keeps its digits, to be corrected by a person. */
export function inUnit({ digits, unit }: Typed, wanted: string): string {
  // Nothing to convert; "1.0" on its way to "1.05" must not lose its zero.
  if (unit === wanted) return digits
  const from = placesOf[unit]
  const to = placesOf[wanted]
  if (from === undefined || to === undefined || !isNumber(digits)) return digits
  return shift(digits, from - to)
}

export function splitPercent(value: unknown): string {
  if (typeof value === 'number') return shift(plainNumber(value), 2)
  if (typeof value !== 'string') return ''
  return splitText(value, ['%', '％'])?.digits ?? value
}

/** A quantity keeps the unit that it came with: 12个月 and 1.2亩 are not rewritten. */
export function splitQuantity(value: unknown, unit: string): Typed {
  if (typeof value === 'number') return { digits: plainNumber(value), unit }
  if (typeof value !== 'string') return { digits: '', unit }
  const [, digits = '', rest = ''] = /^([-+\p{Nd}.,．，\s]*)(.*)$/su.exec(value) ?? []
  if (digits.trim() === '') return { digits: value, unit }
  return { digits, unit: rest || unit }
}

/** How people write a dimension after a number. */
export function unitWords(dimension: string): string {
  return dimension === '月' ? '个月' : dimension
}

/** What was typed → what is kept: a number gets its unit, other text stays for the language to judge, nothing is nothing. */
export function joined(text: string, unit: string): string | undefined {
  if (text === '') return undefined
  return looksNumeric(text) ? `${text}${unit}` : text
}

function looksNumeric(text: string): boolean {
  return /^[-+\p{Nd}.,．，\s]*$/u.test(text)
}

function isNumber(digits: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(digits)
}

/** Moves the decimal point, on text, so that no digit is lost. */
function shift(number: string, places: number): string {
  const sign = number.startsWith('-') ? '-' : ''
  const [whole = '', fraction = ''] = number.slice(sign.length).split('.')
  const digits = whole + fraction
  const point = whole.length + places
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0')
  const at = Math.max(point, 1)
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, '')
  const right = padded.slice(at).replace(/0+$/, '')
  return sign + (right ? `${left}.${right}` : left)
}

/** JavaScript's own text of a number, without the exponent that it gives very large and very small ones. */
function plainNumber(value: number): string {
  const [mantissa = '', exponent] = String(value).split('e')
  return exponent === undefined ? mantissa : shift(mantissa, Number(exponent))
}
