// Tokens → expression, by Pratt's method. An error leaves a `missing` node and parsing goes on.
import type { Report, Span } from '../diagnostics/diagnostic.ts'
import type { AggregateOp, ArithmeticOp, CompareOp } from '../values/operators.ts'
import type { Token } from './lexer.ts'
import type { Expr } from './tree.ts'

export const COMPARISONS: ReadonlyMap<string, CompareOp> = new Map([
  ...(['超过', '突破', '高于', '大于', '晚于'] as const).map((word) => [word, 'gt'] as const),
  ...(['达到', '不低于', '不少于', '不早于'] as const).map((word) => [word, 'ge'] as const),
  ...(['不超过', '不高于', '不晚于'] as const).map((word) => [word, 'le'] as const),
  ...(['低于', '不足', '少于', '早于'] as const).map((word) => [word, 'lt'] as const),
  ['为', 'eq'] as const,
  ['不为', 'ne'] as const,
])

export const AGGREGATES: ReadonlyMap<string, AggregateOp> = new Map([
  ['存在', 'exists'],
  ['计数', 'count'],
  ['合计', 'sum'],
  ['最早', 'earliest'],
  ['最晚', 'latest'],
  ['最高', 'highest'],
  ['最低', 'lowest'],
])

export const POWER = { or: 10, and: 20, not: 25, compare: 30, add: 40, multiply: 50, negate: 60 } as const
const MAX_DEPTH = 200

export type ExpressionParser = {
  peek(): Token
  next(): Token
  /** Takes the token when it is this word or sign. */
  take(text: string): boolean
  /** Takes the word or sign, or reports that it is missing. */
  expect(text: string): void
  expression(minPower?: number): Expr
  /** Reports what is left over, if anything. */
  finish(): void
  /** Skips the rest without a word: what is wrong is already reported. */
  abandon(): void
}

