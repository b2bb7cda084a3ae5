// The results of some subjects in a row → counts, sums, kept results and the rows of a list. Runs where results arise.
import { CAUSES, type KernelOut, OUTCOME_CODES } from '#lang'
import { addSum, addToCell, CELL_WIDTH } from './cells.ts'
import { certainFen, changeOf, packedState } from './change.ts'
import { matches, type Select } from './select.ts'

/** What can be said of a subject beside its outcome and amount, each a bit in the results. */
export type Keys = {
  readonly needs: readonly string[]
  readonly reasons: readonly string[]
  readonly readings: readonly string[]
  /** Places for candidates a row. */
  readonly candidates: number
}

/** One item's outcomes and amounts of all subjects, in shared memory. */
export type Kept = {
  readonly state: Uint8Array
  readonly low: Float64Array
  readonly high: Float64Array
}

/** `codes` says of every subject in which group it is; `size` is how many groups there are. */
export type Grouping = { readonly codes: Int32Array; readonly size: number }

export type Job = {
  readonly groupings: readonly Grouping[]
  readonly keep?: Kept
  /** What the same item gave before a reform. */
  readonly before?: Kept
  readonly select?: Select
}

export type Tally = {
  /** The cell of all, then those of each grouping. */
  readonly cells: Float64Array
  readonly causes: Float64Array
  readonly needs: Float64Array
  /** Of `needs`: subjects that lack nothing else. */
  readonly alone: Float64Array
  readonly reasons: Float64Array
  readonly readings: Float64Array
  blindSpot: number
  /** Same, winners, losers, unclear, each a count and the two parts of the 分 by which certain amounts differ. */
  readonly changes: Float64Array
}

/** Rows of a list; `candidates` only for those that have some. */
export type Rows = {
  readonly index: Int32Array
  readonly state: Uint8Array
  readonly low: Float64Array
  readonly high: Float64Array
  readonly needs: Int32Array
  readonly candidates: ReadonlyMap<number, readonly number[]>
}

export type Digest = { readonly tally: Tally; readonly rows?: Rows }

export const CHANGE_WIDTH = 3

function emptyTally(keys: Keys, groupings: readonly Grouping[]): Tally {
  const groups = groupings.reduce((sum, each) => sum + each.size, 1)
  return {
    cells: new Float64Array(groups * CELL_WIDTH),
    causes: new Float64Array(CAUSES.length),
    needs: new Float64Array(keys.needs.length),
    alone: new Float64Array(keys.needs.length),
    reasons: new Float64Array(keys.reasons.length),
    readings: new Float64Array(keys.readings.length),
    blindSpot: 0,
    changes: new Float64Array(4 * CHANGE_WIDTH),
  }
}

const NOT_ELIGIBLE = OUTCOME_CODES.indexOf('not_eligible')
const UNDETERMINED = OUTCOME_CODES.indexOf('undetermined')
const FACT_ALONE = 1 << CAUSES.indexOf('fact')

