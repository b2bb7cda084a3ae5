// A file → its sheets of rows, the same for CSV, Excel and Parquet.
import { stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { PopulationError } from '../problem.ts'
import { csvSheet } from './csv.ts'
import { parquetSheet } from './parquet.ts'
import type { Sheet } from './sheet.ts'
import { xlsxSheets } from './xlsx.ts'

/** The sheets of a file, by its ending. Hidden and empty sheets of a workbook are left out. */
export async function sheetsOf(file: string): Promise<Sheet[]> {
  const size = await stat(file).then(
    (each) => (each.isFile() ? each.size : undefined),
    () => undefined,
  )
  const name = basename(file)
  if (size === undefined) throw new PopulationError('file', `没有文件“${file}”`)
  if (size === 0) throw new PopulationError('file', `“${name}”是空文件`)
  switch (extname(file).toLowerCase()) {
    case '.csv':
    case '.tsv':
    case '.txt':
      return [await csvSheet(file, size)]
    case '.xlsx':
    case '.xlsm':
      return xlsxSheets(file, size)
    case '.parquet':
      return [parquetSheet(file, size)]
    case '.xls':
    case '.et':
      throw new PopulationError('file', `“${name}”是旧格式，请在 Excel 或 WPS 中另存为 .xlsx 再导入`)
    default:
      throw new PopulationError('file', `“${name}”不是可以导入的文件，可用 .csv、.tsv、.xlsx、.parquet`)
  }
}
