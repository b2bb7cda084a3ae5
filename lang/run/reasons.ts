// Conditions → reasons with the numbers in them: what the subject has, what the text asks for, by how much it misses.
import type { Citation, Condition, IrExpr } from '../ir/ir.ts'
import { exprText, numberText, typeOf } from '../ir/words.ts'
import { type Interval, known } from '../values/interval.ts'
import { integer, multiply, negate, type Rational, rationalToDecimal, subtract } from '../values/rational.ts'
import type { Truth } from '../values/truth.ts'
import type { Reason, ReasonCode } from './finding.ts'
import type { Machine } from './machine.ts'
import { conditionTruth } from './needs.ts'

const TRUTH_WORD = { true: 'met', false: 'unmet', unknown: 'unknown' } as const

/** How a comparison reads when it fails: 超过 → 未超过. */
const FAILED: Readonly<Record<string, string>> = {
  超过: '未超过',
  突破: '未突破',
  高于: '未高于',
  大于: '未大于',
  晚于: '未晚于',
  达到: '未达到',
  不低于: '低于',
  不少于: '少于',
  不早于: '早于',
  不超过: '超过',
  不高于: '高于',
  不晚于: '晚于',
  低于: '不低于',
  不足: '不少于',
  少于: '不少于',
  早于: '不早于',
  为: '不是',
  不为: '恰是',
}

const FAILED_CODE: Readonly<Record<string, ReasonCode>> = {
  gt: 'not-above',
  ge: 'below',
  le: 'above',
  lt: 'not-below',
  eq: 'differs',
  ne: 'equals',
}

export function reasonsOfCondition(machine: Machine, condition: Condition, part?: string): Reason[] {
  if (condition.kind === 'test') return reasonsOf(machine, condition.expr, condition.citations, part)
  const truth = conditionTruth(machine, condition)
  const wanted =
    condition.kind === 'any'
      ? condition.conditions.filter((each) => conditionTruth(machine, each) === truth)
      : condition.conditions
  return wanted.flatMap((each) =>
    reasonsOfCondition(machine, inheritCitations(each, condition.citations), part),
  )
}

function inheritCitations(condition: Condition, citations: readonly Citation[]): Condition {
  return condition.citations.length > 0 || citations.length === 0 ? condition : { ...condition, citations }
}

/** The leaves that decide an expression: under 且 all of them, under 或 those that share its truth. */
export function reasonsOf(
  machine: Machine,
  expr: IrExpr,
  citations: readonly Citation[],
  part?: string,
): Reason[] {
  const truth = machine.truth(expr)
  switch (expr.kind) {
    case 'and':
      return expr.operands.flatMap((each) => reasonsOf(machine, each, citations, part))
    case 'or':
      return expr.operands
        .filter((each) => machine.truth(each) === truth)
        .flatMap((each) => reasonsOf(machine, each, citations, part))
    case 'definition': {
      const definition = machine.index.definitions.get(expr.name)
      if (definition?.body.kind !== 'expr') return [leaf(machine, expr, truth, citations, part)]
      const cited = citations.length > 0 ? citations : definition.citations
      return reasonsOf(machine, definition.body.expr, cited, part)
    }
    case 'choice': {
      const bound = machine.bound(expr.reading, expr.name)
      if (bound.kind !== 'bool') return reasonsOf(machine, bound, citations, part)
      return [leaf(machine, expr, truth, citations, part)]
    }
    default:
      return [leaf(machine, expr, truth, citations, part)]
  }
}

function leaf(
  machine: Machine,
  expr: IrExpr,
  truth: Truth,
  citations: readonly Citation[],
  part?: string,
): Reason {
  const found = describe(machine, expr, truth)
  const text = part === undefined ? found.text : `${part}：${found.text}`
  return { ...found, text, truth: TRUTH_WORD[truth], ...(part === undefined ? {} : { part }), citations }
}

type Described = Omit<Reason, 'truth' | 'citations' | 'part'>

