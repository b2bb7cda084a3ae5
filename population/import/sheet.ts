// What every kind of file looks like to an import: sheets of rows of cells.

/** Dates are "2024-12-12" and percentages "18.2%", as a person would write them; null is an empty cell. */
export type SourceCell = string | number | boolean | readonly string[] | null

/** `number` is the row's number as a spreadsheet shows it, from 1. */
export type SourceRow = { readonly number: number; readonly cells: readonly SourceCell[] }

export type Sheet = {
  /** As messages name it: firms.csv, firms.xlsx · 租约. */
  readonly title: string
  readonly file: string
  /** The sheet's name in Excel; for other files the file's name without its ending. */
  readonly name: string
  readonly bytes: number
  /** All rows, the header among them, in batches; `onBytes` hears how far the file has been read. */
  readonly rows: (onBytes?: (bytes: number) => void) => AsyncIterable<readonly SourceRow[]>
}
