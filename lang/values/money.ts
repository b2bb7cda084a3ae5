// Money as people read and write it. In: 分 as exact rationals. Out: yuan text.
import { compare, divide, floor, integer, type Rational, rationalToDecimal, ZERO } from './rational.ts'

/** Rounds an exact number of 分 down to the 分: the one rounding of an amount, done when it leaves the computation. */
export function toFen(amount: Rational): bigint {
  return floor(amount)
}

/** 分 → "500.01": yuan with exactly two decimals. */
export function fenToYuan(fen: bigint): string {
  const sign = fen < 0n ? '-' : ''
  const all = (fen < 0n ? -fen : fen).toString().padStart(3, '0')
  return `${sign}${all.slice(0, -2)}.${all.slice(-2)}`
}

/** "500.01" → 分. Throws SyntaxError when the text is not yuan with at most two decimals. */
export function yuanToFen(yuan: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(yuan)
  if (!match) throw new SyntaxError(`not an amount in yuan: ${yuan}`)
  const fen = BigInt(match[2] ?? '0') * 100n + BigInt((match[3] ?? '').padEnd(2, '0'))
  return match[1] ? -fen : fen
}

const WAN = integer(1_000_000)
const YI = integer(10_000_000_000)

/** 分 → "50万元", "1.5亿元", "1234.56元": the shortest form that loses nothing. */
export function moneyText(amount: Rational): string {
  const size = compare(amount, ZERO) < 0 ? { n: -amount.n, d: amount.d } : amount
  const inYi = rationalToDecimal(divide(amount, YI), 6)
  if (compare(size, YI) >= 0 && !inYi.endsWith('…')) return `${inYi}亿元`
  const inWan = rationalToDecimal(divide(amount, WAN), 6)
  if (compare(size, WAN) >= 0 && !inWan.endsWith('…')) return `${inWan}万元`
  return `${rationalToDecimal(divide(amount, integer(100)), 4)}元`
}
