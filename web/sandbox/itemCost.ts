// The kinds of cost, always apart: their names, looks, lengths and words.
import type { Cost } from '#server/api/simulationReply.ts'
import { looks } from '../ui/bars.ts'
import { compareYuan } from '../ui/money.ts'
import { type Span, wanLength, wanRangeText, wanText } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'

export const costKinds = ['exact', 'upTo', 'open', 'undetermined'] as const
export type CostKind = (typeof costKinds)[number]

export const costEntries = costKinds.map((key) => ({
  key,
  name: words.sandbox.cost.kind[key],
  look: looks[key],
}))

/** The two ends of a kind of cost; for a sum they are one. */
export function spanOf(cost: Cost, kind: CostKind): Span {
  if (kind === 'exact' || kind === 'upTo') return { from: cost[kind].yuan, to: cost[kind].yuan }
  return cost[kind]
}

export function costText(cost: Cost, kind: CostKind): string | undefined {
  if (cost[kind].subjects === 0) return undefined
  const span = spanOf(cost, kind)
  const money = kind === 'exact' || kind === 'upTo' ? wanText(span.from) : wanRangeText(span)
  return `${money}，${words.sandbox.people(String(cost[kind].subjects))}`
}

export function costLength(cost: Cost, kind: CostKind): number {
  const { from, to } = spanOf(cost, kind)
  return wanLength(to ?? from)
}

/** Certain money first, then ceilings, then what is open. */
export function compareCost(a: Cost, b: Cost): number {
  for (const kind of costKinds) {
    const by = compareSpan(spanOf(a, kind), spanOf(b, kind))
    if (by !== 0) return by
  }
  return 0
}

/** By the upper end, which may be missing, then by the lower. */
export function compareSpan(a: Span, b: Span): number {
  if (a.to === null || b.to === null) {
    if (a.to !== b.to) return a.to === null ? 1 : -1
    return compareYuan(a.from, b.from)
  }
  return compareYuan(a.to, b.to) || compareYuan(a.from, b.from)
}
