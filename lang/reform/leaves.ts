// An expression in its place → its leaves (constants and names), each with its path and what it stands inside.
import { unreachable } from '../diagnostics/unreachable.ts'
import type { IrExpr, Policy } from '../ir/ir.ts'
import type { Place } from './place.ts'
import { mapPolicy } from './places.ts'
import { mapList, mapOptional, patched } from './sharing.ts'

export type Constant = Extract<IrExpr, { kind: 'number' | 'date' | 'year' }>

export type Leaf<T extends IrExpr = IrExpr> = {
  readonly id: string
  readonly expr: T
  /** What it stands inside, the outermost first; empty when it is the whole expression. */
  readonly chain: readonly IrExpr[]
  readonly place: Place
}

export function isConstant(expr: IrExpr): expr is Constant {
  return expr.kind === 'number' || expr.kind === 'date' || expr.kind === 'year'
}

/** The policy with every leaf of its expressions replaced by what `edit` makes of it. */
export function mapLeaves(policy: Policy, edit: (leaf: Leaf) => IrExpr): Policy {
  const walk = (expr: IrExpr, id: string, chain: readonly IrExpr[], place: Place): IrExpr => {
    let leaf = true
    const deeper = [...chain, expr]
    const mapped = mapInside(expr, (child, step) => {
      leaf = false
      return walk(child, `${id}/${step}`, deeper, place)
    })
    return leaf ? edit({ id, expr, chain, place }) : mapped
  }
  return mapPolicy(policy, (expr, place) => walk(expr, place.path, [], place))
}

const known = new WeakMap<Policy, readonly Leaf[]>()

/** Every leaf of a policy, in the order of its parts. */
export function leavesOf(policy: Policy): readonly Leaf[] {
  const cached = known.get(policy)
  if (cached) return cached
  const leaves: Leaf[] = []
  mapLeaves(policy, (leaf) => {
    leaves.push(leaf)
    return leaf.expr
  })
  known.set(policy, leaves)
  return leaves
}

/** An expression with those directly inside it replaced; `step` is the name of the place of each. */
function mapInside(expr: IrExpr, f: (child: IrExpr, step: string) => IrExpr): IrExpr {
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
      return expr
    case 'compare':
    case 'arithmetic':
      return patched(expr, { left: f(expr.left, 'left'), right: f(expr.right, 'right') })
    case 'contains':
      return patched(expr, { set: f(expr.set, 'set'), value: f(expr.value, 'value') })
    case 'oneOf': {
      const values = mapList(expr.values, (each, i) => f(each, `values/${i}`))
      return patched(expr, { left: f(expr.left, 'left'), values })
    }
    case 'and':
    case 'or':
      return patched(expr, { operands: mapList(expr.operands, (each, i) => f(each, `operands/${i}`)) })
    case 'not':
    case 'negate':
      return patched(expr, { operand: f(expr.operand, 'operand') })
    case 'call':
      return patched(expr, { args: mapList(expr.args, (each, i) => f(each, `args/${i}`)) })
    case 'aggregate':
      return patched(expr, {
        where: mapOptional(expr.where, (each) => f(each, 'where')),
        take: mapOptional(expr.take, (each) => f(each, 'take')),
      })
    default:
      return unreachable(expr)
  }
}
