// The checks of the official words, in the order of their codes.
import { capScopes } from './caps.ts'
import { fairCompetition } from './competition.ts'
import { expiredWindows } from './expired.ts'
import { goalSums, goalsStatedTwice } from './goals.ts'
import { goneNames } from './gone.ts'
import { missingOwners } from './owners.ts'
import { deadReferences, vagueStandards } from './references.ts'
import { repeatedSentences } from './repeated.ts'
import { stageSums } from './stages.ts'
import { tiersWithoutCriteria } from './tiers.ts'
import { missingUnits } from './units.ts'
import { windowsWithoutStart } from './windows.ts'
import type { WordsCheck } from './words.ts'

export const WORDS_CHECKS: readonly WordsCheck[] = [
  ...[stageSums, goneNames, expiredWindows, missingUnits, repeatedSentences, capScopes, windowsWithoutStart],
  ...[fairCompetition, deadReferences, vagueStandards, missingOwners, goalSums, goalsStatedTwice],
  tiersWithoutCriteria,
]
