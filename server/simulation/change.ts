// What an item gives a subject before and after a reform → better, worse, the same, or not to be said.
import { KIND_CODES, OUTCOME_CODES } from '#lang'

export const CHANGES = ['same', 'winner', 'loser', 'unclear'] as const
export type ChangeCode = 0 | 1 | 2 | 3
const SAME = 0
const WINNER = 1
const LOSER = 2
const UNCLEAR = 3

const ELIGIBLE = OUTCOME_CODES.indexOf('eligible')
const UNDETERMINED = OUTCOME_CODES.indexOf('undetermined')
const EXACT = KIND_CODES.indexOf('exact')
const UP_TO = KIND_CODES.indexOf('upper_bound')
const WITHOUT_AMOUNT = new Set([KIND_CODES.indexOf('unstated'), KIND_CODES.indexOf('non_monetary')])

/** Outcome and kind of amount in one byte. */
export function packedState(outcome: number, kind: number): number {
  return outcome | (kind << 3)
}

export function outcomeOf(state: number): number {
  return state & 7
}

export function kindOf(state: number): number {
  return state >> 3
}

/**
 * Certain is what is decided: who is surely eligible for an exact amount, for a service, or surely not. An amount that
 * opens, closes or moves while it is a range says neither gain nor loss.
 */
export function changeOf(
  before: number,
  beforeLow: number,
  beforeHigh: number,
  after: number,
  afterLow: number,
  afterHigh: number,
): ChangeCode {
  const [was, is] = [outcomeOf(before), outcomeOf(after)]
  if (before === after && beforeLow === afterLow && beforeHigh === afterHigh) return SAME
  if (was === UNDETERMINED || is === UNDETERMINED) return UNCLEAR
  if (was !== ELIGIBLE) return is === ELIGIBLE ? WINNER : SAME
  if (is !== ELIGIBLE) return LOSER
  if (kindOf(before) !== kindOf(after)) return UNCLEAR
  if (kindOf(after) === EXACT) return afterLow > beforeLow ? WINNER : LOSER
  return WITHOUT_AMOUNT.has(kindOf(after)) ? SAME : UNCLEAR
}

/** What a subject is sure to get, in 分: of an upper bound nothing, of a range its lower end. */
export function certainFen(state: number, low: number): number {
  if (outcomeOf(state) !== ELIGIBLE) return 0
  const kind = kindOf(state)
  return kind === UP_TO || WITHOUT_AMOUNT.has(kind) ? 0 : low
}
