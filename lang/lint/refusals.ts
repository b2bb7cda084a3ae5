// Items that an engine for many subjects cannot express → diagnostics at their declarations.
import { collector, type Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Unclosed } from '../ir/packageForm.ts'
import type { Tree } from '../syntax/tree.ts'
import { idOf } from './lint.ts'
import { declarationAt, placeIn } from './rules/checked.ts'

/** `what` is the construct in Chinese, `target` the engine: 列式内核, DuckDB … */
export type Refusal = {
  readonly item: string
  readonly policy: string
  readonly what: string
  readonly target: string
}

/** E0601 for each: such an item is left to the interpreter, and whoever asked is told. */
export function refusalDiagnostics(trees: readonly Tree[], refusals: readonly Refusal[]): Diagnostic[] {
  const { report, all } = collector()
  for (const { item, policy, what, target } of refusals) {
    const tree = trees.find((each) => idOf(each) === policy)
    if (tree) report('E0601', placeIn(tree, declarationAt(tree, '事项', item)), { item, what, target })
  }
  return [...all]
}

/** E0602 for each relation or declared matter once: what it ties is resolved subject by subject. */
export function unclosedDiagnostics(
  trees: readonly Tree[],
  unclosed: readonly Unclosed[],
  target: string,
): Diagnostic[] {
  const { report, all } = collector()
  const once = new Map(unclosed.map((each) => [`${each.policy} ${each.kind} ${each.id}`, each]))
  for (const { kind, id, policy, title, what } of once.values()) {
    const word = kind === 'relation' ? '关系' : '同类'
    const tree = trees.find((each) =>
      kind === 'relation' ? idOf(each) === policy : declarationAt(each, word, id) !== undefined,
    )
    if (tree) report('E0602', placeIn(tree, declarationAt(tree, word, id)), { relation: title, what, target })
  }
  return [...all]
}
