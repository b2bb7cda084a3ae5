// Periods as the server writes them (2026Q3) → what people read, and their place on a line of time.
const PER_YEAR = { Q: 4, H: 2, '-': 12 } as const

/** In years from the beginning of our count, at the end of the period: 2026Q3 is 2026.75. */
export function placeOf(period: string): number {
  const [, year = '0', kind, part = '1'] = /^(\d{4})(?:([QH-])(\d{1,2}))?$/.exec(period) ?? []
  const count = kind === 'Q' || kind === 'H' || kind === '-' ? PER_YEAR[kind] : 1
  return Number(year) + Number(part) / count
}

const QUARTERS = ['一', '二', '三', '四']

export function periodText(period: string): string {
  const [, year = period, kind, part = ''] = /^(\d{4})(?:([QH-])(\d{1,2}))?$/.exec(period) ?? []
  if (kind === 'Q') return `${year}年${QUARTERS[Number(part) - 1]}季度`
  if (kind === 'H') return `${year}年${part === '1' ? '上' : '下'}半年`
  if (kind === '-') return `${year}年${Number(part)}月`
  return `${year}年`
}

const YES_NO = '是否'

/** 471家, 是. */
export function valueText(value: string, unit: string): string {
  if (unit === YES_NO) return Number(value) >= 1 ? '是' : '否'
  return `${plain(value)}${unit}`
}

export const isYesNo = (unit: string): boolean => unit === YES_NO

/** Two decimals at most: the exact text stands in the export. */
function plain(value: string): string {
  return value.includes('.') ? String(Number(Number(value).toFixed(2))) : value
}

/** An estimate: three figures that count. */
export function estimateText(value: number, unit: string): string {
  return `${Number(value.toPrecision(3))}${unit}`
}
