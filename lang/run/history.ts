// What was received before for an item: entries of the collection 已获支持 that name it, under this document or one
// that this document repeals. Unknown history stays unknown.
import type { Document, Item } from '../ir/ir.ts'
import { HISTORY } from '../ir/lookup.ts'
import { yearOf } from '../values/dates.ts'
import { type Interval, known } from '../values/interval.ts'
import { add, compare, floor, type Rational, ZERO } from '../values/rational.ts'
import { not, or, type Truth } from '../values/truth.ts'
import type { Machine } from './machine.ts'
import type { Element } from './subject.ts'

export type History = {
  /** Whether nothing was received yet (in the given year, or ever). */
  truth(year: number | undefined): Truth
  /**
   * For elements dated so, whether each is still unpaid. An entry pays the latest element that is not younger than it:
   * the payment of 2025 is for the event of 2025, not again for that of 2022.
   */
  unpaid(dates: readonly (Interval | undefined)[]): Truth[]
  /** The sum received; undefined while an entry has no amount. */
  readonly sum: Rational | undefined
}

/** Undefined while it is not known what the subject has received. */
export function receivedBefore(machine: Machine, item: Item): History | undefined {
  const entries = machine.elements(HISTORY)
  if (!entries) return undefined
  const { document } = machine.index.policy
  const matched = entries.map((entry) => ({ entry, matches: belongs(entry, item, document) }))
  const sure = matched.filter((each) => each.matches === 'true').map((each) => each.entry)
  const perhaps = matched.some((each) => each.matches === 'unknown')
  return {
    truth: (year) =>
      not(matched.reduce<Truth>((any, each) => or(any, inYear(each.entry, each.matches, year)), 'false')),
    unpaid: (dates) => unpaidOf(matched, dates),
    sum: perhaps ? undefined : sumOf(sure),
  }
}

/** Whether an entry is a payment for this item: it names the item, under its document or one that this repeals. */
export function belongs(entry: Element, item: Item, document: Document): Truth {
  const matter = entry.get('事项')
  if (!matter) return 'unknown'
  if (matter.kind !== 'word' || (matter.value !== item.title && matter.value !== item.id)) return 'false'
  const number = entry.get('文号')
  if (number?.kind !== 'word') return 'unknown'
  const same = [document.number, ...document.repeals.map((each) => each.number)]
  return same.includes(number.value) ? 'true' : 'false'
}

function unpaidOf(
  matched: readonly { readonly entry: Element; readonly matches: Truth }[],
  dates: readonly (Interval | undefined)[],
): Truth[] {
  const result: Truth[] = dates.map(() => 'true')
  for (const { entry, matches } of matched) {
    if (matches === 'false') continue
    const date = entry.get('日期')
    const days = dates.map((each) => each && known(each))
    if (matches === 'unknown' || date?.kind !== 'number' || days.includes(undefined)) {
      for (const i of result.keys()) if (result[i] === 'true') result[i] = 'unknown'
      continue
    }
    const paid = latestNotAfter(days, date.value)
    if (paid !== undefined) result[paid] = 'false'
  }
  return result
}

function latestNotAfter(days: readonly (Rational | undefined)[], limit: Rational): number | undefined {
  let best: number | undefined
  for (const [i, day] of days.entries()) {
    if (!day || compare(day, limit) > 0) continue
    const before = best === undefined ? undefined : days[best]
    if (!before || compare(day, before) > 0) best = i
  }
  return best
}

/** An entry's match, narrowed to one calendar year when a year is given. */
export function inYear(entry: Element, matches: Truth, year: number | undefined): Truth {
  if (matches === 'false' || year === undefined) return matches
  const date = entry.get('日期')
  if (date?.kind !== 'number') return 'unknown'
  return yearOf(Number(floor(date.value))) === year ? matches : 'false'
}

function sumOf(entries: readonly Element[]): Rational | undefined {
  let sum = ZERO
  for (const entry of entries) {
    const amount = entry.get('金额')
    if (amount?.kind !== 'number') return undefined
    sum = add(sum, amount.value)
  }
  return sum
}
