// The program → who its items are given to, and which facts say where: the two questions that settle most of what applies.
import type { Fact, IrExpr, Program } from '#lang'

/** A kind of subject (企业, 项目, 楼宇 …) and how many items are given to it. */
export type Recipient = { readonly kind: string; readonly items: number }

export const usualKind = '企业'

/** The usual kind first, then those with the most items. */
export function recipientsOf({ policies }: Program): Recipient[] {
  const counts = new Map<string, number>([[usualKind, 0]])
  for (const { recipient } of policies.flatMap(({ items }) => items)) {
    for (const kind of recipient.split('、')) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return [...counts]
    .map(([kind, items]) => ({ kind, items }))
    .toSorted((a, b) => Number(b.kind === usualKind) - Number(a.kind === usualKind) || b.items - a.items)
}

/** The facts by which whole documents apply or not, the one that is asked of everybody first. */
export function placeFacts({ policies, vocabulary }: Program): Fact[] {
  const names = new Set(policies.flatMap(({ document }) => factsIn(document.appliesTo)))
  return [...names].flatMap(
    (name) => vocabulary.facts.find((fact) => fact.name === name && fact.type.kind === 'enum') ?? [],
  )
}

/** The names of the facts that an expression reads. */
export function factsIn(expr: IrExpr | undefined): string[] {
  if (expr === undefined) return []
  return expr.kind === 'fact' ? [expr.name] : insideOf(expr).flatMap(factsIn)
}

function insideOf(expr: IrExpr): IrExpr[] {
  return Object.values(expr)
    .flat()
    .filter((part): part is IrExpr => typeof part === 'object' && part !== null && 'kind' in part)
}
