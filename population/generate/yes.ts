// A stated share → SQL that is true for it.
import type { Draws } from './draws.ts'
import type { Yes } from './rates.ts'

export function yesOf(draw: Draws, purpose: string, { of, share, elsewhere = 0 }: Yes): string {
  if (of === 'TRUE') return draw.chance(purpose, share)
  const among = draw.chance(purpose, share)
  if (elsewhere === 0) return `(${of} AND ${among})`
  return `CASE WHEN ${of} THEN ${among} ELSE ${draw.chance(purpose, elsewhere)} END`
}
