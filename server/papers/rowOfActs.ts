// What a row of a table of acts is checked with, shared by the files that check its parts.
import type { Program } from '#lang'
import type { FilledRow } from '#population'
import type { PathAct } from '../approval/path.ts'
import type { CaseRow } from '../cases/loadCase.ts'
import type { Transaction } from '../db/transact.ts'
import type { ActColumn } from './actTable.ts'
import type { ReadingColumn } from './readingSheet.ts'

export type RowOfActs = {
  readonly tx: Transaction
  readonly program: Program
  readonly case: CaseRow
  readonly act: PathAct
  readonly value: (column: ActColumn) => string
  /** The readings that are followed for this case. */
  readonly followed: readonly FilledRow[]
  /** Its rows of the sheet of readings in which nothing was chosen. */
  readonly unchosen: readonly FilledRow[]
  readonly wrong: (column: ActColumn, message: string) => void
  readonly wrongReading: (line: number, column: ReadingColumn, message: string) => void
}

/** What somebody wrote, as a message repeats it. */
export const quoted = (text: string): string => `「${text.length > 40 ? `${text.slice(0, 40)}…` : text}」`

export const listed = (names: readonly string[]): string => names.map((each) => `「${each}」`).join('、')
