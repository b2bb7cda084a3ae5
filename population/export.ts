// Tables of any length → an .xlsx or .csv file or stream, row by row; nothing in it runs as a formula.
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { PassThrough, type Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import { WorkbookWriter } from '@cj-tech-master/excelts'
import { createChoiceLists } from './choiceLists.ts'
import { csvField, neutralText } from './neutral.ts'

/** Exact numbers come as text ("500.01") so that none is rounded on its way; null is an empty cell. */
export type ExportCell =
  | string
  | number
  | boolean
  | null
  | { readonly kind: 'number'; readonly text: string; readonly format?: string }
  /** What stands there to begin with, and what Excel lets one choose; '' is empty. In CSV a text like any other. */
  | { readonly kind: 'choice'; readonly text: string; readonly of: readonly string[] }

export type ExportTable = {
  /** The sheet's name in Excel. */
  readonly title: string
  readonly header: readonly string[]
  readonly rows: Iterable<readonly ExportCell[]> | AsyncIterable<readonly ExportCell[]>
}

export type ExportFormat = 'xlsx' | 'csv'

/** What a sheet holds, the header among them. */
const SHEET_ROWS = 1_048_576
const LONGEST_CELL = 32_767
/** Between pauses, in which the process does other things and the receiver takes what was written. */
const STRIDE = 1000

export type ExportOptions = {
  readonly signal?: AbortSignal | undefined
  /** Rows of a sheet, for tests. */
  readonly sheetRows?: number
}

/** Writes the file whole or not at all. In CSV several tables stand below each other, a blank line between them. */
export async function exportFile(
  path: string,
  format: ExportFormat,
  tables: readonly ExportTable[],
  options: ExportOptions = {},
): Promise<void> {
  const part = `${path}.part`
  try {
    await exportTo(createWriteStream(part), format, tables, options)
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

/** The tables as one Excel file in memory: for what a page shows, not for whole populations. */
export async function exportBook(tables: readonly ExportTable[]): Promise<Buffer> {
  const through = new PassThrough()
  const [file] = await Promise.all([buffer(through), exportTo(through, 'xlsx', tables)])
  return file
}

/** Writes into a stream and ends it; rejects when the stream fails or `signal` is aborted, and destroys it then. */
async function exportTo(
  stream: Writable,
  format: ExportFormat,
  tables: readonly ExportTable[],
  options: ExportOptions = {},
): Promise<void> {
  const ended = once(stream, 'close')
  // The failure is awaited at the end; a writer that stops for another reason must not leave it unheard.
  ended.catch(() => undefined)
  try {
    if (format === 'csv') await writeCsv(stream, tables, options)
    else await writeWorkbook(stream, tables, options)
    await ended
  } catch (error) {
    stream.destroy()
    await ended.catch(() => undefined)
    throw error
  }
}

async function pause(stream: Writable, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  if (stream.destroyed) throw stream.errored ?? new Error('the receiver of an export closed')
  if (stream.writableNeedDrain) await drained(stream)
  await setImmediate()
}

/** Waits until the receiver has taken what was written, or is gone. */
function drained(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off('drain', done)
      stream.off('close', done)
      resolve()
    }
    stream.on('drain', done)
    stream.on('close', done)
  })
}

async function writeCsv(
  stream: Writable,
  tables: readonly ExportTable[],
  { signal }: ExportOptions,
): Promise<void> {
  // The mark lets Excel see that the file is UTF-8.
  stream.write('\uFEFF')
  let count = 0
  for (const [i, table] of tables.entries()) {
    if (i > 0) stream.write('\r\n')
    stream.write(csvLine(table.header))
    for await (const row of table.rows) {
      stream.write(csvLine(row))
      if (++count % STRIDE === 0) await pause(stream, signal)
    }
  }
  await pause(stream, signal)
  stream.end()
}

function csvLine(cells: readonly ExportCell[]): string {
  return `${cells.map((each) => csvField(csvText(each))).join(',')}\r\n`
}

