// The checks of rules against their words, in the order of their codes.
import type { RuleCheck } from './checked.ts'
import { figuresOfTheText } from './figures.ts'
import { openTargets } from './promises.ts'
import { subjects } from './subjects.ts'
import { statedTotals, targetSums, targetsStatedTwice } from './sums.ts'
import { contradictions, tiers } from './tables.ts'
import { unusedNames } from './unused.ts'

export const RULE_CHECKS: readonly RuleCheck[] = [
  ...[statedTotals, targetSums, targetsStatedTwice],
  ...[unusedNames, tiers, contradictions, figuresOfTheText, subjects, openTargets],
]
