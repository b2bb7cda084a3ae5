// Expressions of the IR under one choice of readings → graphs. Says in nodes what lang/run/machine.ts computes.
import { builtin } from '../builtins/all.ts'
import { unreachable } from '../diagnostics/unreachable.ts'
import type { Body, Fact, IrExpr, Row } from '../ir/ir.ts'
import type { PolicyIndex } from '../ir/lookup.ts'
import { constantOf, typeOf } from '../ir/words.ts'
import { integer, rational, rationalFromText } from '../values/rational.ts'
import type { Algebra, Interval, Ratio, Truth } from './algebra.ts'
import { type Argument, callOf } from './calls.ts'
import type { Graph, Node, Scope, Source, SourceType } from './nodes.ts'
import { Refused } from './refused.ts'

/** One of some words, each under its condition; the conditions exclude each other. */
export type Word = {
  readonly options: readonly { readonly when: Node; readonly word: string | Source }[]
  readonly unknown: Node
  readonly absent: Node
}

type MemberSet = { readonly has: (word: string) => Node; readonly unknown: Node; readonly absent: Node }

/** Something that a computation notes on its way: a contradiction, a missing fact, a reason. */
export type Note = { readonly channel: string; readonly key: string; readonly when: Node }

export type Frame = {
  readonly g: Graph
  readonly algebra: Algebra
  readonly index: PolicyIndex
  readonly clock: { readonly day: number; readonly year: number }
  /** Stored numbers are whole numbers of 1/scale base units. */
  readonly scaleOf: (fact: Fact) => number
  /** Years of which the population has figures. */
  readonly years: readonly number[]
  /** The alternative that each open reading takes in this run. */
  readonly choices: ReadonlyMap<string, number>
  readonly itemAmount: (item: string, machine: Machine) => Interval
}

export type Machine = ReturnType<typeof createMachine>

type FactExpr = Extract<IrExpr, { kind: 'fact' | 'field' }>

/** A derived figure may differ from the given one by what rounding explains: see lang/run/machine.ts. */
const ROUNDING = rational(1n, 2000n)