export function expressionParser(tokens: readonly Token[], report: Report): ExpressionParser {
  let position = 0
  let depth = 0
  let abandoned = false
  const last = tokens[tokens.length - 1] as Token
  const peek = (): Token => tokens[position] ?? last
  const next = (): Token => {
    const token = peek()
    if (position < tokens.length - 1) position++
    return token
  }
  const is = (token: Token, text: string): boolean =>
    (token.kind === 'word' || token.kind === 'sign') && token.text === text
  const take = (text: string): boolean => {
    if (!is(peek(), text)) return false
    next()
    return true
  }
  const abandon = (): void => {
    abandoned = true
    position = tokens.length - 1
  }
  /** One mistake, one error: nothing is said about what a token that could not be read leaves unfinished. */
  const excused = (): boolean =>
    abandoned ||
    peek().kind === 'broken' ||
    (peek().kind === 'end' && tokens[tokens.length - 2]?.kind === 'broken')
  const expect = (text: string): void => {
    if (!take(text) && !excused()) report('E0111', peek().at, { expected: text, found: foundText(peek()) })
  }

  function expression(minPower = 0): Expr {
    if (depth >= MAX_DEPTH) {
      report('E0112', peek().at)
      abandon()
      return { kind: 'missing', at: peek().at }
    }
    depth++
    let left = prefix()
    let compared = false
    for (;;) {
      const power = infixPower(peek())
      if (power === undefined || power <= minPower) break
      // Brackets make (a 超过 b) 为 是 a comparison of its own; only a bare chain is refused.
      const chained = power === POWER.compare && compared
      if (chained) report('E0113', peek().at)
      compared = power === POWER.compare
      left = infix(left, power)
      if (chained) left = { kind: 'missing', at: left.at }
    }
    depth--
    return left
  }

  function infixPower(token: Token): number | undefined {
    if (token.kind === 'word') {
      if (token.text === '或') return POWER.or
      if (token.text === '且') return POWER.and
      if (COMPARISONS.has(token.text) || token.text === '含' || token.text === '属于') return POWER.compare
    }
    if (token.kind === 'sign') {
      if (token.text === '+' || token.text === '-') return POWER.add
      if (token.text === '*' || token.text === '/') return POWER.multiply
    }
    return undefined
  }

  function infix(left: Expr, power: number): Expr {
    const operator = next()
    if (power === POWER.compare) return comparison(left, operator)
    const right = expression(power)
    const at = join(left.at, right.at)
    if (power === POWER.or || power === POWER.and)
      return { kind: power === POWER.or ? 'or' : 'and', left, right, at }
    return { kind: 'arithmetic', op: ARITHMETIC[operator.text] as ArithmeticOp, left, right, at }
  }

  function comparison(left: Expr, operator: Token): Expr {
    if (operator.text === '属于') return oneOf(left)
    const right = expression(POWER.compare)
    const at = join(left.at, right.at)
    if (operator.text === '含') return { kind: 'contains', set: left, value: right, at }
    return {
      kind: 'compare',
      op: COMPARISONS.get(operator.text) as CompareOp,
      word: operator.text,
      left,
      right,
      at,
    }
  }

  function oneOf(left: Expr): Expr {
    expect('(')
    const values = [expression()]
    while (take(',')) values.push(expression())
    const end = peek().at
    expect(')')
    return { kind: 'oneOf', left, values, at: join(left.at, end) }
  }

  function prefix(): Expr {
    const token = next()
    switch (token.kind) {
      case 'number':
        return {
          kind: 'number',
          text: token.text,
          value: token.value,
          dimension: token.dimension,
          at: token.at,
        }
      case 'date':
        return { kind: 'date', day: token.day, at: token.at }
      case 'year':
        return { kind: 'year', year: token.year, at: token.at }
      case 'text':
        return { kind: 'text', value: token.value, at: token.at }
      case 'name':
        return named(token)
      case 'unknown':
        // The checker reports unknown names, with the nearest known one; here the run only has to become a node.
        return named(token)
      case 'word':
        return worded(token)
      case 'sign':
        return signed(token)
      case 'broken':
        return { kind: 'missing', at: token.at }
      case 'end':
        return missing(token)
    }
  }

  function named(token: Token): Expr {
    if (is(peek(), '.')) {
      next()
      const field = next()
      if (field.kind !== 'name' && field.kind !== 'unknown' && field.kind !== 'word') return missing(field)
      return { kind: 'field', variable: token.text, field: field.text, at: join(token.at, field.at) }
    }
    if (!is(peek(), '(')) return { kind: 'name', name: token.text, at: token.at }
    if (token.text === '金额') return itemAmount(token)
    next()
    const args: Expr[] = []
    if (!is(peek(), ')')) {
      args.push(expression())
      while (take(',')) args.push(expression())
    }
    const end = peek().at
    expect(')')
    return { kind: 'call', function: token.text, args, at: join(token.at, end) }
  }

  function worded(token: Token): Expr {
    if (token.text === '是' || token.text === '否')
      return { kind: 'bool', value: token.text === '是', at: token.at }
    if (token.text === '非') {
      const operand = expression(POWER.not)
      return { kind: 'not', operand, at: join(token.at, operand.at) }
    }
    if (token.text === '金额' && is(peek(), '(')) return itemAmount(token)
    const op = AGGREGATES.get(token.text)
    return op ? aggregate(token, op) : missing(token)
  }

  function itemAmount(token: Token): Expr {
    expect('(')
    const item = next()
    const end = peek().at
    expect(')')
    return { kind: 'itemAmount', item: item.text, at: join(token.at, end) }
  }

  function aggregate(token: Token, op: AggregateOp): Expr {
    const collection = next()
    if (collection.kind !== 'name' && collection.kind !== 'unknown') return missing(collection)
    const variable = take('称') ? next().text : undefined
    const where = take('其中') ? expression() : undefined
    const taken = op !== 'exists' && op !== 'count' && take('取') ? expression() : undefined
    const end = taken ?? where
    return {
      kind: 'aggregate',
      op,
      collection: collection.text,
      ...(variable === undefined ? {} : { variable }),
      ...(where ? { where } : {}),
      ...(taken ? { take: taken } : {}),
      at: join(token.at, end?.at ?? collection.at),
    }
  }

  function signed(token: Token): Expr {
    if (token.text === '(') {
      const inner = expression()
      expect(')')
      return inner
    }
    if (token.text === '-') {
      const operand = expression(POWER.negate)
      return { kind: 'negate', operand, at: join(token.at, operand.at) }
    }
    return missing(token)
  }

  function missing(token: Token): Expr {
    if (!excused()) report('E0110', token.at, { found: foundText(token) })
    return { kind: 'missing', at: token.at }
  }

  function finish(): void {
    const rest = peek()
    if (rest.kind !== 'end' && !excused()) report('E0114', join(rest.at, last.at), { found: foundText(rest) })
  }

  return { peek, next, take, expect, expression, finish, abandon }
}

const ARITHMETIC: Readonly<Record<string, ArithmeticOp>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
}

function foundText(token: Token): string {
  return token.kind === 'end' ? '行尾' : `「${token.text}」`
}

function join(a: Span, b: Span): Span {
  return { file: a.file, start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) }
}
