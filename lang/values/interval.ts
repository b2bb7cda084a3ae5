// Intervals of exact rationals: what is known of a number. A known number is a point; an unknown one is its whole range.
// Dates (day numbers) and years are intervals too. Each result contains the result of every completion of the unknowns.

import type { CompareOp } from './operators.ts'
import type { Rational } from './rational.ts'
import * as exact from './rational.ts'
import type { Truth } from './truth.ts'

/** An open end is undefined. `absent`: whether the number may turn out not to apply at all (不适用). */
export type Interval = {
  readonly low: Rational | undefined
  readonly high: Rational | undefined
  readonly absent: 'no' | 'maybe' | 'yes'
}

export const ANYTHING: Interval = { low: undefined, high: undefined, absent: 'no' }
export const NOT_APPLICABLE: Interval = { low: undefined, high: undefined, absent: 'yes' }
export const NOTHING: Interval = point(exact.ZERO)

export function point(value: Rational): Interval {
  return { low: value, high: value, absent: 'no' }
}

export function between(low: Rational | undefined, high: Rational | undefined): Interval {
  return { low, high, absent: 'no' }
}

/** The one value of a known number, else undefined. */
export function known(a: Interval): Rational | undefined {
  if (a.absent !== 'no' || !a.low || !a.high) return undefined
  return a.low === a.high || exact.equal(a.low, a.high) ? a.low : undefined
}

function absence(a: Interval, b: Interval): Interval['absent'] {
  if (a.absent === 'no' && b.absent === 'no') return 'no'
  return a.absent === 'yes' || b.absent === 'yes' ? 'yes' : 'maybe'
}

export function add(a: Interval, b: Interval): Interval {
  return {
    low: a.low && b.low && exact.add(a.low, b.low),
    high: a.high && b.high && exact.add(a.high, b.high),
    absent: absence(a, b),
  }
}

export function negate(a: Interval): Interval {
  return { low: a.high && exact.negate(a.high), high: a.low && exact.negate(a.low), absent: a.absent }
}

export function subtract(a: Interval, b: Interval): Interval {
  return add(a, negate(b))
}

// An end of an interval during multiplication: a number, or one of the two infinities.
type End = Rational | 'plus' | 'minus'

function sign(end: End): number {
  if (end === 'plus') return 1
  if (end === 'minus') return -1
  return end.n > 0n ? 1 : end.n < 0n ? -1 : 0
}

function timesEnd(a: End, b: End): End {
  if (typeof a !== 'string' && typeof b !== 'string') return exact.multiply(a, b)
  const s = sign(a) * sign(b)
  return s === 0 ? exact.ZERO : s > 0 ? 'plus' : 'minus'
}

function lowest(ends: readonly End[]): Rational | undefined {
  let best: End = 'plus'
  for (const end of ends) {
    if (end === 'minus') return undefined
    if (end !== 'plus' && (best === 'plus' || exact.compare(end, best as Rational) < 0)) best = end
  }
  return best === 'plus' ? undefined : (best as Rational)
}

function highest(ends: readonly End[]): Rational | undefined {
  let best: End = 'minus'
  for (const end of ends) {
    if (end === 'plus') return undefined
    if (end !== 'minus' && (best === 'minus' || exact.compare(end, best as Rational) > 0)) best = end
  }
  return best === 'minus' ? undefined : (best as Rational)
}

export function multiply(a: Interval, b: Interval): Interval {
  const left = known(a)
  const right = known(b)
  if (left && right) return point(exact.multiply(left, right))
  const lows: End[] = [a.low ?? 'minus', a.high ?? 'plus']
  const highs: End[] = [b.low ?? 'minus', b.high ?? 'plus']
  const ends = lows.flatMap((x) => highs.map((y) => timesEnd(x, y)))
  return { low: lowest(ends), high: highest(ends), absent: absence(a, b) }
}