export function createMachine(frame: Frame) {
  const { g, algebra: a, index, clock } = frame
  // An element variable stands for the loop over its collection; for null when nothing of the collection is known.
  const variables = new Map<string, Scope | null>()
  let depth = 0
  let active: Node = g.yes
  let notes = new Map<string, Note>()
  let calls = 0
  const computed = new Map<IrExpr, Map<string, unknown>>()

  /** What was computed before in the same loops; not where notes are made, which depend on where they are made. */
  function once<T>(expr: IrExpr, compute: () => T): T {
    let place = String(depth)
    for (const [name, scope] of variables) place += `,${name}${scope ? scope.id : '?'}`
    const known = computed.get(expr)
    if (known?.has(place)) return known.get(place) as T
    const before = calls
    const result = compute()
    if (calls === before) {
      if (known) known.set(place, result)
      else computed.set(expr, new Map([[place, result]]))
    }
    return result
  }

  /** Nodes that stand for conditions of the text, with their words. */
  const labels = new Map<number, string>()

  // — what is noted on the way —

  function note(channel: string, key: string, when: Node = g.yes): void {
    calls++
    const full = g.and(active, when)
    if (full === g.no) return
    const id = `${channel} ${key}`
    const before = notes.get(id)
    notes.set(id, { channel, key, when: before ? g.or(before.when, full) : full })
  }

  /** Runs `f` as what is only computed where `when` holds. */
  function under<T>(when: Node, f: () => T): T {
    const before = active
    active = g.and(before, when)
    const result = f()
    active = before
    return result
  }

  /** The notes that `f` makes, with the conditions under which it makes them. */
  function noting<T>(f: () => T): { readonly value: T; readonly notes: readonly Note[] } {
    const before = notes
    notes = new Map()
    const value = f()
    const made = [...notes.values()]
    notes = before
    return { value, notes: made }
  }

  function repeat(made: readonly Note[]): void {
    for (const each of made) note(each.channel, each.key, each.when)
  }

  /** Runs `f` once for every element of a collection: what it notes of any element is noted. */
  function forEach<T>(collection: string, variable: string, f: (scope: Scope) => T): T {
    const scope = g.scope(collection, depth)
    const outerActive = active
    depth++
    const { value, notes: made } = noting(() => {
      active = g.yes
      return withVariable(variable, scope, () => f(scope))
    })
    depth--
    active = outerActive
    for (const each of made) {
      note(
        each.channel,
        each.key,
        g.and(collectionKnown(collection), g.reduce('any', scope, g.yes, each.when)),
      )
    }
    return value
  }

  function withVariable<T>(name: string, scope: Scope | null, f: () => T): T {
    const had = variables.has(name)
    const before = variables.get(name)
    variables.set(name, scope)
    const result = f()
    if (had) variables.set(name, before ?? null)
    else variables.delete(name)
    return result
  }

  function collectionKnown(collection: string): Node {
    return g.input({ kind: 'collectionKnown', collection })
  }

  // — facts —

  function declared(expr: FactExpr): Fact {
    const fact = expr.kind === 'fact' ? index.facts.get(expr.name) : index.field(expr.collection, expr.field)
    if (!fact) throw new TypeError(`no fact ${expr.kind === 'fact' ? expr.name : expr.field}`)
    return fact
  }

  /** Where a fact lies; undefined for a field of a collection of which nothing is known. */
  function sourceOf(expr: FactExpr, type: SourceType): Source | undefined {
    if (expr.kind === 'fact') return { of: 'subject', fact: expr.name, type }
    const scope = variables.get(expr.variable)
    if (scope === undefined) throw new TypeError(`unbound variable ${expr.variable}`)
    return scope ? { of: 'element', scope, field: expr.field, type } : undefined
  }

  function knownOf(source: Source): Node {
    return g.input({ kind: 'known', source })
  }

  function absentOf(source: Source, fact: Fact): Node {
    return fact.mayNotApply ? g.input({ kind: 'notApplicable', source }) : g.no
  }

  // — conditions —

  function truth(expr: IrExpr): Truth {
    return once(expr, () => computeTruth(expr))
  }

  function computeTruth(expr: IrExpr): Truth {
    switch (expr.kind) {
      case 'bool':
        return expr.value ? a.TRUE : a.FALSE
      case 'fact':
      case 'field':
        return factTruth(expr)
      case 'definition': {
        const body = index.definitions.get(expr.name)?.body
        if (!body) return a.UNKNOWN
        return body.kind === 'expr' ? truth(body.expr) : rowsTruth(body.rows)
      }
      case 'choice':
        return truth(bound(expr.reading, expr.name))
      case 'standard': {
        const filled = index.standards.get(expr.name)?.filledBy
        return filled ? truth(filled.expr) : a.UNKNOWN
      }
      case 'compare':
        return comparison(expr)
      case 'contains': {
        const held = set(expr.set)
        const value = under(g.and(g.not(held.unknown), g.not(held.absent)), () => word(expr.value))
        return membership(held, value)
      }
      case 'oneOf':
        return a.anyOf(expr.values.map((each) => equality(expr.left, each)))
      case 'and':
        return sequence(expr.operands, a.allOf, (soFar) => g.not(soFar.f))
      case 'or':
        return sequence(expr.operands, a.anyOf, (soFar) => g.not(soFar.t))
      case 'not':
        return a.not(truth(expr.operand))
      case 'aggregate':
        return exists(expr)
      default:
        throw new TypeError(`not a condition: ${expr.kind}`)
    }
  }

  /** Operands are computed one after another while the result is open. */
  function sequence(
    operands: readonly IrExpr[],
    join: (truths: readonly Truth[]) => Truth,
    goesOn: (soFar: Truth) => Node,
  ): Truth {
    const done: Truth[] = []
    for (const each of operands) {
      const when = done.length === 0 ? g.yes : goesOn(join(done))
      done.push(under(when, () => truth(each)))
    }
    return join(done)
  }

  function factTruth(expr: FactExpr): Truth {
    const fact = declared(expr)
    const source = sourceOf(expr, 'bool')
    const formula = fact.derivation ?? fact.preset
    if (!source) return formula ? truth(formula) : a.UNKNOWN
    const known = knownOf(source)
    const value = g.input({ kind: 'value', source })
    const absent = absentOf(source, fact)
    const given: Truth = { t: g.and(known, value), f: g.or(g.and(known, g.not(value)), absent) }
    if (!formula) return given
    const open = g.and(g.not(known), g.not(absent))
    return a.chooseTruth(
      open,
      under(open, () => truth(formula)),
      given,
    )
  }

  function membership(held: MemberSet, value: Word): Truth {
    const t = g.or(...value.options.map(({ when, word: member }) => g.and(when, hasMember(held, member))))
    const settled = g.and(g.not(held.unknown), g.not(held.absent))
    return {
      t: g.and(settled, t),
      f: g.or(held.absent, g.and(settled, g.not(value.unknown), g.not(t))),
    }
  }

  function hasMember(held: MemberSet, member: string | Source): Node {
    if (typeof member === 'string') return held.has(member)
    throw new Refused('多选含有另一项事实')
  }

  function comparison(expr: Extract<IrExpr, { kind: 'compare' }>): Truth {
    const kind = typeOf(expr.left).kind
    if (kind === 'number' || kind === 'date' || kind === 'year') {
      return a.compare(expr.op, number(expr.left), number(expr.right))
    }
    const same = equality(expr.left, expr.right)
    if (expr.op === 'eq') return same
    const differs = a.not(same)
    if (kind === 'bool') return differs
    const { absent } = word(expr.left)
    return { t: g.and(differs.t, g.not(absent)), f: g.or(differs.f, absent) }
  }

  function equality(left: IrExpr, right: IrExpr): Truth {
    const kind = typeOf(left).kind
    if (kind === 'bool') {
      const [x, y] = [truth(left), truth(right)]
      return {
        t: g.or(g.and(x.t, y.t), g.and(x.f, y.f)),
        f: g.or(g.and(x.t, y.f), g.and(x.f, y.t)),
      }
    }
    if (kind === 'number' || kind === 'date' || kind === 'year')
      return a.compare('eq', number(left), number(right))
    const [x, y] = [word(left), word(right)]
    const absent = g.or(x.absent, y.absent)
    const unknown = g.and(g.not(absent), g.or(x.unknown, y.unknown))
    const equal = g.or(
      ...x.options.flatMap((p) => y.options.map((q) => g.and(p.when, q.when, sameWord(p.word, q.word)))),
    )
    const settled = g.and(g.not(absent), g.not(unknown))
    return { t: g.and(settled, equal), f: g.or(absent, g.and(settled, g.not(equal))) }
  }

  function sameWord(left: string | Source, right: string | Source): Node {
    if (typeof left === 'string' && typeof right === 'string') return g.bool(left === right)
    if (typeof left === 'string') return sameWord(right, left)
    return typeof right === 'string'
      ? g.input({ kind: 'is', source: left, word: right })
      : g.input({ kind: 'same', left, right })
  }

  // — words and sets —

  function literal(value: string): Word {
    return { options: [{ when: g.yes, word: value }], unknown: g.no, absent: g.no }
  }

  const OPEN_WORD: Word = { options: [], unknown: g.yes, absent: g.no }
  const ABSENT_WORD: Word = { options: [], unknown: g.no, absent: g.yes }

  function word(expr: IrExpr): Word {
    switch (expr.kind) {
      case 'text':
      case 'enum':
        return literal(expr.value)
      case 'fact':
      case 'field':
        return factWord(expr)
      case 'definition': {
        const body = index.definitions.get(expr.name)?.body
        if (!body) return OPEN_WORD
        return body.kind === 'expr' ? word(body.expr) : rowsWord(body.rows)
      }
      case 'choice':
        return word(bound(expr.reading, expr.name))
      case 'standard': {
        const filled = index.standards.get(expr.name)?.filledBy
        return filled ? word(filled.expr) : OPEN_WORD
      }
      default:
        return OPEN_WORD
    }
  }

  function factWord(expr: FactExpr): Word {
    const fact = declared(expr)
    const source = sourceOf(expr, 'word')
    const formula = fact.derivation ?? fact.preset
    if (!source) return formula ? word(formula) : OPEN_WORD
    const known = knownOf(source)
    const absent = absentOf(source, fact)
    const open = g.and(g.not(known), g.not(absent))
    const given: Word = { options: [{ when: known, word: source }], unknown: open, absent }
    if (!formula) return given
    return chooseWord(
      open,
      under(open, () => word(formula)),
      given,
    )
  }

  function chooseWord(when: Node, x: Word, y: Word): Word {
    const options = [
      ...x.options.map((each) => ({ ...each, when: g.and(when, each.when) })),
      ...y.options.map((each) => ({ ...each, when: g.and(g.not(when), each.when) })),
    ].filter((each) => each.when !== g.no)
    return {
      options,
      unknown: g.choose(when, x.unknown, y.unknown),
      absent: g.choose(when, x.absent, y.absent),
    }
  }

  function set(expr: IrExpr): MemberSet {
    switch (expr.kind) {
      case 'fact':
      case 'field': {
        const source = sourceOf(expr, 'set')
        if (!source) return { has: () => g.no, unknown: g.yes, absent: g.no }
        const absent = absentOf(source, declared(expr))
        return {
          has: (member) => g.input({ kind: 'has', source, word: member }),
          unknown: g.and(g.not(knownOf(source)), g.not(absent)),
          absent,
        }
      }
      case 'choice':
        return set(bound(expr.reading, expr.name))
      case 'definition': {
        const body = index.definitions.get(expr.name)?.body
        if (body?.kind === 'expr') return set(body.expr)
        return { has: () => g.no, unknown: g.yes, absent: g.no }
      }
      default:
        return { has: () => g.no, unknown: g.yes, absent: g.no }
    }
  }

  // — numbers —

  function number(expr: IrExpr): Interval {
    return once(expr, () => computeNumber(expr))
  }

  function computeNumber(expr: IrExpr): Interval {
    switch (expr.kind) {
      case 'number':
        return a.point(a.ratio(constantOf(expr)))
      case 'date':
        return a.point(a.ratio(integer(expr.day)))
      case 'year':
        return a.point(a.ratio(integer(expr.year)))
      case 'clock':
        return a.point(a.ratio(integer(expr.what === 'date' ? clock.day : clock.year)))
      case 'fact':
      case 'field':
        return factNumber(expr)
      case 'definition': {
        const definition = index.definitions.get(expr.name)
        return definition ? body(definition.body) : a.ANYTHING
      }
      case 'choice':
        return number(bound(expr.reading, expr.name))
      case 'standard': {
        const filled = index.standards.get(expr.name)?.filledBy
        return filled ? number(filled.expr) : a.ANYTHING
      }
      case 'itemAmount':
        return frame.itemAmount(expr.item, machine)
      case 'negate':
        return a.negate(number(expr.operand))
      case 'arithmetic':
        return arithmetic(expr)
      case 'call': {
        if (!builtin(expr.function)) throw new Refused(`函数 ${expr.function}`)
        return callOf(frame, expr.function, expr.args.map(argument))
      }
      case 'aggregate':
        return aggregate(expr)
      default:
        throw new TypeError(`not a number: ${expr.kind}`)
    }
  }

  function rangeOf(fact: Fact): Interval {
    let result: Interval = fact.mayNotApply ? { ...a.ANYTHING, maybe: g.yes } : a.ANYTHING
    for (const { op, value } of fact.bounds) {
      const end = a.ratio(rationalFromText(value))
      if (op === 'gt' || op === 'ge') result = { ...result, low: end, lowOpen: g.no }
      if (op === 'lt' || op === 'le') result = { ...result, high: end, highOpen: g.no }
    }
    return result
  }

  /**
   * A stored number where it is known, the dictionary's range where it is not. Columns hold 0 where nothing is known, so
   * an end that is then open, or is 0, needs no choice.
   */
  function stored(source: Source, fact: Fact): Interval {
    const scale = frame.scaleOf(fact)
    const value = g.input({ kind: 'value', source })
    const known = knownOf(source)
    const absent = absentOf(source, fact)
    const range = rangeOf(fact)
    const end = (open: Node, bound: Ratio): Ratio => {
      const scaled = multiplied(bound, scale)
      const free = open === g.yes || (scaled.kind === 'int' && scaled.value === 0n)
      return { n: free ? value : g.choose(g.or(known, absent), value, scaled), d: g.int(scale) }
    }
    return {
      low: end(range.lowOpen, range.low),
      high: end(range.highOpen, range.high),
      lowOpen: range.lowOpen === g.yes ? g.not(known) : absent,
      highOpen: range.highOpen === g.yes ? g.not(known) : absent,
      maybe: fact.mayNotApply ? g.not(known) : g.no,
      absent,
    }
  }

  /** A declared bound as a stored number; the tables keep enough decimals for every bound of the dictionary. */
  function multiplied({ n, d }: Ratio, scale: number): Node {
    if (n.kind !== 'int' || d.kind !== 'int' || (n.value * BigInt(scale)) % d.value !== 0n)
      throw new Refused('范围的小数位比存储的多')
    return g.int((n.value * BigInt(scale)) / d.value)
  }

  function factNumber(expr: FactExpr): Interval {
    const fact = declared(expr)
    const source = sourceOf(expr, 'number')
    const formula = fact.derivation ?? fact.preset
    if (!source) return formula ? number(formula) : rangeOf(fact)
    const given = stored(source, fact)
    if (!formula) return given
    const known = knownOf(source)
    const open = g.and(g.not(known), g.not(absentOf(source, fact)))
    const derived = number(formula)
    if (!fact.derivation) return a.chooseInterval(open, derived, given)
    const both = g.and(known, a.known(derived))
    const difference = a.add(derived, a.negate(given))
    const far = g.or(
      a.lessRatio(a.ratio(ROUNDING), difference.low),
      a.lessRatio(difference.low, a.ratio({ n: -ROUNDING.n, d: ROUNDING.d })),
    )
    note('contradiction', fact.name, g.and(both, far))
    // The figures that it derives from are the more exact word.
    return a.chooseInterval(g.or(open, both), derived, given)
  }

  function arithmetic(expr: Extract<IrExpr, { kind: 'arithmetic' }>): Interval {
    const left = number(expr.left)
    const right = number(expr.right)
    switch (expr.op) {
      case 'add':
        return a.add(left, right)
      case 'subtract':
        return a.subtract(left, right)
      case 'multiply':
        return a.multiply(left, right)
      case 'divide':
        return a.divide(left, right)
      default:
        return unreachable(expr.op)
    }
  }

  function argument(expr: IrExpr): Argument {
    if (typeOf(expr).kind !== 'yearly') return { kind: 'number', value: number(expr) }
    if (expr.kind === 'choice') return argument(bound(expr.reading, expr.name))
    if (expr.kind === 'definition') {
      const body = index.definitions.get(expr.name)?.body
      return body?.kind === 'expr' ? argument(body.expr) : { kind: 'number', value: a.ANYTHING }
    }
    if (expr.kind !== 'fact') return { kind: 'number', value: a.ANYTHING }
    const fact = index.facts.get(expr.name)
    if (!fact) return { kind: 'number', value: a.ANYTHING }
    if (fact.mayNotApply) throw new Refused(`逐年的事实${fact.name}可以不适用`)
    const unknown = rangeOf(fact)
    return {
      kind: 'series',
      at: (year) =>
        frame.years.includes(year)
          ? stored({ of: 'year', fact: fact.name, year, type: 'number' }, fact)
          : unknown,
      unknown,
    }
  }

  // — case tables —

  function body(of: Body): Interval {
    if (of.kind === 'expr') return number(of.expr)
    if (of.policy === 'unique') return hullOf(possibleRows(of.rows), (row) => number(row.value))
    const entries = of.rows
      .filter((each) => !each.general)
      .map((row) => {
        const applies = row.when ? truth(row.when) : a.TRUE
        const live = g.not(applies.f)
        const value = under(live, () => number(row.value))
        return { value, in: g.and(live, g.not(value.absent)), sure: g.and(applies.t, g.not(value.maybe)) }
      })
    const general = of.rows.find((each) => each.general)
    const sum = of.policy === 'sum'
    const fallback = general ? number(general.value) : sum ? a.NOTHING : a.ABSENT
    const result = sum ? sumOf(entries) : highestOf(entries)
    const none = g.not(g.or(...entries.map((each) => each.in)))
    const sure = g.or(...entries.map((each) => each.sure))
    const otherwise = general || sum ? a.hull(fallback, result) : result
    return a.chooseInterval(none, fallback, a.chooseInterval(sure, result, otherwise))
  }

  type Entry = { readonly value: Interval; readonly in: Node; readonly sure: Node }

  function present(value: Interval): Interval {
    return { ...value, maybe: g.no, absent: g.no }
  }

  function sumOf(entries: readonly Entry[]): Interval {
    return entries.reduce((sum, each) => {
      const value = present(each.value)
      const added = a.chooseInterval(each.sure, value, a.hull(a.NOTHING, value))
      return a.add(sum, a.chooseInterval(each.in, added, a.NOTHING))
    }, a.NOTHING)
  }

  /** The highest of some values; when none of them is sure, any one alone may be the answer. */
  function highestOf(entries: readonly Entry[]): Interval {
    type Best = { readonly some: Node; readonly value: Interval }
    const fold = (wanted: (each: Entry) => Node, join: (x: Interval, y: Interval) => Interval): Best =>
      entries.reduce<Best>(
        (best, each) => {
          const value = present(each.value)
          const both = a.chooseInterval(best.some, join(best.value, value), value)
          return {
            some: g.or(best.some, wanted(each)),
            value: a.chooseInterval(wanted(each), both, best.value),
          }
        },
        { some: g.no, value: a.NOTHING },
      )
    const overall = fold((each) => each.in, a.maximum)
    const certain = fold((each) => each.sure, a.maximum)
    const anyOne = fold((each) => each.in, a.hull)
    const mixed = { ...certain.value, high: overall.value.high, highOpen: overall.value.highOpen }
    return a.chooseInterval(certain.some, mixed, anyOne.value)
  }

  type Possible = { readonly row: Row; readonly when: Node }

  /** The hull of the rows that are still possible; a value that does not apply where there is none. */
  function hullOf(rows: readonly Possible[], value: (row: Row) => Interval): Interval {
    let some: Node = g.no
    let result = a.ABSENT
    for (const { row, when } of rows) {
      const own = under(when, () => value(row))
      result = a.chooseInterval(when, a.chooseInterval(some, a.hull(result, own), own), result)
      some = g.or(some, when)
    }
    return result
  }

  function rowsTruth(rows: readonly Row[]): Truth {
    const possible = possibleRows(rows).map(({ row, when }) => ({
      when,
      truth: under(when, () => truth(row.value)),
    }))
    const holds = (test: (each: Truth) => Node): Node =>
      g.or(...possible.map((each) => g.and(each.when, test(each.truth))))
    const [t, f, u] = [holds((x) => x.t), holds((x) => x.f), holds((x) => a.unknown(x))]
    return { t: g.and(t, g.not(f), g.not(u)), f: g.and(g.not(t), g.not(u)) }
  }

  function rowsWord(rows: readonly Row[]): Word {
    const possible = possibleRows(rows).map(({ row, when }) => ({
      when,
      word: under(when, () => word(row.value)),
    }))
    const [only] = possible
    if (!only) return ABSENT_WORD
    if (possible.length === 1) return chooseWord(only.when, only.word, ABSENT_WORD)
    throw new Refused('分档的结果是文字')
  }

  /** See possibleRows in lang/run/machine.ts: exceptions that apply override what they stand under. */
  function possibleRows(rows: readonly Row[]): Possible[] {
    const general = rows.find((each) => each.general)
    const top = rows.filter(
      (each) => !each.general && (each.under === undefined || each.under === general?.label),
    )
    return overriding(rows, top, general)
  }

  function overriding(
    rows: readonly Row[],
    exceptions: readonly Row[],
    fallback: Row | undefined,
  ): Possible[] {
    const found = exceptions.map((row) => {
      const applies = row.when ? truth(row.when) : a.TRUE
      const inner =
        row.label === undefined ? [] : rows.filter((each) => each !== row && each.under === row.label)
      const possible = under(g.not(applies.f), () =>
        inner.length > 0 ? overriding(rows, inner, row) : [{ row, when: g.yes }],
      )
      return { applies, possible }
    })
    noteConflicts(found)
    const certain = g.or(...found.map((each) => each.applies.t))
    const rest = found.flatMap(({ applies, possible }) =>
      possible.map((each) => ({ row: each.row, when: g.and(g.not(applies.f), each.when) })),
    )
    return fallback ? [{ row: fallback, when: g.not(certain) }, ...rest] : rest
  }

  /** Provisions that apply for certain, are settled in themselves and differ contradict each other. */
  function noteConflicts(
    found: readonly { readonly applies: Truth; readonly possible: readonly Possible[] }[],
  ): void {
    const settled = found.flatMap(({ applies, possible }, group) =>
      possible.map((each) => {
        const others = possible.filter((other) => other !== each)
        const alone = g.and(each.when, ...others.map((other) => g.not(other.when)))
        return { row: each.row, group, when: g.and(applies.t, alone) }
      }),
    )
    for (const [i, first] of settled.entries()) {
      // The interpreter compares every settled row with the first one.
      const earlier = settled.slice(0, i)
      for (const before of earlier) {
        if (before.group === first.group) continue
        const leads = g.and(
          before.when,
          ...earlier.filter((each) => each.group < before.group).map((each) => g.not(each.when)),
        )
        const differ = equality(before.row.value, first.row.value).f
        note('conflict', first.row.label ?? '', g.and(leads, first.when, differ))
      }
    }
  }

  // — collections —

  function exists(expr: Extract<IrExpr, { kind: 'aggregate' }>): Truth {
    const known = collectionKnown(expr.collection)
    const found = forEach(expr.collection, expr.variable, (scope) => {
      const matches = expr.where ? truth(expr.where) : a.TRUE
      return {
        t: g.reduce('any', scope, g.yes, matches.t),
        maybe: g.reduce('any', scope, g.yes, g.not(matches.f)),
      }
    })
    return { t: g.and(known, found.t), f: g.and(known, g.not(found.maybe)) }
  }

  function aggregate(expr: Extract<IrExpr, { kind: 'aggregate' }>): Interval {
    const known = collectionKnown(expr.collection)
    const ofKnown = forEach(expr.collection, expr.variable, (scope) => {
      const matches = expr.where ? truth(expr.where) : a.TRUE
      const live = g.not(matches.f)
      const { take } = expr
      const value = take ? under(live, () => number(take)) : a.point(a.ratio(integer(1)))
      const inside = g.and(live, g.not(value.absent))
      const sure = g.and(matches.t, g.not(value.maybe))
      return expr.op === 'count' || expr.op === 'sum'
        ? sumOver(scope, inside, sure, value)
        : extremeOver(scope, inside, sure, value, expr.op === 'earliest' || expr.op === 'lowest')
    })
    return a.chooseInterval(known, ofKnown, aggregateOfUnknown(expr))
  }

  /** The sum over a loop; every element's value must have the same constant denominator. */
  function sumOver(scope: Scope, inside: Node, sure: Node, value: Interval): Interval {
    const shown = present(value)
    const counted = a.chooseInterval(sure, shown, a.hull(a.NOTHING, shown))
    return sumIntervals(scope, inside, counted)
  }

  function sumIntervals(scope: Scope, inside: Node, value: Interval): Interval {
    const total = (end: 'low' | 'high') => {
      const { n, d } = value[end]
      if (d.kind !== 'int') throw new Refused('各项之和的分母不是常数')
      return { n: g.reduce('sum', scope, inside, n), d }
    }
    return {
      low: total('low'),
      high: total('high'),
      lowOpen: g.reduce('any', scope, inside, value.lowOpen),
      highOpen: g.reduce('any', scope, inside, value.highOpen),
      maybe: g.no,
      absent: g.no,
    }
  }

  function extremeOver(scope: Scope, inside: Node, sure: Node, value: Interval, lowest: boolean): Interval {
    const one = lowest ? a.negate(value) : value
    const any = g.reduce('any', scope, g.yes, inside)
    const anySure = g.reduce('any', scope, g.yes, sure)
    const best = (where: Node, end: 'low' | 'high', op: 'min' | 'max') => {
      const { n, d } = one[end]
      if (d.kind !== 'int') throw new Refused('各项比较的分母不是常数')
      return { n: g.reduce(op, scope, where, n), d }
    }
    const open = (where: Node, end: 'lowOpen' | 'highOpen') => ({
      any: g.reduce('any', scope, where, one[end]),
      all: g.not(g.reduce('any', scope, where, g.not(one[end]))),
    })
    // Highest of the sure ones: its low is open only when all are, its high when any value at all is open above.
    const sureHigh: Interval = {
      low: best(g.and(sure, g.not(one.lowOpen)), 'low', 'max'),
      lowOpen: open(sure, 'lowOpen').all,
      high: best(inside, 'high', 'max'),
      highOpen: open(inside, 'highOpen').any,
      maybe: g.no,
      absent: g.no,
    }
    const anyOne: Interval = {
      low: best(inside, 'low', 'min'),
      lowOpen: open(inside, 'lowOpen').any,
      high: best(inside, 'high', 'max'),
      highOpen: open(inside, 'highOpen').any,
      maybe: g.yes,
      absent: g.no,
    }
    const found = a.chooseInterval(anySure, sureHigh, anyOne)
    return a.chooseInterval(any, lowest ? a.negate(found) : found, a.ABSENT)
  }

  function aggregateOfUnknown(expr: Extract<IrExpr, { kind: 'aggregate' }>): Interval {
    if (expr.op === 'count') return { ...a.ANYTHING, low: a.zero, lowOpen: g.no }
    const { take } = expr
    const one = take ? withVariable(expr.variable, null, () => number(take)) : a.ANYTHING
    if (expr.op !== 'sum') return { ...one, maybe: g.yes, absent: g.no }
    const positive = g.and(g.not(one.lowOpen), g.not(a.negative(one.low)))
    const negative = g.and(g.not(one.highOpen), g.not(a.positive(one.high)))
    return { ...a.ANYTHING, lowOpen: g.not(positive), highOpen: g.not(negative) }
  }

  // — readings —

  function alternative(reading: string): number {
    const found = index.readings.get(reading)
    if (found?.status.kind === 'decided') {
      const { alternative: key } = found.status
      return found.alternatives.findIndex((each) => each.key === key)
    }
    const chosen = frame.choices.get(reading)
    if (chosen === undefined) throw new TypeError(`no choice for reading ${reading}`)
    return chosen
  }

  function bound(reading: string, name: string): IrExpr {
    const chosen = index.readings.get(reading)?.alternatives[alternative(reading)]
    const binding = chosen?.bindings.find((each) => each.name === name)
    if (!binding) throw new TypeError(`reading ${reading} does not bind ${name}`)
    return binding.expr
  }

  const machine = {
    ...{ frame, g, algebra: a, index, truth, number, word, set, body, bound, alternative },
    labels,
    ...{ note, under, noting, repeat, forEach, withVariable, sumIntervals },
    collectionKnown: collectionKnown,
    scopeOf: (variable: string) => variables.get(variable),
  }
  return machine
}
