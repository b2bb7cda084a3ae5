// Payments that were made → entries of 已获支持, beside what the finance bureau listed. Pure.
import { type Element, fenToYuan, readSubject, type Vocabulary } from '#lang'
import { canonical } from '../audit/canonical.ts'
import { historyOf } from './dictionary.ts'
import type { Statement } from './statement.ts'

/** Money that arrived, under whichever document. */
export type Receipt = {
  /** The item's title or id, as the document has it. */
  readonly item: string
  readonly documentNumber: string
  readonly fen: bigint
  /** The day it arrived (ISO). */
  readonly date: string
  /** For which event, lease or project, where one item is paid for several. */
  readonly object?: string
}

/** The entry as the dictionary names its fields. */
export function entryOf(receipt: Receipt, vocabulary: Vocabulary): Readonly<Record<string, unknown>> {
  const fields = historyOf(vocabulary)?.fields ?? []
  const named = (name: string, value: unknown): Readonly<Record<string, unknown>> => {
    const english = fields.find((each) => each.name === name)?.english
    return english === undefined || value === undefined ? {} : { [english]: value }
  }
  return {
    ...named('事项', receipt.item),
    ...named('文号', receipt.documentNumber),
    ...named('金额', `${fenToYuan(receipt.fen)}元`),
    ...named('日期', receipt.date),
    ...named('对象', receipt.object),
  }
}

/**
 * The listed entries and the payments together. A list that was said after a payment may hold it already: as many
 * equal entries as the list has are taken for the same money, since two genuine payments can agree in everything.
 */
export function withReceipts(
  base: Statement,
  receipts: readonly Statement[],
  vocabulary: Vocabulary,
): readonly unknown[] {
  const listed = Array.isArray(base.value) ? base.value : []
  const left = listed.map((each) => meaningOf(each, vocabulary))
  const added = receipts.flatMap((receipt) => {
    const entries = Array.isArray(receipt.value) ? receipt.value : []
    return entries.filter((entry) => {
      const same = receipt.recordedAt <= base.recordedAt ? left.indexOf(meaningOf(entry, vocabulary)) : -1
      if (same >= 0) left.splice(same, 1)
      return same < 0
    })
  })
  return [...listed, ...added]
}

const IDENTIFYING = ['事项', '文号', '金额', '日期']

function meaningOf(entry: unknown, vocabulary: Vocabulary): string {
  const history = historyOf(vocabulary)?.name ?? ''
  const { subject } = readSubject({ facts: { [history]: [entry] } }, vocabulary)
  const element: Element | undefined = subject?.collections.get(history)?.[0]
  return element ? canonical(IDENTIFYING.map((each) => element.get(each) ?? null)) : canonical(entry)
}
