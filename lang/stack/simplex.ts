// The largest sum of unknowns under ceilings, in exact fractions: the simplex method with Bland's rule, which always ends.
import * as exact from '../values/rational.ts'
import { type Rational, ZERO } from '../values/rational.ts'

/** `members` are indexes of unknowns; their sum must not exceed `limit`, which is not negative. */
export type Row = { readonly members: readonly number[]; readonly limit: bigint }

/** The unknowns of one best solution of: largest sum of `count` unknowns, none negative, every row kept. */
export function largestSum(count: number, rows: readonly Row[]): Rational[] {
  const dictionary = startingDictionary(count, rows)
  for (;;) {
    const entering = lowestName(dictionary, (column) => (dictionary.gain[column] ?? ZERO).n > 0n)
    if (entering === undefined) return solutionOf(dictionary, count)
    const leaving = tightestRow(dictionary, entering)
    if (leaving === undefined) throw new RangeError('an unknown stands under no row')
    pivot(dictionary, leaving, entering)
  }
}

/** Row i says: basic[i] = value[i] − Σ factor[i][j] × free[j]; the sum gains gain[j] for every unit of free[j]. */
type Dictionary = {
  readonly basic: number[]
  readonly free: number[]
  readonly value: Rational[]
  readonly factor: Rational[][]
  readonly gain: Rational[]
}

function startingDictionary(count: number, rows: readonly Row[]): Dictionary {
  const unknowns = Array.from({ length: count }, (_, i) => i)
  return {
    basic: rows.map((_, i) => count + i),
    free: unknowns,
    value: rows.map((row) => exact.rational(row.limit)),
    factor: rows.map((row) => unknowns.map((i) => (row.members.includes(i) ? exact.ONE : ZERO))),
    gain: unknowns.map(() => exact.ONE),
  }
}

/** Bland: of the columns that help, the one whose variable has the lowest number. */
function lowestName({ free }: Dictionary, helps: (column: number) => boolean): number | undefined {
  let best: number | undefined
  for (const [column, name] of free.entries()) {
    if (helps(column) && (best === undefined || name < (free[best] ?? 0))) best = column
  }
  return best
}

function tightestRow(dictionary: Dictionary, column: number): number | undefined {
  let best: { row: number; ratio: Rational } | undefined
  for (const [row, factors] of dictionary.factor.entries()) {
    const factor = factors[column] ?? ZERO
    if (factor.n <= 0n) continue
    const ratio = exact.divide(dictionary.value[row] ?? ZERO, factor)
    const order = best ? exact.compare(ratio, best.ratio) : -1
    const name = dictionary.basic[row] ?? 0
    if (order < 0 || (order === 0 && best && name < (dictionary.basic[best.row] ?? 0))) best = { row, ratio }
  }
  return best?.row
}

/** The free variable of the column and the basic variable of the row change places. */
function pivot(dictionary: Dictionary, row: number, column: number): void {
  const { basic, free, value, factor, gain } = dictionary
  const own = factor[row] ?? []
  const by = exact.divide(exact.ONE, own[column] ?? ZERO)
  const scaled = own.map((each, j) => (j === column ? by : exact.multiply(each, by)))
  const level = exact.multiply(value[row] ?? ZERO, by)
  const name = basic[row] ?? 0
  basic[row] = free[column] ?? 0
  free[column] = name
  for (const [i, factors] of factor.entries()) {
    if (i === row) continue
    const share = factors[column] ?? ZERO
    if (share.n === 0n) continue
    factor[i] = without(factors, scaled, share, column)
    value[i] = exact.subtract(value[i] ?? ZERO, exact.multiply(share, level))
  }
  const share = gain[column] ?? ZERO
  gain.splice(0, gain.length, ...without(gain, scaled, share, column))
  factor[row] = scaled
  value[row] = level
}

function without(
  all: readonly Rational[],
  scaled: readonly Rational[],
  share: Rational,
  column: number,
): Rational[] {
  return all.map((each, j) => {
    const part = exact.multiply(share, scaled[j] ?? ZERO)
    return j === column ? exact.negate(part) : exact.subtract(each, part)
  })
}

function solutionOf({ basic, value }: Dictionary, count: number): Rational[] {
  const result: Rational[] = Array.from({ length: count }, () => ZERO)
  for (const [row, name] of basic.entries()) if (name < count) result[name] = value[row] ?? ZERO
  return result
}
