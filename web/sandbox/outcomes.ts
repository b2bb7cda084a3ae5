// The outcomes with their looks, in the order in which they are read.
import type { Outcome } from '#lang'
import { type Look, looks } from '../ui/bars.ts'
import { words } from '../words.zh.ts'

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
