// W1202: tiers that leave a gap or overlap. W1203: conditions that cannot hold together.
import type { Report, Span } from '../../diagnostics/diagnostic.ts'
import type { Cases, Condition, IrExpr, Item, Row } from '../../ir/ir.ts'
import { exprText } from '../../ir/words.ts'
import { compare, type Rational } from '../../values/rational.ts'
import { constant, declarationAt, placeIn, type RuleCheck } from './checked.ts'

/** A stretch of numbers; an end that is left out reaches without bound. */
type Stretch = { readonly low?: End; readonly high?: End }
type End = { readonly value: Rational; readonly included: boolean }

export const tiers: RuleCheck = ({ policy, tree }, report) => {
  for (const definition of policy.definitions) {
    const at = placeIn(tree, declarationAt(tree, '定义', definition.name))
    if (definition.body.kind === 'cases') checkTable(definition.body, at, report)
  }
  for (const item of policy.items) {
    const at = placeIn(tree, declarationAt(tree, '事项', item.id), '金额', '阶段')
    for (const { amount } of item.parts) {
      if ((amount.kind === 'exact' || amount.kind === 'upTo') && amount.value.kind === 'cases')
        checkTable(amount.value, at, report)
    }
  }
}

type Tier = { readonly row: Row; readonly stretch: Stretch }

/** Only tables whose rows all test one and the same number are understood. */
function checkTable(table: Cases, at: Span, report: Report): void {
  const rows = table.rows.filter((each) => each.when)
  const tested = rows.map((row) => stretchOf(row.when as IrExpr))
  const [first] = tested
  if (!first || tested.length < 2 || tested.some((each) => each?.of !== first.of)) return
  const tiersFound = rows.map((row, i): Tier => ({ row, stretch: tested[i]?.stretch ?? {} }))
  const sorted = tiersFound.toSorted((a, b) => compareLow(a.stretch, b.stretch))
  for (const [i, upper] of sorted.entries()) {
    const lower = sorted[i - 1]
    if (!lower) continue
    const meeting = compareEnds(lower.stretch.high, upper.stretch.low)
    const both = { one: exprText(lower.row.when as IrExpr), other: exprText(upper.row.when as IrExpr) }
    const hasGeneral = table.rows.some((each) => each.general)
    if (meeting === 'gap' && !hasGeneral) report('W1202', at, { what: '空档', ...both })
    const same = exprText(lower.row.value) === exprText(upper.row.value)
    const overrides = lower.row.under !== undefined || upper.row.under !== undefined
    if (meeting === 'overlap' && table.policy === 'unique' && !same && !overrides)
      report('W1202', at, { what: '重叠', ...both })
  }
}

function compareLow(a: Stretch, b: Stretch): number {
  if (!a.low || !b.low) return a.low ? 1 : b.low ? -1 : 0
  return compare(a.low.value, b.low.value) || Number(b.low.included) - Number(a.low.included)
}

function compareEnds(high: End | undefined, low: End | undefined): 'gap' | 'meet' | 'overlap' {
  if (!high || !low) return 'overlap'
  const order = compare(high.value, low.value)
  if (order !== 0) return order < 0 ? 'gap' : 'overlap'
  if (high.included && low.included) return 'overlap'
  return high.included || low.included ? 'meet' : 'gap'
}

/** x 达到 100 且 x 低于 200 → [100, 200) of x; undefined where anything else stands in it. */
function stretchOf(when: IrExpr): { readonly of: string; readonly stretch: Stretch } | undefined {
  const tests = when.kind === 'and' ? when.operands : [when]
  let of: string | undefined
  let stretch: Stretch = {}
  for (const test of tests) {
    const found = test.kind === 'compare' ? boundOf(test) : undefined
    if (!found || (of !== undefined && of !== found.of)) return undefined
    of = found.of
    stretch = narrowed(stretch, found.stretch)
  }
  return of === undefined ? undefined : { of, stretch }
}

function boundOf({ op, left, right }: Extract<IrExpr, { readonly kind: 'compare' }>) {
  const value = constant(right)
  if (!value || constant(left)) return undefined
  const ends: Partial<Record<typeof op, Stretch>> = {
    gt: { low: { value, included: false } },
    ge: { low: { value, included: true } },
    lt: { high: { value, included: false } },
    le: { high: { value, included: true } },
    eq: { low: { value, included: true }, high: { value, included: true } },
  }
  const stretch = ends[op]
  return stretch && { of: JSON.stringify(left), text: exprText(left), stretch }
}

function narrowed(a: Stretch, b: Stretch): Stretch {
  const low = !a.low || (b.low && compareLow(a, b) < 0) ? b.low : a.low
  const order = a.high && b.high ? compare(a.high.value, b.high.value) : 0
  const tighter = order < 0 || (order === 0 && a.high?.included === false) ? a.high : b.high
  const high = a.high && b.high ? tighter : (a.high ?? b.high)
  return { ...(low ? { low } : {}), ...(high ? { high } : {}) }
}

function isEmpty({ low, high }: Stretch): boolean {
  if (!low || !high) return false
  const order = compare(low.value, high.value)
  return order > 0 || (order === 0 && !(low.included && high.included))
}

export const contradictions: RuleCheck = ({ policy, program, tree }, report) => {
  const bounds = new Map(
    program.vocabulary.facts.map((fact) => [
      fact.name,
      fact.bounds.reduce((all, each) => narrowed(all, stretchOfBound(each.op, each.value)), {} as Stretch),
    ]),
  )
  for (const item of policy.items) {
    const at = placeIn(tree, declarationAt(tree, '事项', item.id), '条件')
    for (const conditions of [
      item.conditions,
      ...item.parts.map((each) => [...item.conditions, ...each.conditions]),
    ])
      checkTogether(conditions, bounds, at, item, report)
  }
}

function stretchOfBound(op: string, value: string): Stretch {
  const [n = '0', d = '1'] = value.split('/')
  const end = { value: { n: BigInt(n), d: BigInt(d) }, included: op === 'ge' || op === 'le' }
  return op === 'ge' || op === 'gt' ? { low: end } : { high: end }
}

/** All conditions of one list hold together: a number must fit them all, a choice can have one value. */
function checkTogether(
  conditions: readonly Condition[],
  bounds: ReadonlyMap<string, Stretch>,
  at: Span,
  item: Item,
  report: Report,
): void {
  const stretches = new Map<string, { readonly text: string; readonly stretch: Stretch }>()
  const values = new Map<string, string>()
  for (const test of conditions.flatMap(demanded)) {
    if (test.kind !== 'compare') continue
    const bound = boundOf(test)
    if (bound) {
      const declared = test.left.kind === 'fact' ? bounds.get(test.left.name) : undefined
      const before = stretches.get(bound.of)?.stretch ?? declared ?? {}
      const stretch = narrowed(before, bound.stretch)
      if (isEmpty(stretch)) report('W1203', at, { title: item.title, what: bound.text })
      stretches.set(bound.of, { text: bound.text, stretch })
    }
    if (test.op === 'eq' && test.right.kind === 'enum') {
      const key = JSON.stringify(test.left)
      const other = values.get(key)
      if (other !== undefined && other !== test.right.value)
        report('W1203', at, { title: item.title, what: exprText(test.left) })
      values.set(key, test.right.value)
    }
  }
}

/** The tests that must hold: those of 且 one by one, nothing of 任一. */
function demanded(condition: Condition): IrExpr[] {
  if (condition.kind !== 'test') return condition.kind === 'all' ? condition.conditions.flatMap(demanded) : []
  return condition.expr.kind === 'and' ? [...condition.expr.operands] : [condition.expr]
}
