// Expressions of the IR + one subject → what is known of their value. The reference meaning of the language.
// Unknown facts are ranges, so every result holds for all completions of what is missing.
import { builtin } from '../builtins/all.ts'
import type { Argument, Clock } from '../builtins/builtin.ts'
import { unreachable } from '../diagnostics/unreachable.ts'
import type { Body, Fact, IrExpr, Row } from '../ir/ir.ts'
import type { PolicyIndex } from '../ir/lookup.ts'
import { constantOf, exprText, typeOf } from '../ir/words.ts'
import * as interval from '../values/interval.ts'
import { ANYTHING, type Interval, NOT_APPLICABLE } from '../values/interval.ts'
import {
  compare as compareExact,
  integer,
  type Rational,
  rationalFromText,
  subtract as subtractExact,
  ZERO,
} from '../values/rational.ts'
import { and, not, or, type Truth, truth as truthOf } from '../values/truth.ts'
import type { Element, Subject, Value } from './subject.ts'

/** A word of an enumeration or a text; null while unknown, undefined when it does not apply. */
type Word = string | null | undefined

/** An element variable: a known element, or one of a collection of which nothing is known. */
export type Variable = { readonly element: Element | undefined; readonly index: number }

export type Machine = {
  readonly subject: Subject
  readonly clock: Clock
  readonly index: PolicyIndex
  truth(expr: IrExpr): Truth
  number(expr: IrExpr): Interval
  word(expr: IrExpr): Word
  set(expr: IrExpr): ReadonlySet<string> | null | undefined
  body(body: Body): Interval
  /** The elements of a collection; undefined while it is unknown. */
  elements(collection: string): readonly Element[] | undefined
  variable(name: string): Variable | undefined
  /** Runs `f` with an element variable bound. */
  within<T>(name: string, variable: Variable, f: () => T): T
  /** The alternative of a reading that this run follows. */
  alternative(reading: string): number
  /** The expression that a reading's chosen alternative binds to a name. */
  bound(reading: string, name: string): IrExpr
  /** Rows of 唯一 tables that apply together with different results. */
  readonly conflicts: ReadonlySet<string>
  /** Readings that an authority has decided and that this run followed. */
  readonly decided: ReadonlySet<string>
  /** Given facts that do not fit each other. */
  readonly contradictions: ReadonlySet<string>
}

/** What a run asks of its surroundings: which alternative to follow, and what another item grants. */
export type Oracle = {
  choose(reading: string): number
  itemAmount(item: string, machine: Machine): Interval
}

const constants = new WeakMap<IrExpr, Interval>()

function constant(expr: Extract<IrExpr, { kind: 'number' }>): Interval {
  const cached = constants.get(expr)
  if (cached) return cached
  const value = interval.point(constantOf(expr))
  constants.set(expr, value)
  return value
}

const ranges = new WeakMap<Fact, Interval>()

/** All that is known of a number that nobody has given: the bounds that the dictionary declares. */
function rangeOf(fact: Fact): Interval {
  const cached = ranges.get(fact)
  if (cached) return cached
  let low: Rational | undefined
  let high: Rational | undefined
  for (const bound of fact.bounds) {
    const value = rationalFromText(bound.value)
    if (bound.op === 'gt' || bound.op === 'ge') low = value
    if (bound.op === 'lt' || bound.op === 'le') high = value
  }
  const range: Interval = { low, high, absent: fact.mayNotApply ? 'maybe' : 'no' }
  ranges.set(fact, range)
  return range
}

/** A value that belongs to a result for sure, or only perhaps. */
type Uncertain = { readonly value: Interval; readonly sure: boolean }

// 18.2% may stand for anything that rounds to it.
const ROUNDING: Rational = { n: 1n, d: 2000n }

const ONE_POINT = interval.point(integer(1))

function sumOf(values: readonly Uncertain[]): Interval {
  return values.reduce(
    (sum, { value, sure }) => interval.add(sum, sure ? value : interval.hull(interval.NOTHING, value)),
    interval.NOTHING,
  )
}

