// A threshold → what is compared with it and on which side of it one gains: enough to bin a population around it.
import { everyExpr, mentions } from '../ir/inside.ts'
import type { IrExpr, Program } from '../ir/ir.ts'
import { exprText } from '../ir/words.ts'
import type { CompareOp } from '../values/operators.ts'
import { isConstant, leavesOf } from './leaves.ts'
import type { Parameter } from './reform.ts'
import { operatorOf, purposeOf } from './roles.ts'

/** A number that a threshold cuts in two. */
export type ThresholdEdge = {
  readonly policy: string
  readonly items: readonly string[]
  /** What is compared, in words and as an expression over the subject. */
  readonly fact: string
  readonly expr: IrExpr
  /** It is asked of each element of this collection, not once of the subject. */
  readonly collection?: string
  /** How it must stand to the threshold for the comparison to hold; 非 in the same expression is taken in. */
  readonly op: CompareOp
  /** On which side of the threshold the comparison holds. */
  readonly direction: 'above' | 'below' | 'at' | 'apart'
  readonly kind: Parameter['kind']
  readonly value: string
  readonly dimension: string
}

const DIRECTIONS: Readonly<Record<CompareOp, ThresholdEdge['direction']>> = {
  ...{ gt: 'above', ge: 'above', lt: 'below', le: 'below', eq: 'at', ne: 'apart' },
}

/**
 * The edge that a parameter draws through a population; undefined when it is not by itself one side of a comparison,
 * such as a rate within it. A parameter that is compared through a name at several places has the edge of the first.
 */
export function cliffsOf(program: Program, parameter: Parameter): ThresholdEdge | undefined {
  const policy = program.policies.find((each) => each.document.id === parameter.policy)
  const leaf = policy && leavesOf(policy).find((each) => each.id === parameter.id)
  if (!leaf || !isConstant(leaf.expr)) return undefined
  const { comparison } = purposeOf(policy, leaf)
  if (!comparison?.whole) return undefined
  const { left, right } = comparison.expr
  const expr = comparison.side === 'right' ? left : right
  const op = operatorOf(comparison)
  const collection = elementOf(expr)
  return {
    ...{ policy: parameter.policy, items: parameter.items, fact: exprText(expr), expr },
    ...(collection === undefined ? {} : { collection }),
    ...{ op, direction: DIRECTIONS[op], kind: parameter.kind },
    ...{ value: parameter.value, dimension: parameter.dimension },
  }
}

/** The collection whose element an expression reads from outside itself. */
function elementOf(expr: IrExpr): string | undefined {
  for (const each of everyExpr(expr))
    if (each.kind === 'field' && mentions(expr, each.variable)) return each.collection
  return undefined
}