/** Digests `count` subjects from `from` on, whose results lie in `out` from place 0. */
export function digest(keys: Keys, out: KernelOut, from: number, count: number, job: Job): Digest {
  const tally = emptyTally(keys, job.groupings)
  const words = (list: readonly string[]): number => Math.ceil(list.length / 32)
  const wide = { needs: words(keys.needs), reasons: words(keys.reasons), readings: words(keys.readings) }
  const chosen: number[] = []
  for (let row = 0; row < count; row++) {
    const subject = from + row
    const outcome = out.outcome[row] ?? 0
    const kind = out.kind[row] ?? 0
    const low = out.low[row] ?? 0
    const high = out.high[row] ?? 0
    addToCell(tally.cells, 0, outcome, kind, low, high)
    let base = CELL_WIDTH
    for (const { codes, size } of job.groupings) {
      addToCell(tally.cells, base + (codes[subject] ?? 0) * CELL_WIDTH, outcome, kind, low, high)
      base += size * CELL_WIDTH
    }
    if (outcome === UNDETERMINED) {
      const causes = out.causes?.[row] ?? 0
      for (let bit = 0; bit < CAUSES.length; bit++)
        if ((causes >> bit) & 1) tally.causes[bit] = (tally.causes[bit] ?? 0) + 1
      if (causes === FACT_ALONE) tally.blindSpot++
      countNeeds(tally, out.needs, row, wide.needs)
    }
    if (outcome === NOT_ELIGIBLE) countBits(tally.reasons, out.reasons, row, wide.reasons)
    countBits(tally.readings, out.readings, row, wide.readings)
    const state = packedState(outcome, kind)
    const change = job.before ? compare(tally, job.before, subject, state, low, high) : 0
    if (job.keep) {
      job.keep.state[subject] = state
      job.keep.low[subject] = low
      job.keep.high[subject] = high
    }
    if (job.select && matches(job.select, out, row, state, change, wide)) chosen.push(row)
  }
  return job.select ? { tally, rows: rowsOf(keys, out, from, chosen, wide.needs) } : { tally }
}

function compare(
  tally: Tally,
  before: Kept,
  subject: number,
  state: number,
  low: number,
  high: number,
): number {
  const was = before.state[subject] ?? 0
  const wasLow = before.low[subject] ?? 0
  const change = changeOf(was, wasLow, before.high[subject] ?? 0, state, low, high)
  addSum(tally.changes, change * CHANGE_WIDTH, certainFen(state, low) - certainFen(was, wasLow))
  return change
}

function countBits(counts: Float64Array, bits: Int32Array | undefined, row: number, words: number): void {
  if (!bits) return
  for (let word = 0; word < words; word++) {
    let rest = bits[row * words + word] ?? 0
    while (rest !== 0) {
      const bit = 31 - Math.clz32(rest)
      rest ^= 1 << bit
      const index = word * 32 + bit
      counts[index] = (counts[index] ?? 0) + 1
    }
  }
}

function countNeeds(tally: Tally, bits: Int32Array | undefined, row: number, words: number): void {
  if (!bits) return
  countBits(tally.needs, bits, row, words)
  let found = -1
  for (let word = 0; word < words; word++) {
    const own = bits[row * words + word] ?? 0
    if (own === 0) continue
    const bit = 31 - Math.clz32(own)
    if (found >= 0 || own !== 1 << bit) return
    found = word * 32 + bit
  }
  if (found >= 0) tally.alone[found] = (tally.alone[found] ?? 0) + 1
}

function rowsOf(keys: Keys, out: KernelOut, from: number, chosen: readonly number[], words: number): Rows {
  const candidates = new Map<number, readonly number[]>()
  const needs = new Int32Array(chosen.length * words)
  for (const [i, row] of chosen.entries()) {
    for (let word = 0; word < words; word++) needs[i * words + word] = out.needs?.[row * words + word] ?? 0
    const own = out.candidates?.subarray(row * keys.candidates, (row + 1) * keys.candidates) ?? []
    const values = [...own].filter((each) => !Number.isNaN(each))
    if (values.length > 0)
      candidates.set(
        from + row,
        [...new Set(values)].sort((a, b) => a - b),
      )
  }
  const take = <T extends Float64Array | Int32Array | Uint8Array>(
    into: T,
    of: (row: number) => number,
  ): T => {
    for (const [i, row] of chosen.entries()) into[i] = of(row)
    return into
  }
  return {
    index: take(new Int32Array(chosen.length), (row) => from + row),
    state: take(new Uint8Array(chosen.length), (row) =>
      packedState(out.outcome[row] ?? 0, out.kind[row] ?? 0),
    ),
    low: take(new Float64Array(chosen.length), (row) => out.low[row] ?? 0),
    high: take(new Float64Array(chosen.length), (row) => out.high[row] ?? 0),
    ...{ needs, candidates },
  }
}
