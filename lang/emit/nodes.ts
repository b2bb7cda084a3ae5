// The columnar program: a graph of booleans and whole numbers over the columns of a population, which every engine
// prints in its own words. Equal expressions are one node, constants are folded, and every number knows its range.
// Nothing in it is ever null: whether something is known is a boolean of its own.

/** Where a value of the population lies, seen from one subject or one element of a collection. */
export type Input =
  /** Number, date (day number), year or bool of a fact; of a yearly fact in one year. */
  | { readonly kind: 'value'; readonly source: Source }
  | { readonly kind: 'known'; readonly source: Source }
  | { readonly kind: 'notApplicable'; readonly source: Source }
  /** Whether a word is this one; false while it is unknown. */
  | { readonly kind: 'is'; readonly source: Source; readonly word: string }
  | { readonly kind: 'same'; readonly left: Source; readonly right: Source }
  /** Whether a set holds this member; false while it is unknown. */
  | { readonly kind: 'has'; readonly source: Source; readonly word: string }
  | { readonly kind: 'collectionKnown'; readonly collection: string }
  /** The place of the element in its collection, from 0. */
  | { readonly kind: 'position'; readonly scope: Scope }

export type Source =
  | { readonly of: 'subject'; readonly fact: string; readonly type: SourceType }
  | { readonly of: 'year'; readonly fact: string; readonly year: number; readonly type: SourceType }
  | { readonly of: 'element'; readonly scope: Scope; readonly field: string; readonly type: SourceType }

export type SourceType = 'number' | 'bool' | 'word' | 'set'

/** A loop over the elements of a collection; loops inside loops have different depths. */
export type Scope = { readonly id: number; readonly collection: string; readonly depth: number }

export type ReduceOp = 'any' | 'sum' | 'min' | 'max' | 'first'

type Shape =
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'input'; readonly input: Input }
  | { readonly kind: 'not'; readonly operand: Node }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Node[] }
  | { readonly kind: 'if'; readonly when: Node; readonly yes: Node; readonly no: Node }
  | { readonly kind: 'add' | 'multiply' | 'floorDivide'; readonly left: Node; readonly right: Node }
  | { readonly kind: 'negate' | 'abs'; readonly operand: Node }
  | { readonly kind: 'less' | 'equal'; readonly left: Node; readonly right: Node }
  /** Of a day number: its year, the count of months since year 0, its day of the month. */
  | { readonly kind: 'calendar'; readonly part: 'year' | 'months' | 'day'; readonly operand: Node }
  /** Over the elements where `where` holds; `min`, `max` and `first` of none are 0. */
  | {
      readonly kind: 'reduce'
      readonly op: ReduceOp
      readonly scope: Scope
      readonly where: Node
      readonly body: Node
    }

export type Range = { readonly low: bigint; readonly high: bigint }

/** Operands are always made before what uses them, so ascending ids are an order of computation. */
export type Node = Shape & {
  readonly id: number
  /** Of a whole number; a boolean has none. */
  readonly range?: Range
  /** Bit i is set when the value differs between the elements of scope i. */
  readonly scopes: number
}

/** The largest size that a stored number of a column may have. */
export type Limits = (input: Source) => Range

const LARGE = 10n ** 60n

export type Graph = ReturnType<typeof createGraph>

