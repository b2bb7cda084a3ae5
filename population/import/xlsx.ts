// An Excel workbook → its visible sheets; cells as a person sees them: formulas by their last value, dates as dates.
import { basename } from 'node:path'
import { excelToDate, WorkbookReader } from '@cj-tech-master/excelts'
import { PopulationError } from '../problem.ts'
import type { Sheet, SourceCell, SourceRow } from './sheet.ts'
import { inspectWorkbook } from './zip.ts'

const MB = 1024 * 1024
const LARGEST_FILE = 500 * MB
const LIMITS = { total: 4096 * MB, part: 400 * MB }
const BATCH = 1000

export async function xlsxSheets(file: string, bytes: number, limits = LIMITS): Promise<Sheet[]> {
  const shown = basename(file)
  const tooLarge = `“${shown}”展开后太大，请分成几个文件，或另存为 CSV 再导入`
  if (bytes > LARGEST_FILE) throw new PopulationError('file', tooLarge)
  const finding = await inspectWorkbook(file, bytes, limits).catch(() => ({ kind: 'noWorkbook' }) as const)
  switch (finding.kind) {
    case 'tooLarge':
      throw new PopulationError('file', tooLarge)
    case 'noWorkbook':
      throw new PopulationError(
        'file',
        `“${shown}”不是可读的 .xlsx 文件，可能有打开密码、已损坏或是旧格式，请在 Excel 中去掉密码并另存为 .xlsx`,
      )
    case 'sheets':
      return finding.names.map((name) => ({
        title: finding.names.length > 1 ? `${shown} · ${name}` : shown,
        ...{ file, name, bytes },
        rows: (onBytes) => readRows(file, name, bytes, onBytes),
      }))
  }
}

async function* readRows(
  file: string,
  name: string,
  bytes: number,
  onBytes?: (bytes: number) => void,
): AsyncIterable<readonly SourceRow[]> {
  const { reader, cleanUp } = openReader(file)
  try {
    for await (const sheet of reader) {
      const wanted = sheet.name === name
      let batch: SourceRow[] = []
      // A sheet that is not wanted is read to its end all the same: the archive is one stream.
      for await (const row of sheet) {
        if (!wanted) continue
        const cells: SourceCell[] = []
        row.eachCell((cell, column) => {
          while (cells.length < column - 1) cells.push(null)
          cells.push(shownValue(cell.value, formatOf(cell.numFmt)))
        })
        batch.push({ number: row.number, cells })
        if (batch.length < BATCH) continue
        yield batch
        batch = []
      }
      if (batch.length > 0) yield batch
    }
    // The archive says nothing of how far it has been read.
    onBytes?.(bytes)
  } finally {
    cleanUp()
  }
}

/**
 * Excel writes its texts after the sheets, so the library puts the sheets aside in temporary files; when reading stops
 * early it would leave them there.
 */
export function openReader(file: string): { readonly reader: WorkbookReader; readonly cleanUp: () => void } {
  const reader = new WorkbookReader(file, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    maxBufferedWorksheetBytes: LIMITS.total,
  })
  const aside: { readonly cleanup: () => void }[] = []
  const putAside = reader._storeWaitingWorksheet.bind(reader)
  reader._storeWaitingWorksheet = async (...sheet) => {
    const stored = await putAside(...sheet)
    aside.push(stored)
    return stored
  }
  const cleanUp = (): void => {
    for (const each of aside) each.cleanup()
  }
  return { reader, cleanUp }
}

export function formatOf(format: unknown): string {
  if (typeof format === 'string') return format
  const code = (format as { formatCode?: unknown } | undefined)?.formatCode
  return typeof code === 'string' ? code : ''
}

export function shownValue(value: unknown, format: string): SourceCell {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return shownNumber(value, format)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '#日期' : value.toISOString().slice(0, 10)
  if (typeof value !== 'object') return null
  if ('error' in value) return String(value.error)
  if ('richText' in value && Array.isArray(value.richText)) {
    return value.richText.map((each: { text?: string }) => each.text ?? '').join('')
  }
  if ('formula' in value || 'sharedFormula' in value) {
    return 'result' in value ? shownValue(value.result, format) : null
  }
  if ('text' in value) return shownValue(value.text, format)
  return null
}

/** Excel keeps 15 digits; what a binary fraction shows beyond them was never entered. */
function shownNumber(value: number, format: string): SourceCell {
  if (!Number.isFinite(value)) return '#VALUE!'
  const plain = format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')
  if (/[ymd年月日]/i.test(plain)) return excelToDate(value).toISOString().slice(0, 10)
  if (plain.includes('%')) return `${Number((value * 100).toPrecision(15))}%`
  return Number(value.toPrecision(15))
}
