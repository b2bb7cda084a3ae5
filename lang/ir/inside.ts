// The structure of expressions: what stands inside one, and which element variables it reads.
import { unreachable } from '../diagnostics/unreachable.ts'
import type { IrExpr } from './ir.ts'

/** The expressions directly inside one. */
export function inside(expr: IrExpr): readonly IrExpr[] {
  switch (expr.kind) {
    case 'number':
    case 'date':
    case 'year':
    case 'bool':
    case 'text':
    case 'enum':
    case 'fact':
    case 'field':
    case 'definition':
    case 'choice':
    case 'standard':
    case 'clock':
    case 'itemAmount':
      return []
    case 'compare':
    case 'arithmetic':
      return [expr.left, expr.right]
    case 'contains':
      return [expr.set, expr.value]
    case 'oneOf':
      return [expr.left, ...expr.values]
    case 'and':
    case 'or':
      return expr.operands
    case 'not':
    case 'negate':
      return [expr.operand]
    case 'call':
      return expr.args
    case 'aggregate':
      return [...(expr.where ? [expr.where] : []), ...(expr.take ? [expr.take] : [])]
    default:
      return unreachable(expr)
  }
}

/** Whether an expression reads an element variable from outside itself; an aggregate of the same name hides it. */
export function mentions(expr: IrExpr, variable: string): boolean {
  if (expr.kind === 'field') return expr.variable === variable
  if (expr.kind === 'aggregate' && expr.variable === variable) return false
  return inside(expr).some((each) => mentions(each, variable))
}

/** Every expression in a tree of them, the outermost first. */
export function* everyExpr(expr: IrExpr): Iterable<IrExpr> {
  yield expr
  for (const each of inside(expr)) yield* everyExpr(each)
}
