// A dictionary, rules and a seed → subjects for comparing engines: unknowns everywhere, numbers at, just below and just
// above every number that the rules name, amounts up to 10^13 分. The same seed gives the same subjects.
import { concernsSubject, type Fact, type IrExpr, type Program } from '#lang'

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

export type Draw = {
  /** A number from 0 to below 1. */
  next(): number
  below(count: number): number
  chance(probability: number): boolean
  pick<T>(all: readonly T[]): T
}

/** A small, fast generator of random numbers (mulberry32). */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (count: number): number => Math.floor(next() * count)
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (all) => all[below(all.length)] as (typeof all)[number],
  }
}

/** What the rules name: numbers by their dimension, dates, texts that entries may bear. */
export type Named = {
  readonly numbers: ReadonlyMap<string, readonly bigint[]>
  readonly days: readonly number[]
  readonly texts: readonly string[]
}

export function namedIn(program: Program): Named {
  const numbers = new Map<string, Set<bigint>>()
  const days = new Set<number>()
  const visit = (of: unknown): void => {
    if (typeof of !== 'object' || of === null) return
    if (Array.isArray(of)) {
      for (const each of of) visit(each)
      return
    }
    const expr = of as IrExpr
    if (expr.kind === 'number' && typeof expr.value === 'string') {
      const [n = '0', d = '1'] = expr.value.split('/')
      // In hundred-millionths, in which every number of a rule is whole.
      const scaled = (BigInt(n) * 100_000_000n) / BigInt(d)
      numbers.set(expr.dimension, (numbers.get(expr.dimension) ?? new Set()).add(scaled))
    }
    if (expr.kind === 'date' && typeof expr.day === 'number') days.add(expr.day)
    for (const [key, value] of Object.entries(of)) if (key !== 'citations') visit(value)
  }
  visit(program.policies.map((each) => [each.items, each.definitions, each.readings]))
  for (const { document } of program.policies) days.add(document.begins.day)
  return {
    numbers: new Map([...numbers].map(([dimension, all]) => [dimension, [...all]])),
    days: [...days],
    texts: program.policies.flatMap((each) => [
      ...each.items.flatMap((item) => [item.title, item.id]),
      each.document.number,
      ...each.document.repeals.map((repeal) => repeal.number),
    ]),
  }
}

export type SubjectOptions = {
  readonly kind: string
  /** The day around which dates lie, and the years of yearly figures. */
  readonly at: number
  readonly years: readonly number[]
  /** The share of facts of which nothing is known. */
  readonly unknown: number
  /** The place most subjects are in, so that rules with a place are looked at. */
  readonly district?: string
}

/** Input for readSubject. */
export function randomSubject(
  program: Program,
  named: Named,
  draw: Draw,
  { kind, at, years, unknown, district }: SubjectOptions,
): { readonly subject: string; readonly facts: { readonly [key: string]: Json } } {
  const enums = new Map(
    program.vocabulary.enums.map((each) => [each.name, each.values.map((value) => value.name)]),
  )
  const facts: Record<string, Json> = {}

  function day(): string {
    const base = draw.chance(0.5) ? draw.pick(named.days) : at - draw.below(2500) + 200
    return new Date((base + draw.below(3) - 1) * 86_400_000).toISOString().slice(0, 10)
  }

  function amount(fact: Fact, dimension: string): string {
    const scale = dimension === '元' ? 100_000_000n : dimension === '' ? 1n : 10_000n
    const near = named.numbers.get(dimension)
    const large = dimension === '元' ? 10n ** 13n * scale : dimension === '' ? 200_000_000n : 10n ** 12n
    const value =
      near && draw.chance(0.7)
        ? (draw.pick(near) / scale) * scale + BigInt(draw.below(3) - 1) * scale
        : ((BigInt(Math.floor(draw.next() * 1_000_000)) *
            (draw.chance(0.3) ? large / 1_000_000n : large / 10n ** 10n)) /
            scale) *
          scale
    const money = dimension.startsWith('元')
    // Money is written in yuan, ratios in per cent, everything else as it is.
    const shown = decimal(value, money ? 10 : dimension === '' ? 6 : 8)
    return bounded(fact, value)
      ? `${shown}${money ? dimension : dimension === '' ? '%' : dimension === '月' ? '个月' : dimension}`
      : ''
  }

  function value(fact: Fact): Json {
    if (fact.mayNotApply && draw.chance(0.3)) return '不适用'
    const { type } = fact
    switch (type.kind) {
      case 'bool':
        return draw.chance(0.6)
      case 'date':
        return day()
      case 'year':
        return String(new Date(at * 86_400_000).getUTCFullYear() - draw.below(4))
      case 'number':
        return amount(fact, type.dimension)
      case 'yearly': {
        let last = amount(fact, type.dimension)
        const all: Record<string, Json> = {}
        for (const year of years) {
          if (draw.chance(unknown / 2)) continue
          // Often exactly a tenth or a fifth more than the year before, so that growth ties with thresholds.
          last = draw.chance(0.6)
            ? grown(last, draw.pick([100n, 110n, 120n, 121n, 130n]))
            : amount(fact, type.dimension)
          all[String(year)] = last
        }
        return all
      }
      case 'enum':
        return draw.pick(enums.get(type.name) ?? [''])
      case 'set':
        return (enums.get(type.name) ?? []).filter(() => draw.chance(0.4))
      case 'text':
        return fact.format ? null : draw.pick(named.texts)
    }
  }

  for (const fact of program.vocabulary.facts) {
    if (!concernsSubject(fact.subject, kind) || draw.chance(unknown)) continue
    facts[fact.name] = value(fact)
  }
  if (district !== undefined && draw.chance(0.7)) facts.所在区县 = district
  for (const collection of program.vocabulary.collections) {
    if (!concernsSubject(collection.subject, kind) || draw.chance(unknown)) continue
    facts[collection.name] = Array.from({ length: draw.below(4) }, () =>
      Object.fromEntries(
        collection.fields.filter(() => !draw.chance(unknown / 2)).map((field) => [field.name, value(field)]),
      ),
    )
  }
  return { subject: kind, facts }
}

/** A whole number of 10^-places units as decimal text. */
function decimal(value: bigint, places: number): string {
  const sign = value < 0n ? '-' : ''
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0')
  const fraction = digits.slice(-places).replace(/0+$/, '')
  return `${sign}${digits.slice(0, -places)}${fraction === '' ? '' : `.${fraction}`}`
}

/** What the dictionary allows; `value` is in hundred-millionths of base units. */
function bounded(fact: Fact, value: bigint): boolean {
  return fact.bounds.every((bound) => {
    const [n = '0', d = '1'] = bound.value.split('/')
    const limit = BigInt(n) * 100_000_000n
    const own = value * BigInt(d)
    if (bound.op === 'ge') return own >= limit
    if (bound.op === 'gt') return own > limit
    return bound.op === 'le' ? own <= limit : own < limit
  })
}

function grown(yuan: string, percent: bigint): string {
  const match = /^(-?\d+)(?:\.(\d+))?(.*)$/.exec(yuan)
  if (!match) return yuan
  const [, whole = '0', fraction = '', unit = ''] = match
  const fen = BigInt(whole + fraction.padEnd(2, '0').slice(0, 2))
  return `${decimal((fen * percent) / 100n, 2)}${unit}`
}
