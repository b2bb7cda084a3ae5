// What an enterprise has received before for an item, under 渝北府办发〔2024〕34号 or 〔2022〕38号 that it repeals, or under
// 渝北府发〔2021〕13号: entries of 已获支持 that name the item.
import type { ColumnSource, KernelColumn } from '#lang'
import { field, NO, UNKNOWN, YES } from './handItem.ts'

export const SUPPORT = '已获支持'
export const SUPPORT_COLUMNS: readonly KernelColumn[] = [
  field(SUPPORT, '事项', 'word'),
  field(SUPPORT, '文号', 'word'),
  field(SUPPORT, '日期', 'number'),
]

export function receivedIn(source: ColumnSource, names: readonly string[], numbers: readonly string[]) {
  const { known, offsets } = source.collection(SUPPORT)
  const [item, number, date] = SUPPORT_COLUMNS.map((each) => source.column(each))
  if (!item || !number || !date) throw new TypeError('no columns of 已获支持')
  const [title, id] = names.map((each) => source.text(each))
  const [first, second] = numbers.map((each) => source.text(each))

  /** Whether entry `e` is a payment for the item. */
  function matches(e: number): number {
    if (item?.states[e] !== 1) return UNKNOWN
    const code = item.values[e]
    if (code !== title && code !== id) return NO
    if (number?.states[e] !== 1) return UNKNOWN
    return number.values[e] === first || number.values[e] === second ? YES : NO
  }

  /** Whether anything was received, ever. */
  function ever(i: number): number {
    if (known[i] !== 1) return UNKNOWN
    let any = NO
    const end = offsets[i + 1] ?? 0
    for (let e = offsets[i] ?? 0; e < end; e++) any = Math.max(any, matches(e))
    return any
  }

  return { known, offsets, matches, ever, date }
}
