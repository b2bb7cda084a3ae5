// A condition → the ranges that it leaves to each number, so that tiers can be held against each other.
import type { IrExpr } from '../ir/ir.ts'
import { exprText } from '../ir/words.ts'
import type { CompareOp } from '../values/operators.ts'
import { compare, type Rational, rationalFromText } from '../values/rational.ts'

type End = { readonly at: Rational; readonly open: boolean; readonly text: string }
export type Range = { readonly low?: End; readonly high?: End }

/** What a condition asks of numbers, and the words of what else it asks. */
export type Limits = { readonly ranges: ReadonlyMap<string, Range>; readonly others: readonly string[] }

/** Comparisons with constants become ranges, one for each thing compared; the rest stays words. */
export function limitsOf(when: IrExpr): Limits {
  const ranges = new Map<string, Range>()
  const others: string[] = []
  for (const each of conjuncts(when)) {
    const found = limitIn(each)
    if (found) ranges.set(found.fact, meet(ranges.get(found.fact), found.range))
    else others.push(exprText(each))
  }
  return { ranges, others }
}

function conjuncts(expr: IrExpr): readonly IrExpr[] {
  return expr.kind === 'and' ? expr.operands.flatMap(conjuncts) : [expr]
}

function limitIn(expr: IrExpr): { readonly fact: string; readonly range: Range } | undefined {
  const at = expr.kind === 'compare' ? numberIn(expr.right) : undefined
  if (expr.kind !== 'compare' || !at) return undefined
  const range = rangeOf(expr.op, { at, text: exprText(expr.right) })
  return range && { fact: exprText(expr.left), range }
}

function rangeOf(op: CompareOp, end: Omit<End, 'open'>): Range | undefined {
  switch (op) {
    case 'gt':
      return { low: { ...end, open: true } }
    case 'ge':
      return { low: { ...end, open: false } }
    case 'lt':
      return { high: { ...end, open: true } }
    case 'le':
      return { high: { ...end, open: false } }
    case 'eq':
      return { low: { ...end, open: false }, high: { ...end, open: false } }
    case 'ne':
      return undefined
  }
}

export function numberIn(expr: IrExpr): Rational | undefined {
  if (expr.kind === 'date') return { n: BigInt(expr.day), d: 1n }
  if (expr.kind === 'year') return { n: BigInt(expr.year), d: 1n }
  return expr.kind === 'number' ? rationalFromText(expr.value) : undefined
}

export function meet(a: Range = {}, b: Range = {}): Range {
  const low = tighter(a.low, b.low, 1)
  const high = tighter(a.high, b.high, -1)
  return { ...(low ? { low } : {}), ...(high ? { high } : {}) }
}

function tighter(a: End | undefined, b: End | undefined, sign: 1 | -1): End | undefined {
  if (!a || !b) return a ?? b
  const order = compare(a.at, b.at) * sign
  return order > 0 || (order === 0 && a.open) ? a : b
}

export function isEmpty({ low, high }: Range): boolean {
  if (!low || !high) return false
  const order = compare(low.at, high.at)
  return order > 0 || (order === 0 && (low.open || high.open))
}

/** 超过20%而不超过10% */
export function rangeText({ low, high }: Range): string {
  const from = low ? [`${low.open ? '超过' : '不低于'}${low.text}`] : []
  const to = high ? [`${high.open ? '低于' : '不超过'}${high.text}`] : []
  return [...from, ...to].join('又')
}
