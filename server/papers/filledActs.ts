// An uploaded workbook of acts → the rows of its two sheets, and every cell that is no plain value.
import {
  type FilledRow,
  type FilledTable,
  PopulationError,
  readFilledSheet,
  readFilledTable,
} from '#population'
import { CaseError } from '../cases/problem.ts'
import { ACT_SHEET, type ActColumn, COLUMNS, MOST_ROWS } from './actTable.ts'
import { READING_COLUMNS, READING_SHEET, type ReadingColumn } from './readingSheet.ts'

/** Where something is wrong, as a spreadsheet names it, and what to write instead. */
export type CellProblem = { readonly sheet: string; readonly cell: string; readonly message: string }

export type FilledActs = {
  readonly rows: readonly FilledRow[]
  /** Rows of the sheet of readings in which a way was chosen. */
  readonly followed: readonly FilledRow[]
  /** The other rows of that sheet. */
  readonly unchosen: readonly FilledRow[]
  readonly troubles: readonly CellProblem[]
  readonly actProblem: (line: number, column: ActColumn, message: string) => CellProblem
  readonly readingProblem: (line: number, column: ReadingColumn, message: string) => CellProblem
}

/** A case may have several open readings. */
const MOST_READINGS = MOST_ROWS * 10

/** A workbook without the sheet of readings follows none. Throws CaseError `wrong_table` where it is no table of ours. */
export async function readFilledActs(path: string, size: number): Promise<FilledActs> {
  const [acts, readings] = await readSheets(path, size)
  const isChosen = (row: FilledRow): boolean => readingValue(row, 'alternative') !== ''
  const troublesOf = (sheet: string, table: FilledTable | undefined): CellProblem[] =>
    (table?.troubles ?? []).map((each) => ({ sheet, ...each }))
  return {
    rows: acts.rows,
    followed: readings?.rows.filter(isChosen) ?? [],
    unchosen: readings?.rows.filter((row) => !isChosen(row)) ?? [],
    troubles: [...troublesOf(ACT_SHEET, acts), ...troublesOf(READING_SHEET, readings)],
    actProblem: (line, column, message) => ({
      ...{ sheet: ACT_SHEET, cell: acts.cellOf(COLUMNS[column], line), message },
    }),
    readingProblem: (line, column, message) => ({
      ...{ sheet: READING_SHEET, cell: readings?.cellOf(READING_COLUMNS[column], line) ?? '', message },
    }),
  }
}

async function readSheets(path: string, size: number): Promise<[FilledTable, FilledTable | undefined]> {
  try {
    const titles = Object.values(COLUMNS)
    const acts = await readFilledTable(path, size, { sheet: ACT_SHEET, titles, mostRows: MOST_ROWS })
    const own = { sheet: READING_SHEET, titles: Object.values(READING_COLUMNS), mostRows: MOST_READINGS }
    return [acts, await readFilledSheet(path, size, own)]
  } catch (error) {
    if (error instanceof PopulationError) throw new CaseError('wrong_table', error.message, { cause: error })
    throw error
  }
}

export const actValue = ({ values }: FilledRow, column: ActColumn): string =>
  values.get(COLUMNS[column]) ?? ''

export const readingValue = ({ values }: FilledRow, column: ReadingColumn): string =>
  values.get(READING_COLUMNS[column]) ?? ''
