// Sums in 万元 with two decimals; the exact 元 under the pointer.

import { words } from '../words.zh.ts'
import { exactText, wanDigits } from './money.ts'

export function Wan({ yuan, signed = false }: { readonly yuan: string; readonly signed?: boolean }) {
  const digits = wanDigits(yuan)
  const plus = signed && !yuan.startsWith('-') && /[1-9]/.test(yuan) ? '+' : ''
  return (
    <span className="figure" title={exactText(yuan)}>
      <span className="figure-digits">
        {plus}
        {digits}
      </span>
      <span className="figure-unit">{words.sandbox.unit}</span>
    </span>
  )
}

export type Span = { readonly from: string; readonly to: string | null }

export function WanRange({ from, to }: Span) {
  if (to === from) return <Wan yuan={from} />
  return (
    <span>
      <Wan yuan={from} />
      {words.amount.to}
      {to === null ? words.sandbox.endless : <Wan yuan={to} />}
    </span>
  )
}

export function wanText(yuan: string): string {
  return words.sandbox.wan(wanDigits(yuan))
}

export function wanRangeText({ from, to }: Span): string {
  if (to === from) return wanText(from)
  return words.sandbox.range(wanText(from), to === null ? words.sandbox.endless : wanText(to))
}

/** The length of a bar and nothing else: sums are kept as exact text. */
export function wanLength(yuan: string): number {
  return Number(yuan) / 10_000
}

const counts = new Intl.NumberFormat('zh-CN')

export function countText(count: number): string {
  return counts.format(count)
}
