// Whom a list names → a test of one row of results. Codes and bits, so that workers run it without words.
import { CAUSES, type KernelOut, KIND_CODES, OUTCOME_CODES } from '#lang'
import { CHANGES, kindOf, outcomeOf } from './change.ts'

/** Behind which number a list stands. */
export const WHICH = [
  ...OUTCOME_CODES,
  ...(['exact', 'upTo', 'open', 'unstated', 'nonMonetary', 'undeterminedAmount'] as const),
  ...(['blindSpot', 'cause', 'missing', 'alone', 'reason', 'reading'] as const),
  ...(['winners', 'losers', 'unclear', 'same'] as const),
] as const
export type Which = (typeof WHICH)[number]

/** Lists that need a reform, and those that need to know which fact, reason or reading is meant. */
export const OF_CHANGES: ReadonlySet<Which> = new Set(['winners', 'losers', 'unclear', 'same'])
export const OF_KEYS: ReadonlySet<Which> = new Set(['cause', 'missing', 'alone', 'reason', 'reading'])

/** `kinds` and `outcomes` are sets of codes as bits; `bits` are places in one of the lists of keys. */
export type Select =
  | { readonly kind: 'state'; readonly outcome: number; readonly kinds: number }
  | { readonly kind: 'causes'; readonly mask: number; readonly only: boolean }
  | {
      readonly kind: 'bits'
      readonly list: 'needs' | 'reasons' | 'readings'
      readonly bits: readonly number[]
      readonly only: boolean
      readonly outcome?: number
    }
  | { readonly kind: 'change'; readonly change: number }

const ANY_KIND = 255
const ELIGIBLE = OUTCOME_CODES.indexOf('eligible')
const UNDETERMINED = OUTCOME_CODES.indexOf('undetermined')

type KeyLists = {
  readonly needs: readonly string[]
  readonly reasons: readonly string[]
  readonly readings: readonly string[]
}

/** `key` is a cause, a fact that is missing, "code" or "code fact" of a reason, or the id of a reading. */
export function selectOf(which: Which, key: string | undefined, keys: KeyLists): Select {
  switch (which) {
    case 'eligible':
    case 'not_eligible':
    case 'undetermined':
    case 'not_applicable':
    case 'not_in_force':
      return { kind: 'state', outcome: OUTCOME_CODES.indexOf(which), kinds: ANY_KIND }
    case 'exact':
      return ofKinds(ELIGIBLE, 'exact')
    case 'upTo':
      return ofKinds(ELIGIBLE, 'upper_bound')
    case 'open':
      return ofKinds(ELIGIBLE, 'range', 'candidates')
    case 'unstated':
      return ofKinds(ELIGIBLE, 'unstated')
    case 'nonMonetary':
      return ofKinds(ELIGIBLE, 'non_monetary')
    case 'undeterminedAmount':
      return ofKinds(UNDETERMINED, 'exact', 'upper_bound', 'range', 'candidates')
    case 'blindSpot':
      return { kind: 'causes', mask: 1 << CAUSES.indexOf('fact'), only: true }
    case 'cause':
      return {
        kind: 'causes',
        mask: (1 << (CAUSES as readonly string[]).indexOf(key ?? '')) & 63,
        only: false,
      }
    case 'missing':
    case 'alone': {
      const bits = places(keys.needs, (each) => each.slice(each.indexOf(' ') + 1) === key)
      return { kind: 'bits', list: 'needs', bits, only: which === 'alone', outcome: UNDETERMINED }
    }
    case 'reason': {
      const bits = places(keys.reasons, (each) => {
        const [code, fact] = each.split('\u0000')
        return key === code || key === fact || key === `${code} ${fact}`
      })
      return {
        ...{ kind: 'bits', list: 'reasons', bits, only: false },
        outcome: OUTCOME_CODES.indexOf('not_eligible'),
      }
    }
    case 'reading':
      return {
        ...{ kind: 'bits', list: 'readings', only: false },
        bits: places(keys.readings, (each) => each === key),
      }
    case 'winners':
      return { kind: 'change', change: CHANGES.indexOf('winner') }
    case 'losers':
      return { kind: 'change', change: CHANGES.indexOf('loser') }
    case 'unclear':
    case 'same':
      return { kind: 'change', change: CHANGES.indexOf(which) }
  }
}

function ofKinds(outcome: number, ...kinds: (typeof KIND_CODES)[number][]): Select {
  return {
    kind: 'state',
    outcome,
    kinds: kinds.reduce((bits, each) => bits | (1 << KIND_CODES.indexOf(each)), 0),
  }
}

function places(keys: readonly string[], fits: (key: string) => boolean): number[] {
  return keys.flatMap((each, i) => (fits(each) ? [i] : []))
}

export function matches(
  select: Select,
  out: KernelOut,
  row: number,
  state: number,
  change: number,
  words: Readonly<Record<'needs' | 'reasons' | 'readings', number>>,
): boolean {
  switch (select.kind) {
    case 'state':
      return outcomeOf(state) === select.outcome && ((select.kinds >> kindOf(state)) & 1) === 1
    case 'causes': {
      const causes = outcomeOf(state) === UNDETERMINED ? (out.causes?.[row] ?? 0) : 0
      return select.only ? causes === select.mask : (causes & select.mask) !== 0
    }
    case 'bits':
      if (select.outcome !== undefined && outcomeOf(state) !== select.outcome) return false
      return hasBit(select.bits, select.only, out[select.list], row, words[select.list])
    case 'change':
      return change === select.change
  }
}

function hasBit(
  bits: readonly number[],
  only: boolean,
  all: Int32Array | undefined,
  row: number,
  words: number,
): boolean {
  const has = (bit: number) => (((all?.[row * words + (bit >> 5)] ?? 0) >> (bit & 31)) & 1) === 1
  if (!bits.some(has)) return false
  if (!only) return true
  let count = 0
  for (let word = 0; word < words; word++) {
    let rest = all?.[row * words + word] ?? 0
    while (rest !== 0) {
      rest &= rest - 1
      count++
    }
  }
  return count === 1
}
