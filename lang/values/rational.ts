// Exact rational numbers: what every amount and rate is computed in. In: integers or decimal text. Out: reduced n/d.

export type Rational = { readonly n: bigint; readonly d: bigint }

export const ZERO: Rational = { n: 0n, d: 1n }
export const ONE: Rational = { n: 1n, d: 1n }

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a
  let y = b < 0n ? -b : b
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/** The reduced fraction n/d with a positive denominator. Throws RangeError when d is zero. */
export function rational(n: bigint, d: bigint = 1n): Rational {
  if (d === 1n) return { n, d }
  if (d === 0n) throw new RangeError('division by zero')
  const g = gcd(n, d)
  const sign = d < 0n ? -1n : 1n
  return { n: (sign * n) / g, d: (sign * d) / g }
}

export function integer(value: number): Rational {
  return { n: BigInt(value), d: 1n }
}

/** Exact value of decimal text such as "-12.50" or "1e3"; undefined when the text is not a decimal number. */
export function parseDecimal(text: string): Rational | undefined {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text)
  if (!match) return undefined
  const [, sign, whole = '0', fraction = '', exponent = '0'] = match
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n)
  const shift = Number(exponent) - fraction.length
  return shift >= 0 ? rational(digits * 10n ** BigInt(shift)) : rational(digits, 10n ** BigInt(-shift))
}

export function add(a: Rational, b: Rational): Rational {
  if (a.d === 1n && b.d === 1n) return { n: a.n + b.n, d: 1n }
  return rational(a.n * b.d + b.n * a.d, a.d * b.d)
}

export function negate(a: Rational): Rational {
  return { n: -a.n, d: a.d }
}

export function subtract(a: Rational, b: Rational): Rational {
  return add(a, negate(b))
}

export function multiply(a: Rational, b: Rational): Rational {
  if (a.d === 1n && b.d === 1n) return { n: a.n * b.n, d: 1n }
  return rational(a.n * b.n, a.d * b.d)
}

/** a/b. Throws RangeError when b is zero. */
export function divide(a: Rational, b: Rational): Rational {
  return rational(a.n * b.d, a.d * b.n)
}

/** Negative, zero or positive as a is below, equal to or above b. */
export function compare(a: Rational, b: Rational): number {
  const left = a.n * b.d
  const right = b.n * a.d
  return left < right ? -1 : left > right ? 1 : 0
}

export function equal(a: Rational, b: Rational): boolean {
  return a.n === b.n && a.d === b.d
}

/** The largest integer not above a. */
export function floor(a: Rational): bigint {
  const quotient = a.n / a.d
  return a.n % a.d !== 0n && a.n < 0n ? quotient - 1n : quotient
}

/** "7" or "7/2": the form in which the IR keeps numbers. */
export function rationalToText(a: Rational): string {
  return a.d === 1n ? a.n.toString() : `${a.n}/${a.d}`
}

/** Reads what rationalToText writes. Throws SyntaxError on anything else. */
export function rationalFromText(text: string): Rational {
  const [n, d = '1'] = text.split('/')
  return rational(BigInt(n ?? ''), BigInt(d))
}

/** Decimal text; a fraction that does not end is cut after `places` digits towards zero and marked with "…". */
export function rationalToDecimal(a: Rational, places = 6): string {
  const sign = a.n < 0n ? '-' : ''
  const n = a.n < 0n ? -a.n : a.n
  const whole = n / a.d
  let rest = n % a.d
  let digits = ''
  for (let i = 0; i < places && rest !== 0n; i++) {
    rest *= 10n
    digits += (rest / a.d).toString()
    rest %= a.d
  }
  const tail = rest === 0n ? '' : '…'
  return `${sign}${whole}${digits ? `.${digits}` : ''}${tail}`
}
