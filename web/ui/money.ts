// Yuan text as the language gives it ("480000.00") → how a screen shows and adds it. Exact: no floating point.

export type Figure = {
  readonly digits: string
  readonly unit: '元' | '万元' | '亿元'
  /** The same amount in 元 to the 分, for whoever needs every digit. */
  readonly exact: string
}

export function toFen(yuan: string): bigint {
  return BigInt(yuan.replace('.', ''))
}

function toYuan(fen: bigint): string {
  const digits = sizeOf(fen).toString().padStart(3, '0')
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

function sizeOf(fen: bigint): bigint {
  return fen < 0n ? -fen : fen
}

export function minusYuan(from: string, taken: string): string {
  return toYuan(toFen(from) - toFen(taken))
}

/** Below zero, zero or above, for sorting. */
export function compareYuan(a: string, b: string): number {
  const difference = toFen(a) - toFen(b)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** "12,345.68": in 万元 with two decimals, rounded half up, as reports show sums. The exact amount belongs beside it. */
export function wanDigits(yuan: string): string {
  const fen = toFen(yuan)
  const hundredths = (sizeOf(fen) + 5_000n) / 10_000n
  const sign = fen < 0n && hundredths > 0n ? '-' : ''
  return `${sign}${grouped((hundredths / 100n).toString())}.${(hundredths % 100n).toString().padStart(2, '0')}`
}

/** "123,456.78 元", every 分. */
export function exactText(yuan: string): string {
  const sign = yuan.startsWith('-') ? '-' : ''
  return `${sign}${grouped(yuan.slice(sign.length))} 元`
}

export function sumYuan(amounts: readonly string[]): string {
  return toYuan(amounts.reduce((sum, yuan) => sum + toFen(yuan), 0n))
}

/** The largest unit in which two decimals lose nothing, as officials write amounts. */
export function figureOf(yuan: string): Figure {
  const fen = toFen(yuan)
  const exact = `${grouped(yuan.endsWith('.00') ? yuan.slice(0, -3) : yuan)} 元`
  if (fen >= 10n ** 10n && fen % 10n ** 8n === 0n) return { digits: scaled(fen, 10n), unit: '亿元', exact }
  if (fen >= 10n ** 6n && fen % 10n ** 4n === 0n) return { digits: scaled(fen, 6n), unit: '万元', exact }
  return { digits: exact.slice(0, -2), unit: '元', exact }
}

export function figureText(yuan: string): string {
  const { digits, unit } = figureOf(yuan)
  return `${digits} ${unit}`
}

function scaled(fen: bigint, places: bigint): string {
  const unit = 10n ** places
  const decimals = ((fen % unit) / (unit / 100n)).toString().padStart(2, '0').replace(/0+$/, '')
  const whole = grouped((fen / unit).toString())
  return decimals ? `${whole}.${decimals}` : whole
}

function grouped(number: string): string {
  const [whole = '', fraction] = number.split('.')
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? separated : `${separated}.${fraction}`
}
