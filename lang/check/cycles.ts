// Derived facts that need themselves, and items whose amounts need each other. Definitions are caught while typed.
import type { Report } from '../diagnostics/diagnostic.ts'
import { everyExpr } from '../ir/inside.ts'
import type { IrExpr, Item, Policy, Vocabulary } from '../ir/ir.ts'
import type { Clause } from '../syntax/tree.ts'
import { all, argument } from './clauses.ts'

export function reportDerivationCycles(
  vocabulary: Vocabulary,
  clauses: readonly Clause[],
  report: Report,
): void {
  const needs = new Map(
    vocabulary.facts.map((fact) => [fact.name, fact.derivation ? factsIn(fact.derivation) : []]),
  )
  for (const name of onCycle(needs)) {
    const clause = clauses.find((each) => argument(each, 'declaration')?.name === name)
    if (clause) report('E0208', clause.at, { name })
  }
}

function factsIn(expr: IrExpr): string[] {
  return [...everyExpr(expr)].flatMap((each) => (each.kind === 'fact' ? [each.name] : []))
}

export function reportItemCycles(policy: Policy, clauses: readonly Clause[], report: Report): void {
  const through = new Map<string, readonly IrExpr[]>()
  for (const each of policy.definitions) {
    through.set(
      each.name,
      each.body.kind === 'expr'
        ? [each.body.expr]
        : each.body.rows.flatMap((row) => (row.when ? [row.when, row.value] : [row.value])),
    )
  }
  for (const reading of policy.readings) {
    for (const alternative of reading.alternatives) {
      for (const { name, expr } of alternative.bindings)
        through.set(name, [...(through.get(name) ?? []), expr])
    }
  }
  const needs = new Map(policy.items.map((item) => [item.id, itemsIn(itemExprs(item), through, new Set())]))
  for (const id of onCycle(needs)) {
    const clause = clauses.find((each) => argument(all(each, '编号')[0], 'raw')?.text === id)
    if (clause) report('E0208', clause.at, { name: policy.items.find((each) => each.id === id)?.title ?? id })
  }
}

function itemsIn(
  exprs: readonly IrExpr[],
  through: ReadonlyMap<string, readonly IrExpr[]>,
  seen: Set<string>,
): string[] {
  return exprs.flatMap((expr) =>
    [...everyExpr(expr)].flatMap((each): string[] => {
      if (each.kind === 'itemAmount') return [each.item]
      if (each.kind !== 'definition' && each.kind !== 'choice') return []
      if (seen.has(each.name)) return []
      seen.add(each.name)
      return itemsIn(through.get(each.name) ?? [], through, seen)
    }),
  )
}

/** Every expression that an item's amount can depend on. */
function itemExprs(item: Item): IrExpr[] {
  const found: IrExpr[] = []
  const keep = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) keep(each)
    else if (value && typeof value === 'object') {
      if ('kind' in value && typeof value.kind === 'string' && EXPR_KINDS.has(value.kind))
        found.push(value as IrExpr)
      else for (const each of Object.values(value)) keep(each)
    }
  }
  keep([item.conditions, item.parts, item.caps])
  return found
}

const EXPR_KINDS = new Set<string>([
  ...([
    'number',
    'fact',
    'field',
    'definition',
    'choice',
    'standard',
    'itemAmount',
  ] satisfies IrExpr['kind'][]),
  ...(['compare', 'contains', 'oneOf', 'and', 'or', 'not', 'negate'] satisfies IrExpr['kind'][]),
  ...(['arithmetic', 'call', 'aggregate'] satisfies IrExpr['kind'][]),
])

/** The names that reach themselves. */
function onCycle(needs: ReadonlyMap<string, readonly string[]>): string[] {
  const reaches = (from: string, to: string, seen: Set<string>): boolean =>
    (needs.get(from) ?? []).some((next) => {
      if (next === to) return true
      if (seen.has(next)) return false
      seen.add(next)
      return reaches(next, to, seen)
    })
  return [...needs.keys()].filter((name) => reaches(name, name, new Set()))
}
