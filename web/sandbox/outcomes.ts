// The outcomes with their looks, and which of them have lists.
import type { Outcome } from '#lang'
import { words } from '../words.zh.ts'
import { type Look, looks } from './bars.ts'
import type { ListQuery } from './list.ts'

const look: { readonly [K in Outcome]: Look } = {
  eligible: looks.exact,
  undetermined: looks.open,
  not_eligible: looks.notEligible,
  not_applicable: looks.quiet,
  not_in_force: looks.quieter,
}

const outcomes: readonly Outcome[] = [
  ...(['eligible', 'undetermined', 'not_eligible', 'not_applicable', 'not_in_force'] as const),
]

export const outcomeEntries = outcomes.map((key) => ({ key, name: words.outcome[key], look: look[key] }))

/** The list behind the count of an outcome, as a property of the count. */
export function listed(
  item: string,
  outcome: Outcome,
  rest: Omit<ListQuery, 'item' | 'which'> = {},
): { readonly list?: ListQuery } {
  return outcome === 'eligible' || outcome === 'undetermined' || outcome === 'not_eligible'
    ? { list: { item, which: outcome, ...rest } }
    : {}
}
