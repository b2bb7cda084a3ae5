// Built-in functions as graphs, one beside each of lang/builtins.
import { integer } from '../values/rational.ts'
import type { Algebra, Interval } from './algebra.ts'
import type { Graph, Node } from './nodes.ts'
import { Refused } from './refused.ts'

type Series = {
  readonly kind: 'series'
  at(year: number): Interval
  /** What is known of a year without figures. */
  readonly unknown: Interval
}

export type Argument = { readonly kind: 'number'; readonly value: Interval } | Series

type Frame = {
  readonly g: Graph
  readonly algebra: Algebra
  readonly clock: { readonly year: number }
  readonly years: readonly number[]
}

type Call = (frame: Frame, args: readonly Argument[]) => Interval

const CALLS: Readonly<Record<string, Call>> = {
  当年: (frame, args) => atYear(frame, args, 1, frame.clock.year, valueIn),
  上年: (frame, args) => atYear(frame, args, 1, frame.clock.year - 1, valueIn),
  前年: (frame, args) => atYear(frame, args, 1, frame.clock.year - 2, valueIn),
  年值: (frame, args) => atYear(frame, args, 1, frame.clock.year, valueIn),
  增速: (frame, args) => atYear(frame, args, 1, frame.clock.year - 1, growthIn(frame)),
  平均增速: averageGrowth,
  年份: ({ algebra: a, g }, [date]) => a.monotone(numberOf(a, date), (day) => g.calendar('year', day)),
  月数: monthsBetween,
  较高者: ({ algebra: a }, args) => args.map((each) => numberOf(a, each)).reduce(a.maximum),
  较低者: ({ algebra: a }, args) => args.map((each) => numberOf(a, each)).reduce(a.minimum),
  向下取整: ({ algebra: a }, [value, step]) => {
    const amount = numberOf(a, value)
    if (!step) return a.floor(amount)
    const size = numberOf(a, step)
    return a.multiply(a.floor(a.divide(amount, size)), size)
  },
}

/** The names that have a columnar form; a test compares them with the table of built-ins. */
export const CALL_NAMES: readonly string[] = Object.keys(CALLS)

export function callOf(frame: Frame, name: string, args: readonly Argument[]): Interval {
  const call = CALLS[name]
  if (!call) throw new Refused(`函数 ${name}`)
  return call(frame, args)
}

function numberOf(a: Algebra, argument: Argument | undefined): Interval {
  return argument?.kind === 'number' ? argument.value : a.ANYTHING
}

function valueIn(series: Series, year: number): Interval {
  return series.at(year)
}

/** See lang/builtins/series.ts. A year that is itself computed is looked up among the years there are figures for. */
function atYear(
  { g, algebra: a, years }: Frame,
  args: readonly Argument[],
  position: number,
  fallback: number,
  f: (series: Series, year: number) => Interval,
): Interval {
  const series = args[0]
  if (series?.kind !== 'series') return a.ANYTHING
  const argument = args[position]
  if (argument?.kind !== 'number') return f(series, fallback)
  const year = argument.value
  const whole = a.floorRatio(year.low)
  const fixed = whole.kind === 'int' ? Number(whole.value) : undefined
  const unsure: Interval = { ...a.ANYTHING, maybe: g.yes }
  // Years next to those with figures: a growth rate looks one year back.
  const span = years.length === 0 ? [] : range(Math.min(...years) - 1, Math.max(...years) + 1)
  const found =
    fixed === undefined
      ? span.reduce<Interval>(
          (rest, each) => a.chooseInterval(g.equal(whole, g.int(each)), f(series, each), rest),
          f(outside(series), 0),
        )
      : f(series, fixed)
  return a.chooseInterval(year.absent, a.ABSENT, a.chooseInterval(a.known(year), found, unsure))
}

function outside({ unknown }: Series): Series {
  return { kind: 'series', at: () => unknown, unknown }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

/** See lang/builtins/growth.ts. */
function growthIn({ g, algebra: a }: Frame): (series: Series, year: number) => Interval {
  return (series, year) => {
    const base = series.at(year - 1)
    const none = g.and(g.not(base.highOpen), g.not(a.positive(base.high)))
    const positive = g.and(g.not(base.lowOpen), a.positive(base.low))
    const rate = a.subtract(a.divide(series.at(year), base), a.point(a.ratio(integer(1))))
    const unsure = { ...rate, maybe: g.or(rate.maybe, g.not(positive)) }
    return a.chooseInterval(none, a.ABSENT, unsure)
  }
}

function averageGrowth(frame: Frame, args: readonly Argument[]): Interval {
  const { algebra: a } = frame
  return atYear(frame, args, 2, frame.clock.year - 1, (series, year) => {
    const count = numberOf(a, args[1])
    const whole: Node = a.floorRatio(count.low)
    if (whole.kind !== 'int') throw new Refused('平均增速的年数不是常数')
    const years = Number(whole.value)
    const growth = growthIn(frame)
    let sum = a.NOTHING
    for (let i = 0; i < years; i++) sum = a.add(sum, growth(series, year - i))
    return a.divide(sum, a.point(a.ratio(integer(years))))
  })
}

function monthsBetween({ g, algebra: a }: Frame, [first, second]: readonly Argument[]): Interval {
  const [from, to] = [numberOf(a, first), numberOf(a, second)]
  const whole = (start: Node, end: Node): Node => {
    const ahead = g.add(g.calendar('months', end), g.negate(g.calendar('months', start)))
    return g.choose(g.less(g.calendar('day', end), g.calendar('day', start)), g.add(ahead, g.int(-1)), ahead)
  }
  const months = (start: Interval['low'], end: Interval['low']) => {
    const [x, y] = [a.floorRatio(start), a.floorRatio(end)]
    return a.whole(g.choose(g.less(y, x), g.negate(whole(y, x)), whole(x, y)))
  }
  const absent = g.or(from.absent, to.absent)
  return {
    low: months(from.high, to.low),
    lowOpen: g.or(from.highOpen, to.lowOpen),
    high: months(from.low, to.high),
    highOpen: g.or(from.lowOpen, to.highOpen),
    maybe: g.or(from.maybe, to.maybe),
    absent,
  }
}
