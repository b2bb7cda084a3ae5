// A case → the item of the rules that it is about.
import type { Document, Item, Program } from '#lang'
import { GrantingError } from './problem.ts'

export type RuledItem = { readonly document: Document; readonly item: Item }

/** Throws GrantingError `not_supported` where the rules have no such item. */
export function itemOf(
  program: Program,
  { policy, item: id }: { readonly policy: string; readonly item: string },
): RuledItem {
  const found = program.policies.find((each) => each.document.id === policy)
  const item = found?.items.find((each) => each.id === id)
  if (found && item) return { document: found.document, item }
  throw new GrantingError('not_supported', `规则里没有文件 ${policy} 的事项 ${id}，请核对事项办理设置`)
}
