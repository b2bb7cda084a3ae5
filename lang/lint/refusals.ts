// Items that an engine for many subjects cannot express → diagnostics at their declarations.
import { collector, type Diagnostic } from '../diagnostics/diagnostic.ts'
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
