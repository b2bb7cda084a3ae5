// An item's id → the item and its document.
import type { Item, Policy, Program } from '#lang'

export type FoundItem = { readonly policy: Policy; readonly item: Item }

export function itemNamed(program: Program, id: string | undefined): FoundItem | undefined {
  for (const policy of program.policies) {
    const item = policy.items.find((each) => each.id === id)
    if (item) return { policy, item }
  }
  return undefined
}

export function itemTitle(program: Program, id: string): string {
  return itemNamed(program, id)?.item.title ?? id
}
