// Where a case stands, as far as its path is concerned: small and finite, so that all of it can be explored.
import type { Hand, Path } from './path.ts'

type OrderState = 'none' | 'made' | 'sent' | 'unknown' | 'returned' | 'paid'

export type Situation = {
  readonly step: string
  readonly correctionUsed: boolean
  readonly publicity: 'none' | 'open' | 'closed'
  readonly objection: 'none' | 'open'
  readonly frozen: boolean
  readonly reserved: boolean
  readonly veto: 'unchecked' | 'clear' | 'found'
  readonly order: OrderState
  readonly appeal: 'none' | 'open'
  /** Everyone whose hand it passed through. */
  readonly hands: Readonly<Record<Hand, readonly number[]>>
}

export function startOf(path: Path): Situation {
  return {
    step: path.start,
    ...{ correctionUsed: false, publicity: 'none', objection: 'none', frozen: false, reserved: false },
    ...{ veto: 'unchecked', order: 'none', appeal: 'none' },
    hands: { check: [], handle: [], review: [], approve: [], pay: [], appeal: [] },
  }
}

/** What the moment decides: the clock, the budget, the register, other departments. */
export type Circumstances = {
  readonly publicityOver: boolean
  readonly budgetSuffices: boolean
  readonly vetoFound: boolean
  readonly opinionsComplete: boolean
  readonly upperLevelPaid: boolean
  readonly placeLeft: boolean
}