/** A graph whose equal expressions are one node. `limits` says what the columns can hold. */
export function createGraph(limits: Limits) {
  const nodes: Node[] = []
  const byKey = new Map<string, Node>()
  const scopesByKey = new Map<string, Scope>()

  function make(key: string, shape: Shape, scopes: number, range?: Range): Node {
    const before = byKey.get(key)
    if (before) return before
    const node = { ...shape, id: nodes.length, scopes, ...(range ? { range } : {}) } as Node
    nodes.push(node)
    byKey.set(key, node)
    return node
  }

  const yes = make('true', { kind: 'bool', value: true }, 0)
  const no = make('false', { kind: 'bool', value: false }, 0)

  function bool(value: boolean): Node {
    return value ? yes : no
  }

  function int(value: bigint | number): Node {
    const whole = BigInt(value)
    return make(`i${whole}`, { kind: 'int', value: whole }, 0, { low: whole, high: whole })
  }

  function scope(collection: string, depth: number): Scope {
    const key = `${collection}#${depth}`
    const before = scopesByKey.get(key)
    if (before) return before
    const made = { id: scopesByKey.size, collection, depth }
    scopesByKey.set(key, made)
    return made
  }

  function input(of: Input): Node {
    const scopes = inputScopes(of)
    const range = inputRange(of, limits)
    return make(`in${inputKey(of)}`, { kind: 'input', input: of }, scopes, range)
  }

  function not(operand: Node): Node {
    if (operand.kind === 'bool') return bool(!operand.value)
    if (operand.kind === 'not') return operand.operand
    return make(`!${operand.id}`, { kind: 'not', operand }, operand.scopes)
  }

  const gathered = new Map<string, Node>()

  function gather(kind: 'and' | 'or', operands: readonly Node[]): Node {
    let key: string = kind
    for (const each of operands) key += `,${each.id}`
    const before = gathered.get(key)
    if (before) return before
    const result = simplified(kind, operands)
    gathered.set(key, result)
    return result
  }

  function simplified(kind: 'and' | 'or', operands: readonly Node[]): Node {
    const neutral = kind === 'and' ? yes : no
    const final = kind === 'and' ? no : yes
    const all = new Map<number, Node>()
    for (const each of operands) {
      const parts = each.kind === kind ? each.operands : [each]
      for (const part of parts) all.set(part.id, part)
    }
    all.delete(neutral.id)
    if (all.has(final.id)) return final
    for (const each of all.values()) {
      if (each.kind === 'not' && all.has(each.operand.id)) return final
      // a ∧ (a ∨ b) is a, and a ∨ (a ∧ b) is a.
      if (each.kind === (kind === 'and' ? 'or' : 'and') && each.operands.some((inner) => all.has(inner.id)))
        all.delete(each.id)
    }
    if (withoutImplied(kind, all) === 'final') return final
    // ¬a ∧ ¬(a ∨ b) is ¬(a ∨ b), and a ∧ ¬(a ∨ b) never holds; likewise the other way round.
    for (const each of [...all.values()]) {
      if (each.kind !== 'not' || each.operand.kind !== (kind === 'and' ? 'or' : 'and')) continue
      for (const inner of each.operand.operands) {
        if (all.has(inner.id)) return final
        all.delete(not(inner).id)
      }
    }
    if (all.has(final.id)) return final
    // a ∧ ¬(a ∧ b) is a ∧ ¬b, and a ∧ ¬(¬a ∧ b) is a; likewise for ∨.
    for (const each of [...all.values()]) {
      if (each.kind !== 'not' || each.operand.kind !== kind) continue
      const inner = each.operand.operands
      if (inner.some((one) => all.has(not(one).id))) {
        all.delete(each.id)
        return gather(kind, [...all.values()])
      }
      const left = inner.filter((one) => !all.has(one.id))
      if (left.length === inner.length) continue
      all.delete(each.id)
      return gather(kind, [...all.values(), not(gather(kind, left))])
    }
    // a ∧ (¬a ∨ b) is a ∧ b; likewise the other way round.
    for (const each of [...all.values()]) {
      if (each.kind !== (kind === 'and' ? 'or' : 'and')) continue
      const left = each.operands.filter((inner) => !all.has(not(inner).id))
      if (left.length === each.operands.length) continue
      all.delete(each.id)
      return gather(kind, [...all.values(), gather(each.kind, left)])
    }
    const kept = [...all.values()].sort((a, b) => a.id - b.id)
    const [first] = kept
    if (!first) return neutral
    if (kept.length === 1) return first
    const scopes = kept.reduce((mask, each) => mask | each.scopes, 0)
    return make(`${kind}${kept.map((each) => each.id)}`, { kind, operands: kept }, scopes)
  }

  /**
   * A number other than zero is known, since columns hold 0 where nothing is known; so is a word that is this one. So of
   * p → k, in p ∧ k only p need be said, ¬p ∧ ¬k is ¬k, p ∧ ¬k is never; likewise the other way round.
   */
  function withoutImplied(kind: 'and' | 'or', all: Map<number, Node>): 'final' | undefined {
    for (const each of [...all.values()]) {
      const sure = each.kind === 'not' ? each.operand : each
      const known = knownBy(sure)
      if (!known) continue
      const [p, notP] = [all.get(sure.id), each.kind === 'not']
      const [k, notK] = [all.has(known.id), all.has(not(known).id)]
      if (kind === 'and' ? p && notK : notP && k) return 'final'
      if (kind === 'and' ? p && k : notP && notK) all.delete(kind === 'and' ? known.id : not(known).id)
      if (kind === 'and' ? notP && notK : p && k) all.delete(each.id)
    }
    return undefined
  }

  /** That something is known, where the node can hold only of such. */
  function knownBy(node: Node): Node | undefined {
    const source = node.kind === 'input' ? toldBy(node.input) : aboveZero(node)
    return source && byKey.get(`in${inputKey({ kind: 'known', source })}`)
  }

  function and(...operands: readonly Node[]): Node {
    return gather('and', operands)
  }

  function or(...operands: readonly Node[]): Node {
    return gather('or', operands)
  }

  /** One of two: of whole numbers, or of booleans. */
  function choose(when: Node, a: Node, b: Node): Node {
    if (when.kind === 'bool') return when.value ? a : b
    if (a === b) return a
    if (when.kind === 'not') return choose(when.operand, b, a)
    if (!a.range || !b.range) return or(and(when, a), and(not(when), b))
    if (a.kind === 'if' && a.when === when) return choose(when, a.yes, b)
    if (b.kind === 'if' && b.when === when) return choose(when, a, b.no)
    const range = { low: least(a.range.low, b.range.low), high: most(a.range.high, b.range.high) }
    const scopes = when.scopes | a.scopes | b.scopes
    return make(`if${when.id},${a.id},${b.id}`, { kind: 'if', when, yes: a, no: b }, scopes, range)
  }

  function add(a: Node, b: Node): Node {
    const [left, right] = a.id <= b.id ? [a, b] : [b, a]
    if (left.kind === 'int' && right.kind === 'int') return int(left.value + right.value)
    if (left.kind === 'int' && left.value === 0n) return right
    if (right.kind === 'int' && right.value === 0n) return left
    if (
      (left.kind === 'negate' && left.operand === right) ||
      (right.kind === 'negate' && right.operand === left)
    )
      return int(0)
    const [x, y] = [rangeOf(left), rangeOf(right)]
    const range = clipped({ low: x.low + y.low, high: x.high + y.high })
    return make(`+${left.id},${right.id}`, { kind: 'add', left, right }, left.scopes | right.scopes, range)
  }

  function negate(operand: Node): Node {
    if (operand.kind === 'int') return int(-operand.value)
    if (operand.kind === 'negate') return operand.operand
    const { low, high } = rangeOf(operand)
    return make(`-${operand.id}`, { kind: 'negate', operand }, operand.scopes, { low: -high, high: -low })
  }

  function abs(operand: Node): Node {
    const { low, high } = rangeOf(operand)
    if (low >= 0n) return operand
    if (operand.kind === 'int') return int(-operand.value)
    const range = { low: 0n, high: most(-low, high) }
    return make(`abs${operand.id}`, { kind: 'abs', operand }, operand.scopes, range)
  }

  function multiply(a: Node, b: Node): Node {
    const [left, right] = a.id <= b.id ? [a, b] : [b, a]
    if (left.kind === 'int' && right.kind === 'int') return int(left.value * right.value)
    for (const [one, other] of [
      [left, right],
      [right, left],
    ] as const) {
      if (one.kind !== 'int') continue
      if (one.value === 0n || one.value === 1n) return one.value === 0n ? int(0) : other
      // 3 × (4 × x) is 12 × x.
      if (other.kind === 'multiply' && other.left.kind === 'int')
        return multiply(int(one.value * other.left.value), other.right)
    }
    const [x, y] = [rangeOf(left), rangeOf(right)]
    const ends = [x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high]
    const range = clipped({ low: ends.reduce(least), high: ends.reduce(most) })
    const scopes = left.scopes | right.scopes
    const [p, q] = right.kind === 'int' ? [right, left] : [left, right]
    return make(`*${p.id},${q.id}`, { kind: 'multiply', left: p, right: q }, scopes, range)
  }

  /** The whole part of left/right; `right` must be above zero wherever the result is used. */
  function floorDivide(left: Node, right: Node): Node {
    if (right.kind === 'int' && right.value === 1n) return left
    if (left.kind === 'int' && right.kind === 'int') return int(floorOf(left.value, right.value))
    const { low, high } = rangeOf(left)
    // Divided by at least one it cannot grow.
    const range = { low: least(low, 0n), high: most(high, 0n) }
    return make(
      `//${left.id},${right.id}`,
      { kind: 'floorDivide', left, right },
      left.scopes | right.scopes,
      range,
    )
  }

  function less(left: Node, right: Node): Node {
    if (left === right) return no
    const [x, y] = [rangeOf(left), rangeOf(right)]
    if (x.high < y.low) return yes
    if (x.low >= y.high) return no
    // A choice of constants compared with a constant is the condition itself.
    if (left.kind === 'int' && isChoiceOfConstants(right))
      return choose(right.when, less(left, right.yes), less(left, right.no))
    if (right.kind === 'int' && isChoiceOfConstants(left))
      return choose(left.when, less(left.yes, right), less(left.no, right))
    return make(`<${left.id},${right.id}`, { kind: 'less', left, right }, left.scopes | right.scopes)
  }

  function equal(a: Node, b: Node): Node {
    const [left, right] = a.id <= b.id ? [a, b] : [b, a]
    if (left === right) return yes
    const [x, y] = [rangeOf(left), rangeOf(right)]
    if (x.high < y.low || y.high < x.low) return no
    // A choice of constants compared with a constant is the condition itself.
    for (const [one, other] of [
      [left, right],
      [right, left],
    ] as const) {
      if (one.kind !== 'if' || (other.kind !== 'int' && one.yes !== other && one.no !== other)) continue
      return choose(one.when, equal(one.yes, other), equal(one.no, other))
    }
    // At the end of a range equal is not beyond.
    for (const [one, other] of [
      [left, right],
      [right, left],
    ] as const) {
      if (one.kind !== 'int') continue
      const range = rangeOf(other)
      if (range.low === one.value) return not(less(one, other))
      if (range.high === one.value) return not(less(other, one))
    }
    return make(`=${left.id},${right.id}`, { kind: 'equal', left, right }, left.scopes | right.scopes)
  }

  function calendar(part: 'year' | 'months' | 'day', operand: Node): Node {
    if (operand.kind === 'int') return int(calendarOf(part, Number(operand.value)))
    const range =
      part === 'year'
        ? { low: -10_000n, high: 20_000n }
        : part === 'day'
          ? { low: 1n, high: 31n }
          : { low: -120_000n, high: 240_000n }
    return make(`${part}${operand.id}`, { kind: 'calendar', part, operand }, operand.scopes, range)
  }

  function reduce(op: ReduceOp, over: Scope, where: Node, body: Node): Node {
    const mask = 1 << over.id
    if (where === no) return body.range ? int(0) : no
    if (op === 'any') return reduceAny(over, and(where, body))
    if (op === 'sum' && body.kind === 'int' && body.value === 0n) return int(0)
    // What is added only here and there is added there alone.
    if (op === 'sum' && body.kind === 'if' && isZero(body.no))
      return reduce(op, over, and(where, body.when), body.yes)
    if (op === 'sum' && body.kind === 'if' && isZero(body.yes))
      return reduce(op, over, and(where, not(body.when)), body.no)
    const scopes = (where.scopes | body.scopes) & ~mask
    const of = rangeOf(body)
    // A subject has far fewer elements than this in any collection.
    const range =
      op === 'sum'
        ? clipped({ low: least(of.low, 0n) * 100_000n, high: most(of.high, 0n) * 100_000n })
        : { low: least(of.low, 0n), high: most(of.high, 0n) }
    return make(
      `${op}${over.id}:${where.id},${body.id}`,
      { kind: 'reduce', op, scope: over, where, body },
      scopes,
      range,
    )
  }

  function reduceAny(over: Scope, body: Node): Node {
    if (body === no) return no
    const scopes = body.scopes & ~(1 << over.id)
    // What does not look at the element asks only whether there is one.
    return make(
      `any${over.id}:${body.id}`,
      { kind: 'reduce', op: 'any', scope: over, where: body, body },
      scopes,
    )
  }

  return {
    ...{ yes, no, bool, int, input, scope, not, and, or, choose, add, negate, abs, multiply, floorDivide },
    ...{ less, equal, calendar, reduce },
    nodes: nodes as readonly Node[],
  }
}

