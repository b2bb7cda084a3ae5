// What an item written by hand is: the columns it reads, a loop over typed arrays, and a SELECT. Nothing of our compiler:
// columns and codes are the format in which a population lies, which a loop by hand shares with everything else.
import type { ColumnSource, KernelColumn } from '#lang'

export type HandOut = {
  /** 0 eligible, 1 not eligible, 2 undetermined, 3 not applicable, 4 not in force. */
  readonly outcome: Uint8Array
  /** 1 exact, 2 upper bound, 3 range, 4 candidates. */
  readonly kind: Uint8Array
  /** 分. */
  readonly low: Float64Array
  /** 分; Infinity where nothing bounds it. */
  readonly high: Float64Array
}

export type HandItem = {
  readonly item: string
  readonly policy: string
  readonly columns: readonly KernelColumn[]
  readonly collections: readonly string[]
  /** A function that computes subjects `from` to before `to` into places from 0. */
  bind(source: ColumnSource, out: HandOut): (from: number, to: number) => void
  /** id, outcome, amount_kind, low_fen, high_fen of every subject. */
  readonly sql: string
}

/** 2026-01-01, the day for which the items are computed. */
export const DAY = 20_454

// Three truths as numbers: `and` is the lower of two, `or` the higher, `not` is 2 minus.
export const NO = 0
export const UNKNOWN = 1
export const YES = 2

/** Places of words in the dictionary's lists. */
export const CODE = {
  ...{ yubei: 11, liangjiang: 38 },
  ...{ municipalSme: 0, recognised: 0 },
  ...{ stateOwned: 0 },
} as const

/** Bits of the valid qualifications: municipal SME or little giant, and technology SME. */
export const SPECIALIZED = 0b11
export const TECHNOLOGY = 0b1000

export const DISTRICT: KernelColumn = { fact: '所在区县', type: 'word' }
export const DIVISION: KernelColumn = { fact: '注册地行政区划', type: 'word' }
export const QUALIFICATIONS: KernelColumn = { fact: '有效资质', type: 'set' }

export function field(collection: string, fact: string, type: KernelColumn['type']): KernelColumn {
  return { collection, fact, type }
}

export function yearly(fact: string, year: number): KernelColumn {
  return { fact, year, type: 'number' }
}

export function num(fact: string): KernelColumn {
  return { fact, type: 'number' }
}
