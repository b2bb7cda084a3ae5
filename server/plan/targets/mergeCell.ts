// Three values of one cell — as downloaded, as it is now, as filled in — → what is to be done with it.
import { compare, parseDecimal } from '#lang'
import type { Known } from './workbook.ts'

export type Merge = 'nothing' | 'take' | 'conflict'

/** `mine` is exact decimal text. Two that say the same number are the same, however they came to it. */
export function mergeCell(base: Known, now: Known, mine: string): Merge {
  if (same(base, mine)) return 'nothing'
  if (same(now, mine)) return 'nothing'
  return sameKnown(base, now) ? 'take' : 'conflict'
}

function same(known: Known, text: string): boolean {
  return known.kind !== 'none' && equal(known.value, text)
}

/** That a proposal became official as it was is no change of the value. */
function sameKnown(base: Known, now: Known): boolean {
  if (base.kind === 'none' || now.kind === 'none') return base.kind === now.kind
  return equal(base.value, now.value) && (base.kind === now.kind || base.kind === 'official')
}

function equal(a: string, b: string): boolean {
  const [one, other] = [parseDecimal(a), parseDecimal(b)]
  return one !== undefined && other !== undefined && compare(one, other) === 0
}
