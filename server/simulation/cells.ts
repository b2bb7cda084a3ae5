// Outcomes and amounts of subjects → counts and exact sums in plain numbers, and these → reach and cost in yuan text.
import { fenToYuan, KIND_CODES, OUTCOME_CODES } from '#lang'
import type { Cost, Reach } from './result.ts'

/**
 * A cell holds the counts and sums of one group. Sums are split: the number of 2^26 分 and the rest, so that every
 * addition is exact for populations of up to sixty million, where a plain sum of doubles loses 分 above 2^53.
 */
const FIELDS = [
  ...OUTCOME_CODES,
  ...['exact', 'exactHigh', 'exactLow'],
  ...['upTo', 'upToHigh', 'upToLow'],
  ...['open', 'openFromHigh', 'openFromLow', 'openToHigh', 'openToLow', 'openEndless'],
  ...['maybe', 'maybeFromHigh', 'maybeFromLow', 'maybeToHigh', 'maybeToLow', 'maybeEndless'],
  ...['unstated', 'nonMonetary'],
] as const

export const CELL_WIDTH = FIELDS.length
const SPLIT = 2 ** 26

const at = (name: string): number => (FIELDS as readonly string[]).indexOf(name)
const [EXACT, UP_TO, OPEN, MAYBE] = [at('exact'), at('upTo'), at('open'), at('maybe')]
const [UNSTATED, NON_MONETARY] = [at('unstated'), at('nonMonetary')]
const ELIGIBLE = OUTCOME_CODES.indexOf('eligible')
const UNDETERMINED = OUTCOME_CODES.indexOf('undetermined')
const KIND_EXACT = KIND_CODES.indexOf('exact')
const KIND_UP_TO = KIND_CODES.indexOf('upper_bound')
const KIND_UNSTATED = KIND_CODES.indexOf('unstated')
const KIND_NON_MONETARY = KIND_CODES.indexOf('non_monetary')

/** Adds one subject to the cell that begins at `base`. Amounts are whole 分; `high` is Infinity where nothing bounds it. */
export function addToCell(
  cells: Float64Array,
  base: number,
  outcome: number,
  kind: number,
  low: number,
  high: number,
): void {
  add(cells, base + outcome, 1)
  const place = placeOf(outcome, kind)
  if (place < 0) return
  if (place === EXACT) addSum(cells, base + place, low)
  else if (place === UP_TO) addSum(cells, base + place, high)
  else if (place === OPEN || place === MAYBE) addRange(cells, base + place, low, high)
  else add(cells, base + place, 1)
}

/** Where the amount of such a subject is counted, or -1. */
function placeOf(outcome: number, kind: number): number {
  if (outcome === ELIGIBLE) {
    if (kind === KIND_EXACT) return EXACT
    if (kind === KIND_UP_TO) return UP_TO
    if (kind === KIND_UNSTATED) return UNSTATED
    return kind === KIND_NON_MONETARY ? NON_MONETARY : OPEN
  }
  return outcome === UNDETERMINED && kind !== KIND_UNSTATED && kind !== KIND_NON_MONETARY ? MAYBE : -1
}

/** Subjects of the same outcome and kind of amount, with the sums of their ends; `endless` of them have no upper one. */
export type Together = {
  readonly subjects: number
  readonly low: bigint
  readonly high: bigint
  readonly endless: number
}

/** Adds many subjects at once to the cell that begins at `base`. */
export function addTogether(
  cells: Float64Array,
  base: number,
  outcome: number,
  kind: number,
  { subjects, low, high, endless }: Together,
): void {
  add(cells, base + outcome, subjects)
  const place = placeOf(outcome, kind)
  if (place < 0) return
  add(cells, base + place, subjects)
  if (place === EXACT) addWhole(cells, base + place + 1, low)
  else if (place === UP_TO) addWhole(cells, base + place + 1, high)
  else if (place === OPEN || place === MAYBE) {
    addWhole(cells, base + place + 1, low)
    addWhole(cells, base + place + 3, high)
    add(cells, base + place + 5, endless)
  }
}

/** Adds a sum of any size to its two parts. */
export function addWhole(cells: Float64Array, index: number, fen: bigint): void {
  const rest = BigInt.asUintN(26, fen)
  add(cells, index, Number((fen - rest) / BigInt(SPLIT)))
  add(cells, index + 1, Number(rest))
}

/** A count and behind it the two parts of a sum. */
export function addSum(cells: Float64Array, index: number, fen: number): void {
  add(cells, index, 1)
  addFen(cells, index + 1, fen)
}

function addFen(cells: Float64Array, index: number, fen: number): void {
  const large = Math.floor(fen / SPLIT)
  add(cells, index, large)
  add(cells, index + 1, fen - large * SPLIT)
}

function addRange(cells: Float64Array, index: number, low: number, high: number): void {
  add(cells, index, 1)
  addFen(cells, index + 1, low)
  if (high === Number.POSITIVE_INFINITY) add(cells, index + 5, 1)
  else addFen(cells, index + 3, high)
}

function add(cells: Float64Array, index: number, amount: number): void {
  cells[index] = (cells[index] ?? 0) + amount
}

/** The two parts of a sum as 分. */
export function fenAt(cells: Float64Array, index: number): bigint {
  return BigInt(cells[index] ?? 0) * BigInt(SPLIT) + BigInt(cells[index + 1] ?? 0)
}

export function reachAt(cells: Float64Array, base: number): Reach {
  const counts = OUTCOME_CODES.map((each, i) => [each, cells[base + i] ?? 0])
  return Object.fromEntries(counts) as Reach
}

export function costAt(cells: Float64Array, base: number): Cost {
  const sum = (index: number) => ({
    subjects: cells[base + index] ?? 0,
    yuan: fenToYuan(fenAt(cells, base + index + 1)),
  })
  const range = (index: number) => ({
    subjects: cells[base + index] ?? 0,
    from: fenToYuan(fenAt(cells, base + index + 1)),
    to: (cells[base + index + 5] ?? 0) > 0 ? null : fenToYuan(fenAt(cells, base + index + 3)),
  })
  return {
    ...{ exact: sum(EXACT), upTo: sum(UP_TO), open: range(OPEN), undetermined: range(MAYBE) },
    ...{ unstated: cells[base + UNSTATED] ?? 0, nonMonetary: cells[base + NON_MONETARY] ?? 0 },
  }
}
