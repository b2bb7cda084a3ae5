// The items written by hand, from the text of the policies, with no use of our compiler.
import { firstAboveScale } from './firstAboveScale.ts'
import type { HandItem } from './handItem.ts'
import { integration } from './integration.ts'
import { recognition } from './recognition.ts'
import { rentRelief } from './rentRelief.ts'
import { researchDeduction } from './researchDeduction.ts'
import { researchSpending } from './researchSpending.ts'

export const HAND_ITEMS: readonly HandItem[] = [
  ...[rentRelief, recognition, researchDeduction],
  ...[firstAboveScale, integration, researchSpending],
]
