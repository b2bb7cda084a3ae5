// Which items to take, and how much each gets: the exact optimum in whole 分. Plain numbers in, plain numbers out.
import { allot, sumAt } from './allot.ts'
import { boundOf } from './bound.ts'
import type { Ceiling, Instance } from './instance.ts'

export type Optimum = {
  readonly total: bigint
  readonly taken: readonly boolean[]
  readonly paid: readonly bigint[]
}

/**
 * The largest total that the instance allows. Of several best choices the one that takes earlier items; an item whose
 * taking changes nothing is taken.
 */
export function optimum(instance: Instance): Optimum {
  const barred = new Set(instance.barred)
  const taken = instance.pays.map((_, i) => !barred.has(i))
  const paid = instance.pays.map((pay, i) => (barred.has(i) ? 0n : pay))
  for (const members of componentsOf(instance)) {
    const best = bestOf(within(instance, members))
    for (const [i, item] of members.entries()) {
      taken[item] = best.taken[i] ?? false
      paid[item] = best.paid[i] ?? 0n
    }
  }
  return { total: paid.reduce((sum, each) => sum + each, 0n), taken, paid }
}

type Best = Pick<Optimum, 'taken' | 'paid'>

/** Items that constraints tie together, directly or through others, each set in ascending order. The free ones are left out. */
function componentsOf(instance: Instance): number[][] {
  const parent = instance.pays.map((_, i) => i)
  const rootOf = (i: number): number => {
    let root = i
    while (parent[root] !== undefined && parent[root] !== root) root = parent[root] ?? root
    parent[i] = root
    return root
  }
  const constrained = new Set<number>()
  const tie = (members: readonly number[]): void => {
    for (const each of members) {
      constrained.add(each)
      const [a, b] = [rootOf(members[0] ?? each), rootOf(each)]
      parent[Math.max(a, b)] = Math.min(a, b)
    }
  }
  for (const each of instance.atMostOne) tie(each)
  for (const each of [...instance.ceilings, ...instance.deductions]) tie(each.members)
  for (const each of instance.requires) tie([each.item, each.needs])
  const components = new Map<number, number[]>()
  for (const i of [...constrained].sort((a, b) => a - b)) {
    const found = components.get(rootOf(i))
    if (found) found.push(i)
    else components.set(rootOf(i), [i])
  }
  return [...components.values()]
}

/** The instance of one component, its items renumbered from 0. */
function within(instance: Instance, members: readonly number[]): Instance {
  const place = new Map(members.map((item, i) => [item, i]))
  const placed = (all: readonly number[]): number[] => all.flatMap((each) => place.get(each) ?? [])
  const inside = (all: readonly number[]): boolean => all.some((each) => place.has(each))
  return {
    pays: members.map((item) => instance.pays[item] ?? 0n),
    barred: placed(instance.barred),
    atMostOne: instance.atMostOne.filter(inside).map(placed),
    ceilings: instance.ceilings
      .filter((each) => inside(each.members))
      .map(({ members: under, limit }) => ({ members: placed(under), limit })),
    deductions: instance.deductions
      .filter((each) => inside(each.members))
      .map(({ members: under, amount }) => ({ members: placed(under), amount })),
    requires: instance.requires
      .filter((each) => place.has(each.item))
      .map(({ item, needs }) => ({ item: place.get(item) ?? 0, needs: place.get(needs) ?? 0 })),
  }
}

/** What is decided of each item so far. */
type Decision = 'open' | 'taken' | 'out'

/**
 * Branch and bound over the items that exclude each other, in their order and taking first. All other items are
 * taken: that never costs anything. A quick choice made beforehand sets the mark that every branch must reach.
 */
