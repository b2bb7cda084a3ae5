// Amounts of money between the program, which counts whole 分, and what people and banks write, which is 元.
import { MoneyError } from './problem.ts'

/** Throws where an amount is not a whole number of 分 above zero. */
export function requireFen(amount: number, what: string): void {
  if (!Number.isSafeInteger(amount) || amount <= 0)
    throw new MoneyError('amount', `${what}要是大于零的整分金额，得到的是 ${amount}`)
}

/** 12345 → "123.45", exactly. */
export function yuanText(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** "1,234.5" → 123450; undefined where it is not an amount with at most two decimals. */
export function fenOf(yuan: string): number | undefined {
  const found = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/.exec(yuan.trim())
  if (!found) return undefined
  const [, sign, whole = '', part = ''] = found
  const fen = Number(`${whole.replaceAll(',', '')}${part.padEnd(2, '0')}`)
  return Number.isSafeInteger(fen) ? (sign ? -fen : fen) : undefined
}
