// A total that no choice among the items still alive exceeds: what lets the search leave a branch unvisited.
import { sumAt } from './allot.ts'
import type { Instance } from './instance.ts'

/** A price in halves for a unit of money under each ceiling: 0, 1 or 2. */
type Prices = readonly number[]

// All prices are tried while there are this few ceilings; with more, those around the best ones found at the start.
const FEW_CEILINGS = 4

/**
 * The bound of linear duality, with prices that are whole or half. Whoever pays λ for each unit of money under a
 * ceiling may break it: an item then brings a − λa, of each group still one item counts, and every ceiling's limit is
 * paid back at its price. Any prices bound the total from above; the lowest bound counts.
 */
export function boundOf(instance: Instance): (alive: readonly boolean[]) => bigint {
  const groups = disjointGroups(instance)
  const shapes = [...instance.ceilings, ...instance.deductions]
  const above = instance.pays.map((_, i) =>
    [...shapes.keys()].filter((shape) => shapes[shape]?.members.includes(i)),
  )
  const twice = (pays: readonly bigint[], limits: readonly bigint[], prices: Prices): bigint => {
    const gains = pays.map((pay, i) => pay * unpriced(above[i] ?? [], prices))
    const kept = groups.reduce((sum, group) => sum + highest(gains, group), 0n)
    return limits.reduce((sum, limit, i) => sum + limit * BigInt(prices[i] ?? 0), kept)
  }
  const candidates = pricesFor(shapes.length, (prices) =>
    twice(instance.pays, limitsFor(instance, instance.pays), prices),
  )
  return (alive) => {
    const pays = instance.pays.map((pay, i) => (alive[i] ? pay : 0n))
    const limits = limitsFor(instance, pays)
    const bounds = candidates.map((prices) => twice(pays, limits, prices))
    return bounds.reduce((least, each) => (each < least ? each : least)) / 2n
  }
}

/** What is left of two halves when a unit stands under these ceilings. */
function unpriced(above: readonly number[], prices: Prices): bigint {
  const price = above.reduce((sum, shape) => sum + (prices[shape] ?? 0), 0)
  return BigInt(Math.max(0, 2 - price))
}

function limitsFor({ ceilings, deductions }: Instance, pays: readonly bigint[]): bigint[] {
  const rests = deductions.map(({ members, amount }) => sumAt(pays, members) - amount)
  return [...ceilings.map((each) => each.limit), ...rests.map((each) => (each > 0n ? each : 0n))]
}

/** Each item in one group: the largest that still has it, else alone. */
function disjointGroups({ pays, atMostOne }: Instance): number[][] {
  const free = new Set(pays.keys())
  const groups: number[][] = []
  for (const group of atMostOne.toSorted((a, b) => b.length - a.length)) {
    const members = group.filter((each) => free.has(each))
    for (const each of members) free.delete(each)
    if (members.length > 0) groups.push(members)
  }
  return [...groups, ...[...free].map((each) => [each])]
}

function pricesFor(count: number, bound: (prices: Prices) => bigint): Prices[] {
  if (count <= FEW_CEILINGS) {
    let all: Prices[] = [[]]
    for (let i = 0; i < count; i++) all = all.flatMap((each) => [0, 1, 2].map((price) => [...each, price]))
    return all
  }
  const best = descend(
    Array.from({ length: count }, () => 0),
    bound,
  )
  return [best, ...neighbours(best)]
}

/** Changes one price after another while that lowers the bound. */
function descend(start: Prices, bound: (prices: Prices) => bigint): Prices {
  let best = start
  for (;;) {
    const better = neighbours(best).find((each) => bound(each) < bound(best))
    if (!better) return best
    best = better
  }
}

function neighbours(prices: Prices): Prices[] {
  return prices.flatMap((price, i) =>
    [0, 1, 2].filter((each) => each !== price).map((each) => prices.with(i, each)),
  )
}

function highest(gains: readonly bigint[], members: readonly number[]): bigint {
  return members.reduce((most, i) => ((gains[i] ?? 0n) > most ? (gains[i] ?? 0n) : most), 0n)
}
