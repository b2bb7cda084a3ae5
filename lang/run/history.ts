// What was received before for an item: entries of the collection 已获支持 that name it, under this document or one
// that this document repeals. Unknown history stays unknown.
import type { Item } from '../ir/ir.ts'
import { yearOf } from '../values/dates.ts'
import { add, floor, type Rational, ZERO } from '../values/rational.ts'
import { not, or, type Truth } from '../values/truth.ts'
import type { Machine } from './machine.ts'
import type { Element } from './subject.ts'

export const HISTORY = '已获支持'

export type History = {
  /** Whether nothing was received yet (in the given year, or ever). */
  truth(year: number | undefined): Truth
  /** The sum received; undefined while an entry has no amount. */
  readonly sum: Rational | undefined
}

/** Undefined while it is not known what the subject has received. */
export function receivedBefore(machine: Machine, item: Item): History | undefined {
  const entries = machine.elements(HISTORY)
  if (!entries) return undefined
  const matched = entries.map((entry) => ({ entry, matches: names(machine, entry, item) }))
  const sure = matched.filter((each) => each.matches === 'true').map((each) => each.entry)
  const perhaps = matched.some((each) => each.matches === 'unknown')
  return {
    truth: (year) =>
      not(matched.reduce<Truth>((any, each) => or(any, inYear(each.entry, each.matches, year)), 'false')),
    sum: perhaps ? undefined : sumOf(sure),
  }
}

function names(machine: Machine, entry: Element, item: Item): Truth {
  const matter = entry.get('事项')
  if (!matter) return 'unknown'
  if (matter.kind !== 'word' || (matter.value !== item.title && matter.value !== item.id)) return 'false'
  const number = entry.get('文号')
  if (number?.kind !== 'word') return 'true'
  const { document } = machine.index.policy
  const same = [document.number, ...document.repeals.map((each) => each.number)]
  return same.includes(number.value) ? 'true' : 'false'
}

function inYear(entry: Element, matches: Truth, year: number | undefined): Truth {
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