/** Division by a number that is zero does not apply; by one that may be zero, maybe. */
export function divide(a: Interval, b: Interval): Interval {
  const below = b.low === undefined || b.low.n < 0n
  const above = b.high === undefined || b.high.n > 0n
  if (!below && !above) return NOT_APPLICABLE
  const touchesZero = (b.low === undefined || b.low.n <= 0n) && (b.high === undefined || b.high.n >= 0n)
  if (below && above) return { ...ANYTHING, absent: absence(a, { ...ANYTHING, absent: 'maybe' }) }
  const inverse: Interval = {
    low: above ? (b.high ? exact.divide(exact.ONE, b.high) : exact.ZERO) : reciprocalEnd(b.high),
    high: above ? reciprocalEnd(b.low) : b.low ? exact.divide(exact.ONE, b.low) : exact.ZERO,
    absent: touchesZero ? absence(b, { ...ANYTHING, absent: 'maybe' }) : b.absent,
  }
  return multiply(a, inverse)
}

function reciprocalEnd(end: Rational | undefined): Rational | undefined {
  return end && end.n !== 0n ? exact.divide(exact.ONE, end) : undefined
}

export function minimum(a: Interval, b: Interval): Interval {
  return {
    low: a.low && b.low && (exact.compare(a.low, b.low) <= 0 ? a.low : b.low),
    high: !a.high ? b.high : !b.high ? a.high : exact.compare(a.high, b.high) <= 0 ? a.high : b.high,
    absent: absence(a, b),
  }
}

export function maximum(a: Interval, b: Interval): Interval {
  return negate(minimum(negate(a), negate(b)))
}

/** The smallest interval that holds both. */
export function hull(a: Interval, b: Interval): Interval {
  if (a.absent === 'yes') return { ...b, absent: b.absent === 'yes' ? 'yes' : 'maybe' }
  if (b.absent === 'yes') return { ...a, absent: 'maybe' }
  return {
    low: a.low && b.low && (exact.compare(a.low, b.low) <= 0 ? a.low : b.low),
    high: a.high && b.high && (exact.compare(a.high, b.high) >= 0 ? a.high : b.high),
    absent: a.absent === 'no' && b.absent === 'no' ? 'no' : 'maybe',
  }
}

/** The whole part of a number; exact for points, sound for intervals because floor never decreases. */
export function floor(a: Interval): Interval {
  return {
    low: a.low && { n: exact.floor(a.low), d: 1n },
    high: a.high && { n: exact.floor(a.high), d: 1n },
    absent: a.absent,
  }
}

/** A monotone function on whole numbers (year of a day), applied to both ends. */
export function monotone(a: Interval, f: (value: number) => number): Interval {
  const at = (end: Rational | undefined): Rational | undefined =>
    end && exact.integer(f(Number(exact.floor(end))))
  return { low: at(a.low), high: at(a.high), absent: a.absent }
}

/**
 * Whether `a op b` holds: true or false when every completion agrees. A number that does not apply makes the
 * comparison false, whichever it is.
 */
export function compare(op: CompareOp, a: Interval, b: Interval): Truth {
  const absent = absence(a, b)
  if (absent === 'yes') return 'false'
  const result = compareNumbers(op, a, b)
  return absent === 'maybe' && result === 'true' ? 'unknown' : result
}

function compareNumbers(op: CompareOp, a: Interval, b: Interval): Truth {
  switch (op) {
    case 'gt':
      return above(a, b)
    case 'ge':
      return opposite(above(b, a))
    case 'lt':
      return above(b, a)
    case 'le':
      return opposite(above(a, b))
    case 'eq':
      return same(a, b)
    case 'ne':
      return opposite(same(a, b))
  }
}

function opposite(a: Truth): Truth {
  return a === 'unknown' ? a : a === 'true' ? 'false' : 'true'
}

function above(a: Interval, b: Interval): Truth {
  if (a.low && b.high && exact.compare(a.low, b.high) > 0) return 'true'
  if (a.high && b.low && exact.compare(a.high, b.low) <= 0) return 'false'
  return 'unknown'
}

function same(a: Interval, b: Interval): Truth {
  const left = known({ ...a, absent: 'no' })
  const right = known({ ...b, absent: 'no' })
  if (left && right) return exact.equal(left, right) ? 'true' : 'false'
  if (a.high && b.low && exact.compare(a.high, b.low) < 0) return 'false'
  if (a.low && b.high && exact.compare(a.low, b.high) > 0) return 'false'
  return 'unknown'
}