function bestOf(instance: Instance): Best {
  const disputed = disputedItems(instance)
  const mayExceed = boundOf(instance)
  let mark = totalOf(instance, quickChoice(instance, disputed)) - 1n
  let best: Best = { taken: instance.pays.map(() => false), paid: instance.pays.map(() => 0n) }
  const visit = (decisions: readonly Decision[], next: number): void => {
    if (
      !mayExceed(
        decisions.map((each) => each !== 'out'),
        mark,
      )
    )
      return
    const item = disputed.slice(next).find((each) => decisions[each] === 'open')
    if (item === undefined) {
      const found = leafOf(instance, decisions)
      const total = found.paid.reduce((sum, each) => sum + each, 0n)
      if (total > mark) {
        mark = total
        best = found
      }
      return
    }
    for (const decision of ['taken', 'out'] as const) {
      const after = decided(instance, decisions, item, decision)
      if (after) visit(after, disputed.indexOf(item) + 1)
    }
  }
  visit(startOf(instance), 0)
  return best
}

function disputedItems(instance: Instance): number[] {
  const groups = instance.atMostOne.filter((each) => each.length > 1)
  return [...new Set(groups.flat())].sort((a, b) => a - b)
}

function startOf(instance: Instance): readonly Decision[] {
  let decisions: readonly Decision[] = instance.pays.map(() => 'open')
  for (const item of instance.barred) decisions = decided(instance, decisions, item, 'out') ?? decisions
  return decisions
}

/** The decisions with one more, and all that follows from it; undefined when that contradicts an earlier one. */
function decided(
  instance: Instance,
  decisions: readonly Decision[],
  item: number,
  decision: 'taken' | 'out',
): readonly Decision[] | undefined {
  const after = [...decisions]
  const waiting: [number, 'taken' | 'out'][] = [[item, decision]]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [each, value] = next
    if (after[each] === value) continue
    if (after[each] !== 'open') return undefined
    after[each] = value
    if (value === 'taken') {
      for (const need of instance.requires) if (need.item === each) waiting.push([need.needs, 'taken'])
      for (const group of instance.atMostOne) {
        if (group.includes(each)) for (const other of group) if (other !== each) waiting.push([other, 'out'])
      }
    } else {
      for (const need of instance.requires) if (need.needs === each) waiting.push([need.item, 'out'])
    }
  }
  return after
}

/** The best paid items first, as long as they fit: any choice will do as a mark. */
function quickChoice(instance: Instance, disputed: readonly number[]): readonly Decision[] {
  const byPay = disputed.toSorted((a, b) => descending(instance.pays[a] ?? 0n, instance.pays[b] ?? 0n))
  let decisions = startOf(instance)
  for (const item of byPay) {
    if (decisions[item] !== 'open') continue
    decisions =
      decided(instance, decisions, item, 'taken') ?? decided(instance, decisions, item, 'out') ?? decisions
  }
  return decisions
}

function descending(a: bigint, b: bigint): number {
  return a === b ? 0 : a > b ? -1 : 1
}

function totalOf(instance: Instance, decisions: readonly Decision[]): bigint {
  return leafOf(instance, decisions).paid.reduce((sum, each) => sum + each, 0n)
}

function leafOf(instance: Instance, decisions: readonly Decision[]): Best {
  const taken = decisions.map((each) => each !== 'out')
  const items = [...taken.keys()].filter((i) => taken[i])
  return { taken, paid: paidFor(instance, items) }
}

/** What the items get when exactly these are taken. */
function paidFor(instance: Instance, items: readonly number[]): bigint[] {
  const chosen = new Set(items)
  const pays = instance.pays.map((pay, i) => (chosen.has(i) ? pay : 0n))
  return allot(pays, [...instance.ceilings, ...deductionCeilings(instance, pays)])
}

/** Taking an amount off the members' sum is a ceiling on that sum. */
function deductionCeilings(instance: Instance, pays: readonly bigint[]): Ceiling[] {
  return instance.deductions.map(({ members, amount }) => {
    const rest = sumAt(pays, members) - amount
    return { members, limit: rest > 0n ? rest : 0n }
  })
}