function describe(machine: Machine, expr: IrExpr, truth: Truth): Described {
  switch (expr.kind) {
    case 'compare':
      return describeComparison(machine, expr, truth)
    case 'contains': {
      const fact = exprText(expr.set)
      const value = exprText(expr.value)
      const held = machine.set(expr.set)
      const has = held === null ? '未知' : held && held.size > 0 ? [...held].join('、') : '无'
      if (truth === 'unknown')
        return { code: 'unknown', text: `${fact}是否包括${value}尚不清楚`, fact, needs: value }
      const code = truth === 'true' ? 'met' : 'not-in-set'
      const text = truth === 'true' ? `${fact}包括${value}` : `${fact}中没有${value}`
      return { code, text, fact, has, needs: value }
    }
    case 'oneOf': {
      const fact = exprText(expr.left)
      const needs = expr.values.map(exprText).join('、')
      const has = valueText(machine, expr.left)
      if (truth === 'unknown')
        return { code: 'unknown', text: `${fact}尚不清楚，须为${needs}之一`, fact, needs }
      const text = truth === 'true' ? `${fact}为${has}` : `${fact}为${has}，不在${needs}之列`
      return { code: truth === 'true' ? 'met' : 'differs', text, fact, has, needs }
    }
    case 'aggregate':
      return describeExistence(machine, expr, truth)
    case 'choice':
      return describeChoice(machine, expr.reading, truth)
    case 'not':
      return describeNegation(machine, expr.operand, truth)
    default:
      return describeFact(machine, expr, truth)
  }
}

/** A condition that a reading switches on or off reads as the reading itself. */
function describeChoice(machine: Machine, id: string, truth: Truth): Described {
  const reading = machine.index.readings.get(id)
  const alternative = reading?.alternatives[machine.alternative(id)]
  const text = `按口径「${reading?.title ?? id}」${alternative?.key ?? ''}（${alternative?.label ?? ''}）`
  return { code: truth === 'true' ? 'met' : 'not-so', text, choice: id }
}

const OPPOSITE = { true: 'false', false: 'true', unknown: 'unknown' } as const

/** 非 X: when it holds, X does not, and the sentence says how X stands. */
function describeNegation(machine: Machine, operand: IrExpr, truth: Truth): Described {
  if (operand.kind === 'definition') {
    const body = machine.index.definitions.get(operand.name)?.body
    if (body?.kind === 'expr') return describeNegation(machine, body.expr, truth)
  }
  const inner = describe(machine, operand, OPPOSITE[truth])
  const code: ReasonCode = truth === 'true' ? 'met' : truth === 'false' ? 'not-so' : inner.code
  if (truth === 'false' && operand.kind !== 'choice')
    return { ...inner, code, text: `${inner.text}，而条文要求不是这样` }
  return { ...inner, code }
}

function describeComparison(
  machine: Machine,
  expr: Extract<IrExpr, { kind: 'compare' }>,
  truth: Truth,
): Described {
  const fact = testedText(machine, expr.left)
  const type = typeOf(expr.left)
  const numeric = type.kind === 'number' || type.kind === 'date' || type.kind === 'year'
  const right = numeric ? machine.number(expr.right) : undefined
  const needs = right ? intervalText(right, expr.right) : valueText(machine, expr.right)
  if (truth === 'unknown') {
    const text = `${fact}尚不清楚，须${expr.word === '为' ? '为' : expr.word}${needs}`
    return { code: decided(machine, expr.left) ? 'decision-pending' : 'unknown', text, fact, needs }
  }
  if (numeric && machine.number(expr.left).absent === 'yes') {
    return {
      code: 'not-applicable',
      text: `${fact}不适用或无从计算，不能认定${expr.word}${needs}`,
      fact,
      has: '不适用',
      needs,
    }
  }
  const left = numeric ? machine.number(expr.left) : undefined
  const has = left ? intervalText(left, expr.left) : valueText(machine, expr.left)
  if (truth === 'true') {
    const text = expr.op === 'eq' ? `${fact}为${has}` : `${fact}为${has}，${expr.word}${needs}`
    return { code: 'met', text, fact, has, needs }
  }
  const gap = left && right ? gapText(left, right, expr) : undefined
  const code = FAILED_CODE[expr.op] ?? 'differs'
  const miss = gap === undefined ? '' : gap === '' ? `（恰好相等，要求${expr.word}）` : `，差${gap}`
  const failed = FAILED[expr.word] ?? `不${expr.word}`
  const text =
    expr.op === 'eq' ? `${fact}为${has}，不是${needs}` : `${fact}为${has}，${failed}${needs}${miss}`
  return { code, text, fact, has, needs, comparison: expr.word, ...(gap ? { gap } : {}) }
}

