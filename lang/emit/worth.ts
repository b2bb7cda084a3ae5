// Amounts as graphs while they are computed: lang/run/worth.ts in nodes. What kind of promise an amount is may itself
// depend on the subject, so each kind is a condition.
import type { Interval, Truth } from './algebra.ts'
import type { Machine } from './machine.ts'
import type { Graph, Node } from './nodes.ts'

const SORTS = ['none', 'exact', 'upTo', 'span', 'choice', 'unstated'] as const
export type Sort = (typeof SORTS)[number]
/** Exactly one of them holds. */
export type Sorts = Readonly<Record<Sort, Node>>

export type Worth = {
  readonly sort: Sorts
  readonly bounds: Interval
  readonly options?: readonly Interval[]
}

/** What a finding shows, as graphs; `low` and `high` are whole 分. */
export type Amount = {
  readonly kind: Readonly<Record<AmountKind, Node>>
  readonly low: Node
  readonly high: Node
  readonly highOpen: Node
  /** The text's own alternatives, where the amount is candidates by itself. */
  readonly options: readonly Node[]
}

export const AMOUNT_KINDS = [
  'non_monetary',
  'exact',
  'upper_bound',
  'range',
  'candidates',
  'unstated',
] as const
export type AmountKind = (typeof AMOUNT_KINDS)[number]

type Context = Pick<Machine, 'g' | 'algebra'>

export function sortOf(g: Graph, sort: Sort): Sorts {
  return Object.fromEntries(SORTS.map((each) => [each, g.bool(each === sort)])) as Record<Sort, Node>
}

export function chooseSort(g: Graph, when: Node, x: Sorts, y: Sorts): Sorts {
  return Object.fromEntries(SORTS.map((each) => [each, g.choose(when, x[each], y[each])])) as Record<
    Sort,
    Node
  >
}

export function chooseWorth({ g, algebra: a }: Context, when: Node, x: Worth, y: Worth): Worth {
  if (when === g.yes) return x
  if (when === g.no) return y
  const options = x.options ?? y.options
  const others = (x.options ? y.options : undefined) ?? options
  return {
    sort: chooseSort(g, when, x.sort, y.sort),
    bounds: a.chooseInterval(when, x.bounds, y.bounds),
    ...(options && others
      ? { options: options.map((each, i) => a.chooseInterval(when, each, others[i] ?? each)) }
      : {}),
  }
}

/** Alternatives beside anything else are only a range. */
export function spread(g: Graph, sort: Sorts): Sorts {
  return { ...sort, choice: g.no, span: g.or(sort.span, sort.choice) }
}

export function worthless({ g, algebra: a }: Context): Worth {
  return { sort: sortOf(g, 'none'), bounds: a.NOTHING }
}

export function openEnded({ g, algebra: a }: Context, sort: Sort): Worth {
  return { sort: sortOf(g, sort), bounds: { ...a.NOTHING, highOpen: g.yes } }
}

/** What is still possible to be paid, given whether the conditions hold. */
export function payable({ g, algebra: a }: Context, worth: Worth, holds: Truth): Worth {
  const lost: Sorts = { ...sortOf(g, 'exact'), exact: g.not(worth.sort.none), none: worth.sort.none }
  const unsure = spread(g, worth.sort)
  const sort = chooseSort(g, holds.t, worth.sort, chooseSort(g, holds.f, lost, unsure))
  const open = a.hull(a.NOTHING, worth.bounds)
  const bounds = a.chooseInterval(holds.t, worth.bounds, a.chooseInterval(holds.f, a.NOTHING, open))
  return { sort, bounds, ...(worth.options ? { options: worth.options } : {}) }
}

export function limit(context: Context, worth: Worth, cap: Interval): Worth {
  const { algebra: a } = context
  const one = (bounds: Interval): Interval => atLeastZero(context, a.minimum(bounds, cap))
  return {
    ...worth,
    bounds: one(worth.bounds),
    ...(worth.options ? { options: worth.options.map(one) } : {}),
  }
}