/** The highest or lowest of some values; when none of them is sure, any one alone may be the answer. */
function extremeOf(values: readonly Uncertain[], which: 'highest' | 'lowest'): Interval {
  const pick = which === 'highest' ? interval.maximum : interval.minimum
  const all = values.map((each) => each.value)
  const sure = values.filter((each) => each.sure).map((each) => each.value)
  if (sure.length === 0) return all.reduce(interval.hull)
  const overall = all.reduce(pick)
  const certain = sure.reduce(pick)
  return which === 'highest' ? { ...certain, high: overall.high } : { ...certain, low: overall.low }
}

export function createMachine(index: PolicyIndex, subject: Subject, clock: Clock, oracle: Oracle): Machine {
  const variables = new Map<string, Variable>()
  const numbers = new Map<string, Interval>()
  const truths = new Map<string, Truth>()
  const conflicts = new Set<string>()
  const decided = new Set<string>()
  const contradictions = new Set<string>()

  function given(expr: Extract<IrExpr, { kind: 'fact' | 'field' }>): Value | undefined {
    if (expr.kind === 'fact') return subject.facts.get(expr.name)
    return variables.get(expr.variable)?.element?.get(expr.field)
  }

  function declared(expr: Extract<IrExpr, { kind: 'fact' | 'field' }>): Fact | undefined {
    return expr.kind === 'fact' ? index.facts.get(expr.name) : index.field(expr.collection, expr.field)
  }

  function truth(expr: IrExpr): Truth {
    switch (expr.kind) {
      case 'bool':
        return expr.value ? 'true' : 'false'
      case 'fact':
      case 'field': {
        const value = given(expr)
        if (!value) return derivedTruth(expr)
        return value.kind === 'bool' ? truthOf(value.value) : 'false'
      }
      case 'definition':
        return definedTruth(expr.name)
      case 'choice':
        return truth(bound(expr.reading, expr.name))
      case 'standard': {
        const filled = index.standards.get(expr.name)?.filledBy
        return filled ? truth(filled.expr) : 'unknown'
      }
      case 'compare':
        return comparison(expr)
      case 'contains': {
        const values = set(expr.set)
        if (values === null) return 'unknown'
        if (values === undefined) return 'false'
        const value = word(expr.value)
        return value === null ? 'unknown' : truthOf(value !== undefined && values.has(value))
      }
      case 'oneOf': {
        let result: Truth = 'false'
        for (const each of expr.values) result = or(result, equality(expr.left, each))
        return result
      }
      case 'and': {
        let result: Truth = 'true'
        for (const each of expr.operands) {
          result = and(result, truth(each))
          if (result === 'false') return result
        }
        return result
      }
      case 'or': {
        let result: Truth = 'false'
        for (const each of expr.operands) {
          result = or(result, truth(each))
          if (result === 'true') return result
        }
        return result
      }
      case 'not':
        return not(truth(expr.operand))
      case 'aggregate':
        return exists(expr)
      default:
        throw new TypeError(`not a condition: ${expr.kind}`)
    }
  }

  function derivedTruth(expr: Extract<IrExpr, { kind: 'fact' | 'field' }>): Truth {
    const fact = declared(expr)
    const formula = fact?.derivation ?? fact?.preset
    return formula ? truth(formula) : 'unknown'
  }

  function definedTruth(name: string): Truth {
    const cached = truths.get(name)
    if (cached) return cached
    const body = index.definitions.get(name)?.body
    let result: Truth = 'unknown'
    if (body?.kind === 'expr') result = truth(body.expr)
    else if (body) {
      const found = new Set(possibleRows(body.rows).map((row) => truth(row.value)))
      result = found.size === 1 ? ([...found][0] ?? 'unknown') : found.size === 0 ? 'false' : 'unknown'
    }
    truths.set(name, result)
    return result
  }

  function comparison(expr: Extract<IrExpr, { kind: 'compare' }>): Truth {
    const kind = typeOf(expr.left).kind
    if (kind === 'number' || kind === 'date' || kind === 'year') {
      return interval.compare(expr.op, number(expr.left), number(expr.right))
    }
    const same = equality(expr.left, expr.right)
    return expr.op === 'eq' ? same : notWord(same, expr.left)
  }

  /** 不为 on something that does not apply is false, like every comparison with it. */
  function notWord(same: Truth, left: IrExpr): Truth {
    if (typeOf(left).kind !== 'bool' && word(left) === undefined) return 'false'
    return not(same)
  }

  function equality(left: IrExpr, right: IrExpr): Truth {
    const kind = typeOf(left).kind
    if (kind === 'bool') {
      const a = truth(left)
      const b = truth(right)
      return a === 'unknown' || b === 'unknown' ? 'unknown' : truthOf(a === b)
    }
    if (kind === 'number' || kind === 'date' || kind === 'year')
      return interval.compare('eq', number(left), number(right))
    const a = word(left)
    const b = word(right)
    if (a === undefined || b === undefined) return 'false'
    return a === null || b === null ? 'unknown' : truthOf(a === b)
  }

  function word(expr: IrExpr): Word {
    switch (expr.kind) {
      case 'text':
      case 'enum':
        return expr.value
      case 'fact':
      case 'field': {
        const value = given(expr)
        if (!value) {
          const fact = declared(expr)
          const formula = fact?.derivation ?? fact?.preset
          return formula ? word(formula) : null
        }
        return value.kind === 'word' ? value.value : undefined
      }
      case 'definition': {
        const body = index.definitions.get(expr.name)?.body
        if (!body) return null
        if (body.kind === 'expr') return word(body.expr)
        const found = new Set(possibleRows(body.rows).map((row) => word(row.value)))
        return found.size === 1 ? [...found][0] : found.size === 0 ? undefined : null
      }
      case 'choice':
        return word(bound(expr.reading, expr.name))
      case 'standard': {
        const filled = index.standards.get(expr.name)?.filledBy
        return filled ? word(filled.expr) : null
      }
      default:
        return null
    }
  }

  function set(expr: IrExpr): ReadonlySet<string> | null | undefined {
    switch (expr.kind) {
      case 'fact':
      case 'field': {
        const value = given(expr)
        if (!value) return null
        return value.kind === 'set' ? value.values : undefined
      }
      case 'choice':
        return set(bound(expr.reading, expr.name))
      case 'definition': {
        const body = index.definitions.get(expr.name)?.body
        return body?.kind === 'expr' ? set(body.expr) : null
      }
      default:
        return null
    }
  }

  function number(expr: IrExpr): Interval {
    switch (expr.kind) {
      case 'number':
        return constant(expr)
      case 'date':
        return interval.point(integer(expr.day))
      case 'year':
        return interval.point(integer(expr.year))
      case 'clock':
        return interval.point(integer(expr.what === 'date' ? clock.day : clock.year))
      case 'fact':
      case 'field':
        return factNumber(expr)
      case 'definition': {
        const cached = numbers.get(expr.name)
        if (cached) return cached
        const definition = index.definitions.get(expr.name)
        const value = definition ? bodyNumber(definition.body) : ANYTHING
        numbers.set(expr.name, value)
        return value
      }
      case 'choice':
        return number(bound(expr.reading, expr.name))
      case 'standard': {
        const filled = index.standards.get(expr.name)?.filledBy
        return filled ? number(filled.expr) : ANYTHING
      }
      case 'itemAmount':
        return oracle.itemAmount(expr.item, machine)
      case 'negate':
        return interval.negate(number(expr.operand))
      case 'arithmetic':
        return arithmetic(expr)
      case 'call':
        return builtin(expr.function)?.run(expr.args.map(argument), clock) ?? ANYTHING
      case 'aggregate':
        return aggregate(expr)
      default:
        throw new TypeError(`not a number: ${expr.kind}`)
    }
  }

  function factNumber(expr: Extract<IrExpr, { kind: 'fact' | 'field' }>): Interval {
    const value = given(expr)
    const fact = declared(expr)
    if (value?.kind === 'number') {
      return fact?.derivation ? reconciled(fact, fact.derivation, value.value) : interval.point(value.value)
    }
    if (value) return NOT_APPLICABLE
    const formula = fact?.derivation ?? fact?.preset
    if (formula) return number(formula)
    return fact ? rangeOf(fact) : ANYTHING
  }

  /**
   * A derived fact that is also given: the figures it derives from are the more exact word. When the two differ by more
   * than rounding, the input contradicts itself and no outcome may rest on it.
   */
  function reconciled(fact: Fact, derivation: IrExpr, value: Rational): Interval {
    const derived = interval.known(number(derivation))
    if (!derived) return interval.point(value)
    const difference = subtractExact(derived, value)
    const size = difference.n < 0n ? { n: -difference.n, d: difference.d } : difference
    if (compareExact(size, ROUNDING) > 0) {
      contradictions.add(`填写的${fact.name}与按${exprText(derivation)}推算的不一致`)
    }
    return interval.point(derived)
  }

  function arithmetic(expr: Extract<IrExpr, { kind: 'arithmetic' }>): Interval {
    const left = number(expr.left)
    const right = number(expr.right)
    switch (expr.op) {
      case 'add':
        return interval.add(left, right)
      case 'subtract':
        return interval.subtract(left, right)
      case 'multiply':
        return interval.multiply(left, right)
      case 'divide':
        return interval.divide(left, right)
      default:
        return unreachable(expr.op)
    }
  }

  function argument(expr: IrExpr): Argument {
    if (typeOf(expr).kind !== 'yearly') return number(expr)
    if (expr.kind === 'choice') return argument(bound(expr.reading, expr.name))
    if (expr.kind === 'definition') {
      const body = index.definitions.get(expr.name)?.body
      return body?.kind === 'expr' ? argument(body.expr) : ANYTHING
    }
    if (expr.kind !== 'fact') return ANYTHING
    const value = subject.facts.get(expr.name)
    const fact = index.facts.get(expr.name)
    const unknown = fact ? rangeOf(fact) : ANYTHING
    return {
      kind: 'series',
      at: (year) => {
        if (value?.kind === 'notApplicable') return NOT_APPLICABLE
        const known = value?.kind === 'yearly' ? value.values.get(year) : undefined
        return known ? interval.point(known) : unknown
      },
    }
  }

  function bodyNumber(body: Body): Interval {
    if (body.kind === 'expr') return number(body.expr)
    if (body.policy === 'unique')
      return (
        possibleRows(body.rows)
          .map((row) => number(row.value))
          .reduce<Interval | undefined>((sum, each) => (sum ? interval.hull(sum, each) : each), undefined) ??
        NOT_APPLICABLE
      )
    const values: Uncertain[] = []
    for (const row of body.rows.filter((each) => !each.general)) {
      const applies = row.when ? truth(row.when) : 'true'
      if (applies === 'false') continue
      const value = number(row.value)
      // A row whose value does not apply grants nothing and takes nothing from the others.
      if (value.absent === 'yes') continue
      values.push({ value: { ...value, absent: 'no' }, sure: applies === 'true' && value.absent === 'no' })
    }
    const general = body.rows.find((each) => each.general)
    const sum = body.policy === 'sum'
    const fallback = general ? number(general.value) : sum ? interval.NOTHING : NOT_APPLICABLE
    if (values.length === 0) return fallback
    const result = sum ? sumOf(values) : extremeOf(values, 'highest')
    if (values.some((each) => each.sure)) return result
    return general || sum ? interval.hull(fallback, result) : result
  }

  /**
   * The rows of a 唯一 table whose value is still possible: exceptions that apply override what they stand under.
   * One row when it is certain; several certain ones with different values are a conflict.
   */
  function possibleRows(rows: readonly Row[]): Row[] {
    const general = rows.find((each) => each.general)
    const top = rows.filter(
      (each) => !each.general && (each.under === undefined || each.under === general?.label),
    )
    return overriding(rows, top, general)
  }

  function overriding(rows: readonly Row[], exceptions: readonly Row[], fallback: Row | undefined): Row[] {
    const certain: (readonly Row[])[] = []
    const possible: Row[] = []
    for (const row of exceptions) {
      const applies = row.when ? truth(row.when) : 'true'
      if (applies === 'false') continue
      const inner =
        row.label === undefined ? [] : rows.filter((each) => each !== row && each.under === row.label)
      const found = inner.length > 0 ? overriding(rows, inner, row) : [row]
      if (applies === 'true') certain.push(found)
      else possible.push(...found)
    }
    // Only provisions that are settled in themselves can contradict each other.
    const settled = certain.flatMap((each) => (each.length === 1 ? each : []))
    if (settled.length > 1 && differ(settled)) {
      const labels = settled.map((row) => row.label ?? '未标名的一款').join('、')
      conflicts.add(`「${labels}」同时适用而结果不同，文本未定何者优先`)
    }
    if (certain.length > 0) return [...certain.flat(), ...possible]
    return fallback ? [fallback, ...possible] : possible
  }

  function differ(rows: readonly Row[]): boolean {
    const [first, ...rest] = rows
    if (!first) return false
    return rest.some((row) => equality(first.value, row.value) === 'false')
  }

  function elements(collection: string): readonly Element[] | undefined {
    return subject.collections.get(collection)
  }

  function within<T>(name: string, variable: Variable, f: () => T): T {
    const before = variables.get(name)
    variables.set(name, variable)
    try {
      return f()
    } finally {
      if (before) variables.set(name, before)
      else variables.delete(name)
    }
  }

  function exists(expr: Extract<IrExpr, { kind: 'aggregate' }>): Truth {
    const all = elements(expr.collection)
    if (!all) return 'unknown'
    let result: Truth = 'false'
    for (const [i, element] of all.entries()) {
      result = or(result, matches(expr, { element, index: i }))
      if (result === 'true') break
    }
    return result
  }

  function matches(expr: Extract<IrExpr, { kind: 'aggregate' }>, variable: Variable): Truth {
    const { where } = expr
    return where ? within(expr.variable, variable, () => truth(where)) : 'true'
  }

  function aggregate(expr: Extract<IrExpr, { kind: 'aggregate' }>): Interval {
    const all = elements(expr.collection)
    if (!all) return aggregateOfUnknown(expr)
    const values: Uncertain[] = []
    for (const [i, element] of all.entries()) {
      const variable = { element, index: i }
      const included = matches(expr, variable)
      if (included === 'false') continue
      const { take } = expr
      const value = take ? within(expr.variable, variable, () => number(take)) : ONE_POINT
      if (value.absent === 'yes') continue
      values.push({ value: { ...value, absent: 'no' }, sure: included === 'true' && value.absent === 'no' })
    }
    if (expr.op === 'count' || expr.op === 'sum') return sumOf(values)
    if (values.length === 0) return NOT_APPLICABLE
    const result = extremeOf(values, expr.op === 'earliest' || expr.op === 'lowest' ? 'lowest' : 'highest')
    return values.some((each) => each.sure) ? result : { ...result, absent: 'maybe' }
  }

  function aggregateOfUnknown(expr: Extract<IrExpr, { kind: 'aggregate' }>): Interval {
    if (expr.op === 'count') return interval.between(ZERO, undefined)
    const { take } = expr
    const one = take ? within(expr.variable, { element: undefined, index: -1 }, () => number(take)) : ANYTHING
    if (expr.op !== 'sum') return { ...one, absent: 'maybe' }
    const positive = one.low && compareExact(one.low, ZERO) >= 0
    const negative = one.high && compareExact(one.high, ZERO) <= 0
    return interval.between(positive ? ZERO : undefined, negative ? ZERO : undefined)
  }

  function alternative(reading: string): number {
    const found = index.readings.get(reading)
    if (found?.status.kind === 'decided') {
      decided.add(reading)
      const { alternative: key } = found.status
      return found.alternatives.findIndex((each) => each.key === key)
    }
    return oracle.choose(reading)
  }

  function bound(reading: string, name: string): IrExpr {
    const chosen = index.readings.get(reading)?.alternatives[alternative(reading)]
    const binding = chosen?.bindings.find((each) => each.name === name)
    if (!binding) throw new TypeError(`reading ${reading} does not bind ${name}`)
    return binding.expr
  }

  const machine: Machine = {
    ...{
      subject,
      clock,
      index,
      truth,
      number,
      word,
      set,
      elements,
      within,
      alternative,
      bound,
      conflicts,
      contradictions,
      decided,
    },
    body: bodyNumber,
    variable: (name) => variables.get(name),
  }
  return machine
}