/** What is compared, with what the reading at hand takes it to be: 上年度产值增速（上年度主营业务收入增速）. */
function testedText(machine: Machine, expr: IrExpr): string {
  if (expr.kind !== 'choice') return exprText(expr)
  return `${expr.name}（${exprText(machine.bound(expr.reading, expr.name))}）`
}

/** The distance to the threshold; empty when both are equal; undefined where no distance makes sense. */
function gapText(
  left: Interval,
  right: Interval,
  expr: Extract<IrExpr, { kind: 'compare' }>,
): string | undefined {
  const type = typeOf(expr.left)
  const has = known(left)
  const wants = known(right)
  if (!has || !wants || type.kind !== 'number' || expr.op === 'eq' || expr.op === 'ne') return undefined
  const difference = subtract(wants, has)
  if (difference.n === 0n) return ''
  const size: Rational = difference.n < 0n ? negate(difference) : difference
  const text =
    type.dimension === '' ? `${rationalToDecimal(multiply(size, integer(100)), 2)}%` : numberText(size, type)
  return type.dimension === '' && text.endsWith('%') ? `${text.slice(0, -1)}个百分点` : text
}

function describeExistence(
  machine: Machine,
  expr: Extract<IrExpr, { kind: 'aggregate' }>,
  truth: Truth,
): Described {
  const fact = expr.collection
  const what = exprText(expr)
  if (truth === 'true') return { code: 'met', text: what, fact }
  if (truth === 'false') return { code: 'none-found', text: `没${what}`, fact }
  const known = machine.elements(expr.collection) !== undefined
  return {
    code: 'unknown',
    text: known ? `${fact}资料不全，是否${what}尚不清楚` : `${fact}情况尚不清楚`,
    fact,
  }
}

function describeFact(machine: Machine, expr: IrExpr, truth: Truth): Described {
  const fact = exprText(expr)
  if (truth === 'true') return { code: 'met', text: `${fact}：是`, fact, has: '是' }
  if (truth === 'false') return { code: 'not-so', text: `${fact}：否`, fact, has: '否', needs: '是' }
  const authority = decided(machine, expr)
  if (authority) return { code: 'decision-pending', text: `${fact}，尚待${authority}认定`, fact, needs: '是' }
  return { code: 'unknown', text: `${fact}，尚不清楚`, fact, needs: '是' }
}

function decided(machine: Machine, expr: IrExpr): string | undefined {
  const fact =
    expr.kind === 'fact'
      ? machine.index.facts.get(expr.name)
      : expr.kind === 'field'
        ? machine.index.field(expr.collection, expr.field)
        : undefined
  return fact?.authority.kind === 'decided' ? fact.authority.name : undefined
}

function intervalText(value: Interval, expr: IrExpr): string {
  const type = typeOf(expr)
  const point = known(value)
  if (point) return expr.kind === 'number' ? expr.text : numberText(point, type)
  if (value.absent === 'yes') return '不适用'
  const low = value.low && numberText(value.low, type)
  const high = value.high && numberText(value.high, type)
  if (low && high) return `${low}至${high}之间`
  if (low) return `${low}以上（含）`
  if (high) return `${high}以下（含）`
  return '未知'
}

export function valueText(machine: Machine, expr: IrExpr): string {
  const type = typeOf(expr)
  switch (type.kind) {
    case 'bool':
      return { true: '是', false: '否', unknown: '未知' }[machine.truth(expr)]
    case 'number':
    case 'date':
    case 'year':
      return intervalText(machine.number(expr), expr)
    case 'set': {
      const values = machine.set(expr)
      return values === null ? '未知' : values ? [...values].join('、') || '无' : '不适用'
    }
    case 'yearly':
      return exprText(expr)
    default: {
      const word = machine.word(expr)
      return word === null ? '未知' : (word ?? '不适用')
    }
  }
}
