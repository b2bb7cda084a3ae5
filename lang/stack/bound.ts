// A total that no choice among the items still alive exceeds: what lets the search leave a branch unvisited.
import type { Instance } from './instance.ts'

/** A price in halves for a unit of money under each ceiling: 0, 1 or 2. */
type Prices = readonly number[]

// All prices are tried while there are this few ceilings; with more, those around the best ones found at the start.
const FEW_CEILINGS = 4

/**
 * Whether a choice among the items alive could still bring more than `mark`. It may say yes in vain, never no in vain.
 *
 * The bound is that of linear duality, with prices that are whole or half: whoever pays λ for each unit of money under
 * a ceiling may break it. An item then brings a − λa, of each group still one item counts, and every ceiling's limit
 * is paid back at its price. Any prices bound the total from above, so one set of prices that stays at the mark is
 * enough to say no.
 */
export function boundOf(instance: Instance): (alive: readonly boolean[], mark: bigint) => boolean {
  const small = smallNumbers(instance)
  const weights = new Map<Prices, readonly number[]>()
  const twice = (alive: readonly boolean[] | undefined, prices: Prices): number => {
    const known = weights.get(prices) ?? small.pays.map((_, i) => unpriced(small.above[i] ?? [], prices))
    weights.set(prices, known)
    return groupGains(small, alive, known) + priceOfLimits(small, alive, prices)
  }
  const candidates = pricesFor(small.limits.length, (prices) => twice(undefined, prices))
  // Branches near each other are cut by the same prices, so those that cut last are asked first.
  let last: Prices = candidates[0] ?? []
  return (alive, mark) => {
    const limit = Number(mark >> small.shift)
    const exceeds = (prices: Prices): boolean => Math.floor(twice(alive, prices) / 2) > limit
    if (!exceeds(last)) return false
    const cutting = candidates.find((each) => !exceeds(each))
    last = cutting ?? last
    return cutting === undefined
  }
}

/** The instance in numbers that add exactly; what is too large is rounded so that the bound can only rise. */
type Small = {
  readonly shift: bigint
  readonly pays: readonly number[]
  readonly groups: readonly (readonly number[])[]
  /** Ceilings first, then deductions, with the items under each and the constraints above each item. */
  readonly members: readonly (readonly number[])[]
  readonly above: readonly (readonly number[])[]
  readonly limits: readonly { readonly sort: 'ceiling' | 'deduction'; readonly amount: number }[]
}

function smallNumbers({ pays, atMostOne, ceilings, deductions }: Instance): Small {
  const all = [...pays, ...ceilings.map((each) => each.limit)].reduce((sum, each) => sum + each, 0n)
  let shift = 0n
  while ((all * 4n) >> shift > BigInt(Number.MAX_SAFE_INTEGER)) shift++
  const up = (amount: bigint): number => Number(-(-amount >> shift))
  const down = (amount: bigint): number => Number((amount < all ? amount : all) >> shift)
  const members = [...ceilings, ...deductions].map((each) => each.members)
  return {
    ...{ shift, members, pays: pays.map(up), groups: disjointGroups(pays.length, atMostOne) },
    above: pays.map((_, i) => [...members.keys()].filter((each) => members[each]?.includes(i))),
    limits: [
      ...ceilings.map(({ limit }) => ({ sort: 'ceiling', amount: up(limit) }) as const),
      ...deductions.map(({ amount }) => ({ sort: 'deduction', amount: down(amount) }) as const),
    ],
  }
}

/** Of each group the highest gain of an item alive, in halves. */
function groupGains(
  { pays, groups }: Small,
  alive: readonly boolean[] | undefined,
  weights: readonly number[],
): number {
  let sum = 0
  for (const group of groups) {
    let most = 0
    for (const i of group) {
      const gain = !alive || alive[i] ? (pays[i] ?? 0) * (weights[i] ?? 0) : 0
      if (gain > most) most = gain
    }
    sum += most
  }
  return sum
}

function priceOfLimits(
  { pays, members, limits }: Small,
  alive: readonly boolean[] | undefined,
  prices: Prices,
): number {
  let sum = 0
  for (const [c, { sort, amount }] of limits.entries()) {
    const price = prices[c] ?? 0
    if (price === 0) continue
    if (sort === 'ceiling') sum += price * amount
    else {
      let rest = -amount
      for (const i of members[c] ?? []) if (!alive || alive[i]) rest += pays[i] ?? 0
      sum += price * Math.max(0, rest)
    }
  }
  return sum
}

/** What is left of two halves when a unit stands under these ceilings. */
function unpriced(above: readonly number[], prices: Prices): number {
  return Math.max(0, 2 - above.reduce((sum, each) => sum + (prices[each] ?? 0), 0))
}

/** Each item in one group: the largest that still has it, else alone. */
function disjointGroups(count: number, atMostOne: Instance['atMostOne']): number[][] {
  const free = new Set(Array.from({ length: count }, (_, i) => i))
  const groups: number[][] = []
  for (const group of atMostOne.toSorted((a, b) => b.length - a.length)) {
    const members = group.filter((each) => free.has(each))
    for (const each of members) free.delete(each)
    if (members.length > 0) groups.push(members)
  }
  return [...groups, ...[...free].map((each) => [each])]
}

function pricesFor(count: number, bound: (prices: Prices) => number): Prices[] {
  if (count <= FEW_CEILINGS) {
    let all: Prices[] = [[]]
    for (let i = 0; i < count; i++) all = all.flatMap((each) => [0, 1, 2].map((price) => [...each, price]))
    const bounds = new Map(all.map((each) => [each, bound(each)]))
    return all.toSorted((a, b) => (bounds.get(a) ?? 0) - (bounds.get(b) ?? 0))
  }
  const best = descend(
    Array.from({ length: count }, () => 0),
    bound,
  )
  return [best, ...neighbours(best)]
}

/** Changes one price after another while that lowers the bound. */
function descend(start: Prices, bound: (prices: Prices) => number): Prices {
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
