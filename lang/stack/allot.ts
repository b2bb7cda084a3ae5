// How much each of some items gets when ceilings limit several of them together: the largest total, in whole 分.
import * as exact from '../values/rational.ts'
import type { Ceiling } from './instance.ts'
import { largestSum } from './simplex.ts'

/**
 * What each item gets, at most its own pay. Where every two ceilings are nested or apart, earlier items are filled
 * first; such ceilings let any order reach the largest total. Where ceilings cross, the exact fractional optimum is
 * searched for its best whole one. Pays and limits must not be negative.
 */
export function allot(pays: readonly bigint[], ceilings: readonly Ceiling[]): bigint[] {
  const binding = ceilings.filter((each) => sumAt(pays, each.members) > each.limit)
  return isLaminar(binding) ? fillInOrder(pays, binding) : fillCrossing(pays, binding)
}

export function sumAt(pays: readonly bigint[], members: readonly number[]): bigint {
  return members.reduce((sum, i) => sum + (pays[i] ?? 0n), 0n)
}

/** Each item in turn as much as its own pay and every ceiling above it still allow. */
function fillInOrder(pays: readonly bigint[], ceilings: readonly Ceiling[]): bigint[] {
  const left = ceilings.map((each) => each.limit)
  const above: number[][] = pays.map(() => [])
  for (const [c, { members }] of ceilings.entries()) for (const i of members) above[i]?.push(c)
  return pays.map((pay, i) => {
    const over = above[i] ?? []
    const paid = over.reduce((most, c) => lesser(most, left[c] ?? most), pay)
    for (const c of over) left[c] = (left[c] ?? 0n) - paid
    return paid
  })
}

function lesser(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

function isLaminar(ceilings: readonly Ceiling[]): boolean {
  return ceilings.every((each, i) =>
    ceilings.slice(i + 1).every((other) => nestedOrApart(each.members, other.members)),
  )
}

function nestedOrApart(a: readonly number[], b: readonly number[]): boolean {
  const common = a.filter((each) => b.includes(each)).length
  return common === 0 || common === a.length || common === b.length
}

/** Items under the same ceilings are one unknown: what their class gets, the earlier ones get first. */
function fillCrossing(pays: readonly bigint[], ceilings: readonly Ceiling[]): bigint[] {
  const classes = new Map<string, { members: number[]; above: number[] }>()
  const result = [...pays]
  for (const i of pays.keys()) {
    const above = [...ceilings.keys()].filter((c) => ceilings[c]?.members.includes(i))
    if (above.length === 0) continue
    const key = above.join(' ')
    const found = classes.get(key)
    if (found) found.members.push(i)
    else classes.set(key, { members: [i], above })
  }
  const unknowns = [...classes.values()]
  const rows = ceilings.map(({ limit }, c) => ({
    members: [...unknowns.keys()].filter((u) => unknowns[u]?.above.includes(c)),
    limit,
  }))
  const most = unknowns.map(({ members }) => sumAt(pays, members))
  for (const [u, share] of wholeOptimum(most, rows).entries()) {
    let left = share
    for (const i of unknowns[u]?.members ?? []) {
      const paid = lesser(left, pays[i] ?? 0n)
      result[i] = paid
      left -= paid
    }
  }
  return result
}

type Box = { readonly low: readonly bigint[]; readonly high: readonly bigint[] }

/** Branch and bound: the fractional optimum of a box bounds its whole ones; a fractional unknown splits the box. */
function wholeOptimum(most: readonly bigint[], ceilings: readonly Ceiling[]): bigint[] {
  let best: { total: bigint; values: bigint[] } = { total: -1n, values: most.map(() => 0n) }
  const boxes: Box[] = [{ low: most.map(() => 0n), high: most }]
  for (let box = boxes.pop(); box; box = boxes.pop()) {
    const values = fractionalOptimum(box, ceilings)
    if (!values) continue
    const total = exact.floor(values.reduce(exact.add, exact.ZERO))
    if (total <= best.total) continue
    const split = values.findIndex((each) => each.d !== 1n)
    if (split < 0) {
      best = { total, values: values.map((each) => each.n) }
      continue
    }
    const below = exact.floor(values[split] ?? exact.ZERO)
    boxes.push({ low: box.low.with(split, below + 1n), high: box.high })
    boxes.push({ low: box.low, high: box.high.with(split, below) })
  }
  return best.values
}

/** Undefined when the box lies outside a ceiling. */
function fractionalOptimum({ low, high }: Box, ceilings: readonly Ceiling[]): exact.Rational[] | undefined {
  const shared = ceilings.map(({ members, limit }) => ({ members, limit: limit - sumAt(low, members) }))
  const own = high.map((each, i) => ({ members: [i], limit: each - (low[i] ?? 0n) }))
  const rows = [...shared, ...own]
  if (rows.some((each) => each.limit < 0n)) return undefined
  return largestSum(low.length, rows).map((each, i) => exact.add(each, exact.rational(low[i] ?? 0n)))
}
