// Three-valued truth, exact rationals and intervals as graphs: the same definitions as lang/values, of nodes.
import type { CompareOp } from '../values/operators.ts'
import type { Rational } from '../values/rational.ts'
import { type Graph, type Node, rangeOf } from './nodes.ts'

/** Certainly true, certainly false; neither is unknown. */
export type Truth = { readonly t: Node; readonly f: Node }

/** n/d with d above zero wherever the value is used. */
export type Ratio = { readonly n: Node; readonly d: Node }

/**
 * What is known of a number. An end that is open has no meaning. `maybe`: the number may turn out not to apply;
 * `absent`: it does not, and then `maybe` holds too.
 */
export type Interval = {
  readonly low: Ratio
  readonly high: Ratio
  readonly lowOpen: Node
  readonly highOpen: Node
  readonly maybe: Node
  readonly absent: Node
}

type Ends = Pick<Interval, 'low' | 'high' | 'lowOpen' | 'highOpen'>

/** An end during multiplication: a number or one of the infinities. */
type End = { readonly value: Ratio; readonly plus: Node; readonly minus: Node }

export type Algebra = ReturnType<typeof createAlgebra>

export function createAlgebra(g: Graph) {
  const { yes, no } = g
  const zero: Ratio = { n: g.int(0), d: g.int(1) }
  const TRUE: Truth = { t: yes, f: no }
  const FALSE: Truth = { t: no, f: yes }
  const UNKNOWN: Truth = { t: no, f: no }
  const ANYTHING: Interval = { low: zero, high: zero, lowOpen: yes, highOpen: yes, maybe: no, absent: no }
  const ABSENT: Interval = { ...ANYTHING, maybe: yes, absent: yes }
  const NOTHING: Interval = point(zero)

  // — truth —

  function truthOf(node: Node): Truth {
    return { t: node, f: g.not(node) }
  }

  function allOf(truths: readonly Truth[]): Truth {
    return { t: g.and(...truths.map((each) => each.t)), f: g.or(...truths.map((each) => each.f)) }
  }

  function anyOf(truths: readonly Truth[]): Truth {
    return { t: g.or(...truths.map((each) => each.t)), f: g.and(...truths.map((each) => each.f)) }
  }

  function not(a: Truth): Truth {
    return { t: a.f, f: a.t }
  }

  function unknown(a: Truth): Node {
    return g.and(g.not(a.t), g.not(a.f))
  }

  /** `a` where `when` holds, else `b`. */
  function chooseTruth(when: Node, a: Truth, b: Truth): Truth {
    return { t: g.choose(when, a.t, b.t), f: g.choose(when, a.f, b.f) }
  }

  // — rationals —

  function ratio(value: Rational): Ratio {
    return { n: g.int(value.n), d: g.int(value.d) }
  }

  function whole(node: Node): Ratio {
    return { n: node, d: g.int(1) }
  }

  /** Two numerators over one denominator; constants share their least one. */
  function common(a: Ratio, b: Ratio): { readonly a: Node; readonly b: Node; readonly d: Node } {
    if (a.d === b.d) return { a: a.n, b: b.n, d: a.d }
    if (a.d.kind === 'int' && b.d.kind === 'int') {
      const shared = gcd(a.d.value, b.d.value)
      const [forA, forB] = [g.int(b.d.value / shared), g.int(a.d.value / shared)]
      return { a: g.multiply(a.n, forA), b: g.multiply(b.n, forB), d: g.multiply(a.d, forA) }
    }
    return { a: g.multiply(a.n, b.d), b: g.multiply(b.n, a.d), d: g.multiply(a.d, b.d) }
  }

  function addRatio(x: Ratio, y: Ratio): Ratio {
    const { a, b, d } = common(x, y)
    return { n: g.add(a, b), d }
  }

  function negateRatio(a: Ratio): Ratio {
    return { n: g.negate(a.n), d: a.d }
  }

  function multiplyRatio(a: Ratio, b: Ratio): Ratio {
    const product = { n: g.multiply(a.n, b.n), d: g.multiply(a.d, b.d) }
    return reduced(product)
  }

  /** Constant factors that numerator and denominator share are taken out. */
  function reduced({ n, d }: Ratio): Ratio {
    if (d.kind !== 'int' || d.value === 1n) return { n, d }
    if (n.kind === 'int') {
      const shared = gcd(n.value < 0n ? -n.value : n.value, d.value)
      return shared > 1n ? { n: g.int(n.value / shared), d: g.int(d.value / shared) } : { n, d }
    }
    if (n.kind !== 'multiply' || n.left.kind !== 'int') return { n, d }
    const shared = gcd(n.left.value < 0n ? -n.left.value : n.left.value, d.value)
    return shared > 1n
      ? { n: g.multiply(g.int(n.left.value / shared), n.right), d: g.int(d.value / shared) }
      : { n, d }
  }

  function lessRatio(x: Ratio, y: Ratio): Node {
    const apart = g.not(alike(x, y))
    const { a, b } = common(x, y)
    return g.and(apart, g.less(a, b))
  }

  function sameRatio(x: Ratio, y: Ratio): boolean {
    return x.n === y.n && x.d === y.d
  }

  function equalRatio(x: Ratio, y: Ratio): Node {
    if (sameRatio(x, y)) return yes
    const same = alike(x, y)
    const { a, b } = common(x, y)
    return g.or(same, g.equal(a, b))
  }

  /**
   * Whether two fractions are equal part by part: seen without their products, which may be too large to be exact. Made
   * before these, so that it is looked at before them; without a denominator that varies it says nothing.
   */
  function alike(x: Ratio, y: Ratio): Node {
    const constant = x.d === y.d || x.d.kind === 'int' || y.d.kind === 'int'
    return constant ? no : g.and(g.equal(x.n, y.n), g.equal(x.d, y.d))
  }

  function chooseRatio(when: Node, x: Ratio, y: Ratio): Ratio {
    if (x.d !== y.d && x.d.kind === 'int' && y.d.kind === 'int') {
      const { a, b, d } = common(x, y)
      return { n: g.choose(when, a, b), d }
    }
    return { n: g.choose(when, x.n, y.n), d: g.choose(when, x.d, y.d) }
  }

  function smaller(a: Ratio, b: Ratio): Ratio {
    return chooseRatio(lessRatio(b, a), b, a)
  }

  function larger(a: Ratio, b: Ratio): Ratio {
    return chooseRatio(lessRatio(a, b), b, a)
  }

  function positive(a: Ratio): Node {
    return g.less(g.int(0), a.n)
  }

  function negative(a: Ratio): Node {
    return g.less(a.n, g.int(0))
  }

  function isZero(a: Ratio): Node {
    return g.equal(a.n, g.int(0))
  }

  function floorRatio({ n, d }: Ratio): Node {
    return g.floorDivide(n, d)
  }

  // — intervals —

  function point(value: Ratio): Interval {
    return { low: value, high: value, lowOpen: no, highOpen: no, maybe: no, absent: no }
  }

  function known(a: Interval): Node {
    return g.and(g.not(a.maybe), isPoint(a))
  }

  /** Both ends there and equal, whether or not the number may be absent. */
  function isPoint(a: Interval): Node {
    return g.and(g.not(a.lowOpen), g.not(a.highOpen), equalRatio(a.low, a.high))
  }

  function absence(a: Interval, b: Interval): Pick<Interval, 'maybe' | 'absent'> {
    return { maybe: g.or(a.maybe, b.maybe), absent: g.or(a.absent, b.absent) }
  }

  function add(a: Interval, b: Interval): Interval {
    return {
      low: addRatio(a.low, b.low),
      high: addRatio(a.high, b.high),
      lowOpen: g.or(a.lowOpen, b.lowOpen),
      highOpen: g.or(a.highOpen, b.highOpen),
      ...absence(a, b),
    }
  }

  function negate(a: Interval): Interval {
    return {
      ...a,
      low: negateRatio(a.high),
      high: negateRatio(a.low),
      lowOpen: a.highOpen,
      highOpen: a.lowOpen,
    }
  }

  function subtract(a: Interval, b: Interval): Interval {
    return add(a, negate(b))
  }

  /** Both ends are the same nodes: the number is known, or open. */
  function oneEnd(a: Interval): boolean {
    return sameRatio(a.low, a.high)
  }

  /** Never below zero, by its range and by having no open lower end. */
  function neverNegative(a: Interval): boolean {
    return a.lowOpen === no && rangeOf(a.low.n).low >= 0n && rangeOf(a.low.d).low >= 0n
  }

  function multiply(a: Interval, b: Interval): Interval {
    const of = absence(a, b)
    if (a.lowOpen === no && a.highOpen === no && b.lowOpen === no && b.highOpen === no) {
      if (oneEnd(a) && oneEnd(b)) return { ...point(multiplyRatio(a.low, b.low)), ...of }
    }
    if (neverNegative(a) && neverNegative(b)) {
      const low = multiplyRatio(a.low, b.low)
      const infinite = g.or(
        g.and(a.highOpen, g.or(b.highOpen, positive(b.high))),
        g.and(b.highOpen, g.or(a.highOpen, positive(a.high))),
      )
      // Where one is open above and the product is not, the other is zero, and so is the product of whatever stands there.
      return { low, high: multiplyRatio(a.high, b.high), lowOpen: no, highOpen: infinite, ...of }
    }
    if (isFactor(b)) return { ...timesFactor(a, b), ...of }
    if (isFactor(a)) return { ...timesFactor(b, a), ...of }
    return { ...multiplyEnds(a, b), ...of }
  }

  /** A known number not below zero. */
  function isFactor(a: Interval): boolean {
    return neverNegative(a) && a.highOpen === no && oneEnd(a)
  }

  /** Zero times what is open is zero, whatever stands there. */
  function timesFactor(a: Interval, { low: factor }: Interval): Ends {
    return {
      low: multiplyRatio(a.low, factor),
      high: multiplyRatio(a.high, factor),
      lowOpen: g.and(a.lowOpen, positive(factor)),
      highOpen: g.and(a.highOpen, positive(factor)),
    }
  }

  function multiplyEnds(a: Interval, b: Interval): Ends {
    const lowEnd = (x: Interval): End => ({ value: x.low, plus: no, minus: x.lowOpen })
    const highEnd = (x: Interval): End => ({ value: x.high, plus: x.highOpen, minus: no })
    const ends = [lowEnd(a), highEnd(a)].flatMap((x) => [lowEnd(b), highEnd(b)].map((y) => timesEnd(x, y)))
    const low = ends.reduce((x, y) => nearerEnd(x, y, lessRatio, 'plus', 'minus'))
    const high = ends.reduce((x, y) => nearerEnd(x, y, (p, q) => lessRatio(q, p), 'minus', 'plus'))
    return {
      low: low.value,
      lowOpen: g.or(low.plus, low.minus),
      high: high.value,
      highOpen: g.or(high.plus, high.minus),
    }
  }

  function timesEnd(x: End, y: End): End {
    const infinite = g.or(x.plus, x.minus, y.plus, y.minus)
    const up = (end: End): Node =>
      g.or(end.plus, g.and(g.not(end.minus), g.not(end.plus), positive(end.value)))
    const down = (end: End): Node =>
      g.or(end.minus, g.and(g.not(end.minus), g.not(end.plus), negative(end.value)))
    const plus = g.and(infinite, g.or(g.and(up(x), up(y)), g.and(down(x), down(y))))
    const minus = g.and(infinite, g.or(g.and(up(x), down(y)), g.and(down(x), up(y))))
    // Infinity times zero is zero: no completion of the unknown gives anything else.
    return { value: chooseRatio(infinite, zero, multiplyRatio(x.value, y.value)), plus, minus }
  }

  /** Of two ends the one that `before` puts first; `last` is an infinity that gives way, `first` one that wins. */
  function nearerEnd(
    x: End,
    y: End,
    before: (a: Ratio, b: Ratio) => Node,
    last: 'plus' | 'minus',
    first: 'plus' | 'minus',
  ): End {
    const wins = g.or(
      x[last],
      g.and(g.not(y[last]), g.not(x[first]), g.or(y[first], before(y.value, x.value))),
    )
    return {
      value: chooseRatio(wins, y.value, x.value),
      plus: g.choose(wins, y.plus, x.plus),
      minus: g.choose(wins, y.minus, x.minus),
    }
  }

  function divide(a: Interval, b: Interval): Interval {
    const below = g.or(b.lowOpen, negative(b.low))
    const above = g.or(b.highOpen, positive(b.high))
    const both = g.and(below, above)
    const neither = g.and(g.not(below), g.not(above))
    const notPositiveLow = g.or(b.lowOpen, g.not(positive(b.low)))
    const notNegativeHigh = g.or(b.highOpen, g.not(negative(b.high)))
    const touches = g.and(notPositiveLow, notNegativeHigh)
    // 1/b: from 1/high to 1/low, each end by its own sign.
    const overHigh = inverse(b.high, above)
    const overLow = inverse(b.low, g.not(below))
    const underHigh = inverseNegative(b.high)
    const underLow = inverseNegative(b.low)
    const lowAbove: Interval = {
      ...inverseEnds(b, overLow, overHigh),
      lowOpen: no,
      highOpen: g.or(b.lowOpen, isZero(b.low)),
      maybe: no,
      absent: no,
    }
    const lowBelow: Interval = {
      low: underHigh,
      lowOpen: g.or(b.highOpen, isZero(b.high)),
      high: chooseRatio(b.lowOpen, zero, underLow),
      highOpen: no,
      maybe: no,
      absent: no,
    }
    const inverted: Interval = {
      ...(below === no ? lowAbove : chooseInterval(above, lowAbove, lowBelow)),
      maybe: g.or(b.maybe, touches),
      absent: b.absent,
    }
    const product = multiply(a, inverted)
    const spread: Interval = { ...ANYTHING, maybe: yes, absent: a.absent }
    return chooseInterval(neither, ABSENT, chooseInterval(both, spread, product))
  }

  /**
   * The ends of 1/b for b not below zero. If b is open above only where its lower end is zero, 1/b is open there too, and
   * one end serves as both.
   */
  function inverseEnds(b: Interval, overLow: Ratio, overHigh: Ratio): Pick<Interval, 'low' | 'high'> {
    const low = { n: g.choose(b.highOpen, g.int(0), overHigh.n), d: overHigh.d }
    const together = sameRatio(overLow, overHigh) && g.and(b.highOpen, isZero(b.low)) === b.highOpen
    return { low, high: together ? low : overLow }
  }

  /** 1/x where `valid` says that x is above zero; elsewhere any number with a denominator above zero. */
  function inverse(x: Ratio, valid: Node): Ratio {
    const safe = g.and(valid, positive(x))
    return { n: x.d, d: g.choose(safe, x.n, g.int(1)) }
  }

  function inverseNegative(x: Ratio): Ratio {
    return { n: g.negate(x.d), d: g.choose(negative(x), g.negate(x.n), g.int(1)) }
  }

  function minimum(a: Interval, b: Interval): Interval {
    return {
      low: smaller(a.low, b.low),
      lowOpen: g.or(a.lowOpen, b.lowOpen),
      high: chooseRatio(a.highOpen, b.high, chooseRatio(b.highOpen, a.high, smaller(a.high, b.high))),
      highOpen: g.and(a.highOpen, b.highOpen),
      ...absence(a, b),
    }
  }

  function maximum(a: Interval, b: Interval): Interval {
    return negate(minimum(negate(a), negate(b)))
  }

  function hull(a: Interval, b: Interval): Interval {
    const both: Interval = {
      low: smaller(a.low, b.low),
      lowOpen: g.or(a.lowOpen, b.lowOpen),
      high: larger(a.high, b.high),
      highOpen: g.or(a.highOpen, b.highOpen),
      maybe: no,
      absent: no,
    }
    const ends = chooseInterval(a.absent, b, chooseInterval(b.absent, a, both))
    return { ...ends, maybe: g.or(a.maybe, b.maybe), absent: g.and(a.absent, b.absent) }
  }

  function floor(a: Interval): Interval {
    return monotone(a, (value) => value)
  }

  /** A function on whole numbers that never decreases, at both ends. */
  function monotone(a: Interval, f: (value: Node) => Node): Interval {
    return { ...a, low: whole(f(floorRatio(a.low))), high: whole(f(floorRatio(a.high))) }
  }

  function chooseInterval(when: Node, a: Interval, b: Interval): Interval {
    if (when === yes) return a
    if (when === no) return b
    return {
      ...chooseEnds(when, a, b),
      lowOpen: g.choose(when, a.lowOpen, b.lowOpen),
      highOpen: g.choose(when, a.highOpen, b.highOpen),
      maybe: g.choose(when, a.maybe, b.maybe),
      absent: g.choose(when, a.absent, b.absent),
    }
  }

  /** What is open has no meaning: the other interval's end can stand for it, or its own other end. */
  function chooseEnds(when: Node, a: Interval, b: Interval): Pick<Interval, 'low' | 'high'> {
    const [x, y] = [oneEnd(b) ? withOneEnd(a) : a, oneEnd(a) ? withOneEnd(b) : b]
    const choose = (end: 'low' | 'high', open: 'lowOpen' | 'highOpen'): Ratio => {
      if (x[open] === yes && !oneEnd(x)) return y[end]
      if (y[open] === yes && !oneEnd(y)) return x[end]
      return chooseRatio(when, x[end], y[end])
    }
    if (x.lowOpen === yes && x.highOpen === yes) return { low: y.low, high: y.high }
    if (y.lowOpen === yes && y.highOpen === yes) return { low: x.low, high: x.high }
    return { low: choose('low', 'lowOpen'), high: choose('high', 'highOpen') }
  }

  /** The same interval, whose open end, if one is, stands where the other does. */
  function withOneEnd(a: Interval): Interval {
    if (a.highOpen === yes && a.lowOpen !== yes) return { ...a, high: a.low }
    return a.lowOpen === yes && a.highOpen !== yes ? { ...a, low: a.high } : a
  }

  function compare(op: CompareOp, a: Interval, b: Interval): Truth {
    const result = compareNumbers(op, a, b)
    const { maybe, absent } = absence(a, b)
    return { t: g.and(result.t, g.not(maybe)), f: g.or(absent, result.f) }
  }

  function compareNumbers(op: CompareOp, a: Interval, b: Interval): Truth {
    switch (op) {
      case 'gt':
        return above(a, b)
      case 'ge':
        return not(above(b, a))
      case 'lt':
        return above(b, a)
      case 'le':
        return not(above(a, b))
      case 'eq':
        return same(a, b)
      case 'ne':
        return not(same(a, b))
    }
  }

  function above(a: Interval, b: Interval): Truth {
    const certain = g.and(g.not(a.lowOpen), g.not(b.highOpen), lessRatio(b.high, a.low))
    const never = g.and(g.not(a.highOpen), g.not(b.lowOpen), g.not(lessRatio(b.low, a.high)))
    return { t: certain, f: never }
  }

  function same(a: Interval, b: Interval): Truth {
    const apart = g.or(
      g.and(g.not(a.highOpen), g.not(b.lowOpen), lessRatio(a.high, b.low)),
      g.and(g.not(a.lowOpen), g.not(b.highOpen), lessRatio(b.high, a.low)),
    )
    return { t: g.and(isPoint(a), isPoint(b), equalRatio(a.low, b.low)), f: apart }
  }

  return {
    ...{ TRUE, FALSE, UNKNOWN, ANYTHING, ABSENT, NOTHING, zero },
    ...{ truthOf, allOf, anyOf, not, unknown, chooseTruth },
    ...{ ratio, whole, addRatio, lessRatio, equalRatio, chooseRatio, floorRatio, positive, negative },
    ...{ point, known, isPoint, add, negate, subtract, multiply, divide, minimum, maximum, hull, floor },
    ...{ monotone, chooseInterval, compare },
  }
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x === 0n ? 1n : x
}