export function rangeOf(node: Node): Range {
  if (!node.range) throw new TypeError(`not a number: ${node.kind}`)
  return node.range
}

function isZero(node: Node): boolean {
  return node.kind === 'int' && node.value === 0n
}

function isChoiceOfConstants(node: Node): node is Extract<Node, { kind: 'if' }> {
  return node.kind === 'if' && node.yes.kind === 'int' && node.no.kind === 'int'
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

function most(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

/** Ranges need no more than this: nothing that large fits any engine's numbers. */
function clipped({ low, high }: Range): Range {
  return { low: most(low, -LARGE), high: least(high, LARGE) }
}

function floorOf(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient
}

/** The year, the months since year 0, or the day of the month of a day number. */
function calendarOf(part: 'year' | 'months' | 'day', day: number): number {
  const date = new Date(day * 86_400_000)
  if (part === 'year') return date.getUTCFullYear()
  return part === 'day' ? date.getUTCDate() : date.getUTCFullYear() * 12 + date.getUTCMonth()
}

/** The word or set of which an input says something that holds only where it is known. */
function toldBy(input: Input): Source | undefined {
  return input.kind === 'is' || input.kind === 'has' ? input.source : undefined
}

/** The number that a comparison can hold of only above zero. */
function aboveZero(node: Node): Source | undefined {
  if (node.kind !== 'less') return undefined
  const { left, right } = node
  if (left.kind !== 'int' || left.value < 0n) return undefined
  return right.kind === 'input' && right.input.kind === 'value' ? right.input.source : undefined
}

function inputScopes(input: Input): number {
  if (input.kind === 'position') return 1 << input.scope.id
  if (input.kind === 'same') return sourceScopes(input.left) | sourceScopes(input.right)
  return input.kind === 'collectionKnown' ? 0 : sourceScopes(input.source)
}

function sourceScopes(source: Source): number {
  return source.of === 'element' ? 1 << source.scope.id : 0
}

function inputRange(input: Input, limits: Limits): Range | undefined {
  if (input.kind === 'position') return { low: 0n, high: 100_000n }
  return input.kind === 'value' && input.source.type === 'number' ? limits(input.source) : undefined
}

function inputKey(input: Input): string {
  switch (input.kind) {
    case 'collectionKnown':
      return `known ${input.collection}`
    case 'position':
      return `position ${input.scope.id}`
    case 'same':
      return `same ${sourceKey(input.left)} ${sourceKey(input.right)}`
    case 'is':
    case 'has':
      return `${input.kind} ${sourceKey(input.source)} ${input.word}`
    default:
      return `${input.kind} ${sourceKey(input.source)}`
  }
}

function sourceKey(source: Source): string {
  if (source.of === 'subject') return source.fact
  return source.of === 'year' ? `${source.fact}@${source.year}` : `${source.scope.id}.${source.field}`
}

/** The nodes directly below one. */
export function operandsOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'bool':
    case 'int':
    case 'input':
      return []
    case 'not':
    case 'negate':
    case 'abs':
    case 'calendar':
      return [node.operand]
    case 'and':
    case 'or':
      return node.operands
    case 'if':
      return [node.when, node.yes, node.no]
    case 'reduce':
      return node.op === 'any' ? [node.body] : [node.where, node.body]
    default:
      return [node.left, node.right]
  }
}