function csvText(cell: ExportCell): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return neutralText(cell)
  if (typeof cell === 'boolean') return cell ? '是' : '否'
  if (typeof cell === 'number') return String(cell)
  return cell.kind === 'choice' ? neutralText(cell.text) : numberText(cell.text)
}

const NUMBER = /^-?\d+(\.\d+)?$/

/** A number stays one, its sign too; anything else that claims to be one is text. */
function numberText(text: string): string {
  return NUMBER.test(text) ? text : neutralText(text)
}

async function writeWorkbook(
  stream: Writable,
  tables: readonly ExportTable[],
  { signal, sheetRows = SHEET_ROWS }: ExportOptions,
): Promise<void> {
  const book = new WorkbookWriter({ stream, useStyles: true, useSharedStrings: false, trueStreaming: true })
  const names = new Set<string>()
  const choicesSheet = sheetName('选项', names)
  const choices = createChoiceLists(choicesSheet)
  for (const table of tables) {
    const open = (): ReturnType<typeof book.addWorksheet> => {
      const sheet = book.addWorksheet(sheetName(table.title, names), {
        views: [{ state: 'frozen', ySplit: 1 }],
      })
      const header = sheet.addRow(table.header.map(neutralText))
      header.font = { bold: true }
      header.commit()
      return sheet
    }
    let sheet = open()
    let inSheet = 1
    let count = 0
    for await (const cells of table.rows) {
      if (inSheet === sheetRows) {
        sheet.commit()
        sheet = open()
        inSheet = 1
      }
      const row = sheet.addRow(cells.map(sheetValue))
      for (const [i, cell] of cells.entries()) {
        if (typeof cell !== 'object' || cell === null) continue
        const { address } = row.getCell(i + 1)
        if (cell.kind === 'choice' && cell.of.length > 0)
          sheet.dataValidations.add(address, choices.validationOf(cell.of.map(neutralText)))
        if (cell.kind === 'number' && cell.format && NUMBER.test(cell.text))
          row.getCell(i + 1).numFmt = cell.format
      }
      row.commit()
      inSheet++
      if (++count % STRIDE === 0) await pause(stream, signal)
    }
    sheet.commit()
  }
  writeChoices(book, choicesSheet, choices.rows())
  signal?.throwIfAborted()
  await book.commit()
}

/** Out of sight: Excel shows each list where it belongs. */
function writeChoices(book: WorkbookWriter, name: string, rows: readonly (string | null)[][]): void {
  if (rows.length === 0) return
  const sheet = book.addWorksheet(name, { state: 'hidden' })
  for (const row of rows) sheet.addRow(row).commit()
  sheet.commit()
}

function sheetValue(cell: ExportCell): string | number | null {
  if (cell === null || typeof cell === 'number') return cell
  if (typeof cell === 'boolean') return cell ? '是' : '否'
  if (typeof cell === 'string') return shortened(neutralText(cell))
  if (cell.kind === 'choice') return cell.text === '' ? null : shortened(neutralText(cell.text))
  // Excel keeps 15 digits of a number; a longer one stays exact only as text.
  const digits = cell.text.replace(/[-.]/g, '').replace(/^0+/, '').length
  return NUMBER.test(cell.text) && digits <= 15 ? Number(cell.text) : neutralText(cell.text)
}

function shortened(text: string): string {
  return text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL - 1)}…` : text
}

/** Excel forbids some signs, more than 31 characters, and two sheets of one name. */
function sheetName(title: string, taken: Set<string>): string {
  const plain = title.replace(/[\\/:*?"<>|[\]']/g, ' ').trim() || '表'
  for (let i = 1; ; i++) {
    const end = i === 1 ? '' : ` ${i}`
    const name = plain.slice(0, 31 - end.length) + end
    if (taken.has(name.toLowerCase())) continue
    taken.add(name.toLowerCase())
    return name
  }
}
