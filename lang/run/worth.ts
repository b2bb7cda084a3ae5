// Amounts while they are computed: bounds with how binding they are. At the end they become the amount of a finding.

import type { Interval } from '../values/interval.ts'
import * as interval from '../values/interval.ts'
import { fenToYuan, toFen } from '../values/money.ts'
import { compare, equal, type Rational, ZERO } from '../values/rational.ts'
import type { Truth } from '../values/truth.ts'
import type { Amount } from './finding.ts'

/**
 * exact: the text fixes it; upTo: at most that much, the authority decides; span: the text itself gives a range;
 * choice: the text gives alternatives; unstated: no figure; none: nothing that money measures.
 */
export type Worth = {
  readonly sort: 'exact' | 'upTo' | 'span' | 'choice' | 'unstated' | 'none'
  readonly bounds: Interval
  readonly options?: readonly Interval[]
}

export const WORTHLESS: Worth = { sort: 'none', bounds: interval.NOTHING }

const STRENGTH: Readonly<Record<Worth['sort'], number>> = {
  none: 0,
  exact: 1,
  upTo: 2,
  span: 3,
  choice: 4,
  unstated: 5,
}

/** Two parts of one item together; the less certain kind wins. */
export function addWorth(a: Worth, b: Worth): Worth {
  if (a.sort === 'none') return b
  if (b.sort === 'none') return a
  const sort = STRENGTH[a.sort] >= STRENGTH[b.sort] ? a.sort : b.sort
  // Alternatives of several parts would multiply; their range says the same without inventing combinations.
  return { sort: sort === 'choice' ? 'span' : sort, bounds: interval.add(a.bounds, b.bounds) }
}

/** What is still possible to be paid, given whether the conditions hold. */
export function payable(worth: Worth, holds: Truth): Worth {
  if (holds === 'true') return worth
  if (holds === 'false') return { sort: worth.sort === 'none' ? 'none' : 'exact', bounds: interval.NOTHING }
  // Nothing is one more possibility beside the text's alternatives, so what is left is a range.
  const sort = worth.sort === 'choice' ? 'span' : worth.sort
  return { sort, bounds: interval.hull(interval.NOTHING, worth.bounds) }
}

/** Limits a worth by a cap. Below zero there is nothing to pay. */
export function limit(worth: Worth, cap: Interval): Worth {
  const bounds = atLeastZero(interval.minimum(worth.bounds, cap))
  const options = worth.options?.map((each) => atLeastZero(interval.minimum(each, cap)))
  return options ? { ...worth, bounds, options } : { ...worth, bounds }
}

export function atLeastZero(bounds: Interval): Interval {
  if (bounds.absent === 'yes') return interval.NOTHING
  const low = bounds.low && compare(bounds.low, ZERO) > 0 && bounds.absent === 'no' ? bounds.low : ZERO
  const high = bounds.high && compare(bounds.high, ZERO) < 0 ? ZERO : bounds.high
  return { low, high, absent: 'no' }
}

export function yuan(amount: Rational): string {
  return fenToYuan(toFen(amount))
}

export function isPoint(bounds: Interval): boolean {
  return bounds.low !== undefined && bounds.high !== undefined && equal(bounds.low, bounds.high)
}

/** A worth as the amount that a finding shows. */
export function worthToAmount(worth: Worth, holds: Truth): Amount {
  const { bounds } = worth
  if (worth.sort === 'none') return { kind: 'non_monetary' }
  if (holds === 'false') return { kind: 'exact', yuan: '0.00' }
  if (worth.sort === 'unstated') return { kind: 'unstated' }
  if (worth.sort === 'choice' && worth.options?.every(isPoint)) {
    const values = worth.options.map((each) => yuan(each.low ?? ZERO))
    if (new Set(values).size === 1) return { kind: 'exact', yuan: values[0] ?? '0.00' }
    return {
      kind: 'candidates',
      candidates: values.map((each) => ({ reading: '文件分档而未列条件，由主管部门确定', yuan: each })),
    }
  }
  if (worth.sort === 'upTo') {
    // At most so much may come to nothing, whatever a formula would give.
    return bounds.high
      ? { kind: 'upper_bound', yuan: yuan(bounds.high) }
      : { kind: 'range', from: '0.00', to: null }
  }
  if (isPoint(bounds)) return { kind: 'exact', yuan: yuan(bounds.low ?? ZERO) }
  return { kind: 'range', from: yuan(bounds.low ?? ZERO), to: bounds.high ? yuan(bounds.high) : null }
}
