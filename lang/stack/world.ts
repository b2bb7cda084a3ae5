// The two worlds of a package and what an unknown amount, limit or payment is in each of them.
import type { Interval } from '../values/interval.ts'
import { fenToYuan } from '../values/money.ts'
import { floor, negate } from '../values/rational.ts'
import type { Truth } from '../values/truth.ts'
import type { Sum } from './received.ts'

/** `certain`: least amounts, every constraint that may hold. `possible`: highest amounts, constraints that surely hold. */
export type World = 'certain' | 'possible'

/** An amount in 分 while it is worked on; undefined when nothing bounds it. */
export type Fen = bigint | undefined

export function applies(truth: Truth, world: World): boolean {
  return world === 'certain' ? truth !== 'false' : truth === 'true'
}

export function usedIn({ least, most }: Sum, world: World): Fen {
  return world === 'certain' ? most : least
}

/** What is left of an amount, never below nothing. */
export function difference(amount: Fen, used: Fen): Fen {
  if (used === undefined) return 0n
  if (amount === undefined) return undefined
  return amount > used ? amount - used : 0n
}

/** A limit in whole 分: the lowest that it may be in the sure world, the highest in the possible one. */
export function limitIn({ low, high, absent }: Interval, world: World): Fen {
  if (absent === 'yes' || (absent === 'maybe' && world === 'possible')) return undefined
  const end = world === 'certain' ? low : high
  if (!end) return world === 'certain' ? 0n : undefined
  return atLeastNothing(floor(end))
}

/** What is taken off, up to the next 分, because what is left is rounded down. Undefined when nothing bounds it. */
export function deductedIn({ low, high, absent }: Interval, world: World): Fen {
  if (absent === 'yes' || (absent === 'maybe' && world === 'possible')) return 0n
  const end = world === 'certain' ? high : low
  if (!end) return world === 'certain' ? undefined : 0n
  return atLeastNothing(-floor(negate(end)))
}

function atLeastNothing(amount: bigint): bigint {
  return amount > 0n ? amount : 0n
}

export function isKnown({ low, high, absent }: Interval): boolean {
  if (absent !== 'no') return absent === 'yes'
  return low !== undefined && high !== undefined && low.n * high.d === high.n * low.d
}

export function isOpen({ least, most }: Sum): boolean {
  return least !== most
}

export function yuanOf(amount: Fen): string | null {
  return amount === undefined ? null : fenToYuan(amount)
}
