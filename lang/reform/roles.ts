// A leaf in its place → what it is for: a threshold, a rate, an amount … Names are followed to where they are used.
import type { IrExpr, Policy } from '../ir/ir.ts'
import { exprText, typeOf } from '../ir/words.ts'
import type { CompareOp } from '../values/operators.ts'
import { type Leaf, leavesOf } from './leaves.ts'
import type { Owner, Place } from './place.ts'
import type { Role } from './reform.ts'

type Compare = Extract<IrExpr, { kind: 'compare' }>

/** The comparison that a leaf is one side of. */
export type Comparison = {
  readonly expr: Compare
  readonly side: 'left' | 'right'
  /** It is the whole side, not a part of a sum or product. */
  readonly whole: boolean
  /** It stands under an odd number of 非. */
  readonly negated: boolean
}

export type Purpose = { readonly role: Role; readonly fact?: string; readonly comparison?: Comparison }

/** What the way from a leaf outwards has shown so far. */
type Way = {
  readonly leaf: IrExpr
  factor: boolean
  limit: boolean
  /** Not a policy choice: a divisor, a step of years, the 1 of 1 + growth, the number of months in a year. */
  technical: boolean
  whole: boolean
}

/** What a leaf is for. For names, `names` are the ones already followed. */
export function purposeOf(policy: Policy, leaf: Leaf, names: readonly string[] = []): Purpose {
  const way: Way = { leaf: leaf.expr, factor: false, limit: false, technical: false, whole: true }
  let child: IrExpr = leaf.expr
  for (const [i, parent] of [...leaf.chain.entries()].toReversed()) {
    if (parent.kind === 'compare')
      return compared(way, parent, child, leaf, isNegated(leaf.chain.slice(0, i)))
    if (parent.kind === 'oneOf' && child !== parent.left)
      return { role: thresholdRole(way, leaf.place), fact: exprText(parent.left) }
    step(way, parent, child)
    child = parent
  }
  return ofWhole(policy, way, leaf.place, names)
}

function isNegated(chain: readonly IrExpr[]): boolean {
  return chain.filter((each) => each.kind === 'not').length % 2 === 1
}

function step(way: Way, parent: IrExpr, child: IrExpr): void {
  if (parent.kind === 'negate') way.whole = false
  if (parent.kind !== 'arithmetic' && parent.kind !== 'call') return
  way.whole = false
  if (parent.kind === 'call') inCall(way, parent)
  else if (parent.op === 'multiply') inProduct(way)
  else if (parent.op === 'divide') way.technical ||= child === parent.right
  else way.technical ||= parent.type.kind === 'year' || parent.type.kind === 'date' || isOne(way.leaf)
}

function inCall(way: Way, call: Extract<IrExpr, { kind: 'call' }>): void {
  if (call.function === '较低者') way.limit = true
  else if (call.function !== '较高者' && way.leaf.kind === 'number') way.technical = true
}

const MONTHS_OF_A_YEAR = '12'

function inProduct(way: Way): void {
  const dimension = dimensionOf(way.leaf)
  const pure = dimension === ''
  const months = pure && way.leaf.kind === 'number' && way.leaf.value === MONTHS_OF_A_YEAR
  if (dimension === '月' || dimension === '日' || months) way.technical = true
  if (pure) way.factor = true
}

function isOne(expr: IrExpr): boolean {
  return expr.kind === 'number' && expr.value === '1' && expr.dimension === ''
}

function dimensionOf(expr: IrExpr): string | undefined {
  const type = typeOf(expr)
  return type.kind === 'number' ? type.dimension : undefined
}

function compared(way: Way, expr: Compare, child: IrExpr, { place }: Leaf, negated: boolean): Purpose {
  const role = thresholdRole(way, place)
  const { whole } = way
  // A date from which months are counted is not itself compared.
  if (role === 'other' || (role === 'date' && !whole)) return { role }
  const side = child === expr.left ? 'left' : 'right'
  const fact = exprText(side === 'left' ? expr.right : expr.left)
  return { role, fact, comparison: { expr, side, whole, negated } }
}

function thresholdRole(way: Way, place: Place): Role {
  if (way.technical) return 'other'
  if (isTime(way.leaf)) return 'date'
  if (place.site === 'rowWhen') return 'tier'
  return way.factor ? 'rate' : 'threshold'
}

function isTime(expr: IrExpr): boolean {
  const { kind } = typeOf(expr)
  return kind === 'date' || kind === 'year'
}

function ofWhole(policy: Policy, way: Way, place: Place, names: readonly string[]): Purpose {
  if (way.technical) return { role: 'other' }
  switch (place.site) {
    case 'named':
      return ofName(policy, way, place.owner, names)
    case 'rowWhen':
    case 'rowValue':
      return { role: isTime(way.leaf) ? 'date' : 'tier' }
    case 'total':
      return { role: 'other' }
    case 'limit':
      return { role: isTime(way.leaf) ? 'date' : way.factor ? 'rate' : 'cap' }
    case 'condition':
    case 'value':
    case 'date':
      return { role: isTime(way.leaf) ? 'date' : way.factor ? 'rate' : way.limit ? 'cap' : 'amount' }
  }
}

/** What a name's value is for: what the name is for where it stands, unless the way within the value says more. */
function ofName(policy: Policy, way: Way, owner: Owner, names: readonly string[]): Purpose {
  const key = nameKey(owner)
  const use =
    key === undefined || names.includes(key) ? undefined : purposeOfName(policy, key, [...names, key])
  if (isTime(way.leaf)) return { ...use, role: 'date' }
  if (way.factor) return { role: 'rate' }
  if (way.limit) return { role: 'cap' }
  if (!use?.comparison) return use ?? { role: 'other' }
  return { ...use, comparison: { ...use.comparison, whole: use.comparison.whole && way.whole } }
}

function purposeOfName(policy: Policy, key: string, names: readonly string[]): Purpose | undefined {
  const uses = leavesOf(policy)
    .filter((each) => referenceKey(each.expr) === key)
    .map((each) => purposeOf(policy, each, names))
  return uses.find((each) => each.role !== 'other') ?? uses[0]
}

/** The same text for a name and for each mention of it; undefined for what is no name. */
export function nameKey(owner: Owner): string | undefined {
  switch (owner.kind) {
    case 'definition':
    case 'standard':
      return `${owner.kind} ${owner.name}`
    case 'choice':
      return `choice ${owner.reading} ${owner.name}`
    case 'document':
    case 'item':
    case 'relation':
      return undefined
  }
}

export function referenceKey(expr: IrExpr): string | undefined {
  switch (expr.kind) {
    case 'definition':
    case 'standard':
      return `${expr.kind} ${expr.name}`
    case 'choice':
      return `choice ${expr.reading} ${expr.name}`
    default:
      return undefined
  }
}

const OPPOSITE: Readonly<Record<CompareOp, CompareOp>> = {
  ...{ gt: 'le', le: 'gt', ge: 'lt', lt: 'ge', eq: 'ne', ne: 'eq' },
}
const MIRRORED: Readonly<Record<CompareOp, CompareOp>> = {
  ...{ gt: 'lt', lt: 'gt', ge: 'le', le: 'ge', eq: 'eq', ne: 'ne' },
}

/** How the fact must stand to the constant for the comparison to help: read from the fact, 非 taken in. */
export function operatorOf({ expr, side, negated }: Comparison): CompareOp {
  const op = side === 'right' ? expr.op : MIRRORED[expr.op]
  return negated ? OPPOSITE[op] : op
}