export function atLeastZero({ g, algebra: a }: Context, bounds: Interval): Interval {
  const low = g.and(g.not(bounds.lowOpen), a.positive(bounds.low), g.not(bounds.maybe))
  const high = g.and(g.not(bounds.highOpen), a.negative(bounds.high))
  const kept: Interval = {
    low: a.chooseRatio(low, bounds.low, a.zero),
    lowOpen: g.no,
    high: a.chooseRatio(high, a.zero, bounds.high),
    highOpen: bounds.highOpen,
    maybe: g.no,
    absent: g.no,
  }
  return a.chooseInterval(bounds.absent, a.NOTHING, kept)
}

/** The hull of two amounts under different readings: see hullWorth in lang/run/merge.ts. */
export function hullWorth({ g, algebra: a }: Context, x: Worth, y: Worth): Worth {
  const zero = (each: Worth): Node =>
    g.and(each.sort.exact, g.not(each.bounds.highOpen), g.equal(each.bounds.high.n, g.int(0)))
  const alike = g.or(...SORTS.map((each) => g.and(x.sort[each], y.sort[each])))
  const other = chooseSort(
    g,
    g.or(x.sort.unstated, y.sort.unstated),
    sortOf(g, 'unstated'),
    sortOf(g, 'span'),
  )
  const sort = chooseSort(g, zero(x), y.sort, chooseSort(g, g.or(zero(y), alike), x.sort, other))
  return { sort: spread(g, sort), bounds: a.hull(x.bounds, y.bounds) }
}

/** A worth as the amount that a finding shows: worthToAmount in lang/run/worth.ts. */
export function amountOf({ g, algebra: a }: Context, worth: Worth, holds: Truth): Amount {
  const { sort, bounds, options = [] } = worth
  const low = a.floorRatio(bounds.low)
  const high = a.floorRatio(bounds.high)
  const values = options.map((each) => a.floorRatio(each.low))
  const [firstValue = g.int(0)] = values
  const listed = options.length === 0 ? g.no : g.and(sort.choice, ...options.map(a.isPoint))
  const agreed = g.and(...values.map((each) => g.equal(each, firstValue)))
  const free = g.not(sort.none)
  const owed = g.and(free, g.not(holds.f))
  const stated = g.and(owed, g.not(sort.unstated))
  const listedNow = g.and(stated, listed)
  const plain = g.and(stated, g.not(listed))
  const bounded = g.and(plain, sort.upTo)
  const spanned = g.and(plain, g.not(sort.upTo))
  const pointed = a.isPoint(bounds)
  const exact = g.or(g.and(free, holds.f), g.and(listedNow, agreed), g.and(spanned, pointed))
  const upper = g.and(bounded, g.not(bounds.highOpen))
  const range = g.or(g.and(bounded, bounds.highOpen), g.and(spanned, g.not(pointed)))
  const candidates = g.and(listedNow, g.not(agreed))
  const zero = g.int(0)
  const lowest = values.reduce((x, y) => g.choose(g.less(y, x), y, x), firstValue)
  const highest = values.reduce((x, y) => g.choose(g.less(x, y), y, x), firstValue)
  // An open end of a span is zero below; above it has no meaning.
  const spanLow = g.choose(g.or(bounds.lowOpen, sort.upTo), zero, low)
  const ofPlain = (x: Node): Node => g.choose(plain, x, zero)
  return {
    kind: {
      ...{ non_monetary: sort.none, exact, upper_bound: upper, range, candidates },
      unstated: g.and(owed, sort.unstated),
    },
    low: options.length === 0 ? ofPlain(spanLow) : g.choose(listedNow, lowest, ofPlain(spanLow)),
    high:
      options.length === 0
        ? ofPlain(g.choose(bounds.highOpen, zero, high))
        : g.choose(listedNow, highest, ofPlain(g.choose(bounds.highOpen, zero, high))),
    highOpen: g.and(range, bounds.highOpen),
    options: values,
  }
}

export function sameAmount(g: Graph, x: Amount, y: Amount): Node {
  const kinds = g.or(...AMOUNT_KINDS.map((each) => g.and(x.kind[each], y.kind[each])))
  const options =
    x.options.length === 0
      ? g.yes
      : g.or(
          g.not(x.kind.candidates),
          g.and(...x.options.map((each, i) => g.equal(each, y.options[i] ?? each))),
        )
  return g.and(
    kinds,
    g.equal(x.low, y.low),
    g.equal(x.high, y.high),
    g.or(g.and(x.highOpen, y.highOpen), g.and(g.not(x.highOpen), g.not(y.highOpen))),
    options,
  )
}
