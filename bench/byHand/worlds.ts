// One subject under each combination of open readings → the one answer that holds for all of them.
import { type HandOut, NO, YES } from './handItem.ts'

const ELIGIBLE = 0
const NOT_ELIGIBLE = 1
const UNDETERMINED = 2
const NOT_APPLICABLE = 3
const NOT_IN_FORCE = 4
const EXACT = 1
const UPPER_BOUND = 2
const RANGE = 3
const CANDIDATES = 4

/** At most four combinations come up in the items written by hand. `unit`: into how many parts of a 分 amounts are counted, so that they are cut once, at the end. */
export function createWorlds(out: HandOut, unit = 1) {
  const outcomes = new Uint8Array(4)
  const kinds = new Uint8Array(4)
  const lows = new Float64Array(4)
  const highs = new Float64Array(4)
  let count = 0
  let anyUpTo = false
  let anySpan = false

  /** `place`, `window` and `rest` say whether the item holds; `upTo` that the text only sets a limit. */
  function add(place: number, window: number, rest: number, low: number, high: number, upTo: boolean): void {
    outcomes[count] = outcomeOf(place, window, rest)
    const holds = Math.min(place, window, rest)
    const least = holds === YES && !upTo ? low : 0
    if (holds === NO) {
      kinds[count] = EXACT
      lows[count] = 0
      highs[count] = 0
    } else {
      lows[count] = least
      highs[count] = high
      kinds[count] = upTo ? (high === Infinity ? RANGE : UPPER_BOUND) : least === high ? EXACT : RANGE
      if (upTo) anyUpTo = true
      else if (high !== 0) anySpan = true
    }
    count++
  }

  function outcomeOf(place: number, window: number, rest: number): number {
    if (place !== YES) return place === NO ? NOT_APPLICABLE : UNDETERMINED
    if (window !== YES) return window === NO ? NOT_IN_FORCE : UNDETERMINED
    return rest === YES ? ELIGIBLE : rest === NO ? NOT_ELIGIBLE : UNDETERMINED
  }

  function cut(amount: number): number {
    return unit === 1 || amount === Infinity ? amount : Math.floor(amount / unit)
  }

  /** Writes the answer to place `o` and forgets the combinations. */
  function settle(o: number): void {
    let outcome = outcomes[0] ?? UNDETERMINED
    let [low, high] = [lows[0] ?? 0, highs[0] ?? 0]
    let same = true
    let exact = kinds[0] === EXACT
    for (let i = 1; i < count; i++) {
      if (outcomes[i] !== outcome) outcome = UNDETERMINED
      const [l, h] = [lows[i] ?? 0, highs[i] ?? 0]
      if (kinds[i] !== kinds[0] || cut(l) !== cut(lows[0] ?? 0) || cut(h) !== cut(highs[0] ?? 0)) same = false
      if (kinds[i] !== EXACT) exact = false
      if (l < low) low = l
      if (h > high) high = h
    }
    out.outcome[o] = outcome
    out.low[o] = cut(low)
    out.high[o] = cut(high)
    out.kind[o] = same ? (kinds[0] ?? EXACT) : exact ? CANDIDATES : mixed(low, high)
    count = 0
    anyUpTo = false
    anySpan = false
  }

  function mixed(low: number, high: number): number {
    if (anyUpTo && !anySpan) return high === Infinity ? RANGE : UPPER_BOUND
    return low === high ? EXACT : RANGE
  }

  /** The answer of a subject to whom no combination gives anything. */
  function nothing(o: number, applies: boolean): void {
    out.outcome[o] = applies ? NOT_ELIGIBLE : NOT_APPLICABLE
    out.kind[o] = EXACT
    out.low[o] = 0
    out.high[o] = 0
  }

  return { add, settle, nothing }
}
