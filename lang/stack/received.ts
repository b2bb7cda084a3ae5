// What was received before, counted for items and scopes: at least and at most, because entries may be incomplete.
import type { Document, Item } from '../ir/ir.ts'
import { HISTORY } from '../ir/lookup.ts'
import { belongs, inYear } from '../run/history.ts'
import type { Element, Subject } from '../run/subject.ts'
import { dateToIso } from '../values/dates.ts'
import { fenToYuan, toFen } from '../values/money.ts'
import { floor } from '../values/rational.ts'
import type { Truth } from '../values/truth.ts'
import type { EntryRef } from './result.ts'

/** The entries of 已获支持; undefined while it is not known what was received. */
export type Receipts = readonly Receipt[] | undefined

export type Receipt = { readonly index: number; readonly element: Element; readonly fen: bigint | undefined }

/** In 分. `most` is undefined when nothing bounds it. */
export type Sum = {
  readonly least: bigint
  readonly most: bigint | undefined
  /** How many entries surely count. */
  readonly sure: number
  readonly receipts: readonly Receipt[]
}

export const NOTHING_RECEIVED: Sum = { least: 0n, most: 0n, sure: 0, receipts: [] }

export function receiptsOf(subject: Subject): Receipts {
  return subject.collections.get(HISTORY)?.map((element, index) => {
    const amount = element.get('金额')
    return { index, element, fen: amount?.kind === 'number' ? toFen(amount.value) : undefined }
  })
}

/** Whether an entry pays this item, in this calendar year when one is given. */
export function pays(receipt: Receipt, item: Item, document: Document, year?: number): Truth {
  return inYear(receipt.element, belongs(receipt.element, item, document), year)
}

/** The sum of the entries that count; an entry that perhaps counts widens it. */
export function sumOf(receipts: Receipts, counts: (receipt: Receipt) => Truth): Sum {
  if (!receipts) return { least: 0n, most: undefined, sure: 0, receipts: [] }
  let sum = NOTHING_RECEIVED
  for (const receipt of receipts) {
    const truth = counts(receipt)
    if (truth === 'false') continue
    const { fen } = receipt
    sum = {
      least: truth === 'true' ? sum.least + (fen ?? 0n) : sum.least,
      most: sum.most === undefined || fen === undefined ? undefined : sum.most + fen,
      sure: truth === 'true' ? sum.sure + 1 : sum.sure,
      receipts: [...sum.receipts, receipt],
    }
  }
  return sum
}

export function entryRef({ index, element, fen }: Receipt): EntryRef {
  const [item, number, date] = [element.get('事项'), element.get('文号'), element.get('日期')]
  return {
    index,
    ...(item?.kind === 'word' ? { item: item.value } : {}),
    ...(number?.kind === 'word' ? { number: number.value } : {}),
    ...(fen === undefined ? {} : { yuan: fenToYuan(fen) }),
    ...(date?.kind === 'number' ? { date: dateToIso(Number(floor(date.value))) } : {}),
  }
}
