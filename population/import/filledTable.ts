// A small table that a person filled in from a template → its rows as text, and every cell that is no plain value. What
// was computed or merged is not taken for what the person meant.
import { basename } from 'node:path'
import { columnName } from '../columnName.ts'
import { PopulationError } from '../problem.ts'
import { formatOf, openReader, shownValue } from './xlsx.ts'
import { inspectWorkbook, mergesOf } from './zip.ts'

const MB = 1024 * 1024
const LIMITS = { total: 16 * MB, part: 4 * MB }

type CellTrouble = {
  /** As a spreadsheet names it: B5. */
  readonly cell: string
  readonly message: string
}

export type FilledRow = {
  /** The row's number in the spreadsheet. */
  readonly number: number
  /** By the titles of the header; what is empty is ''. */
  readonly values: ReadonlyMap<string, string>
}

export type FilledTable = {
  readonly rows: readonly FilledRow[]
  readonly troubles: readonly CellTrouble[]
  /** The cell of a column in a row: ("意见", 5) → "F5". */
  readonly cellOf: (title: string, row: number) => string
}

type Expected = {
  /** The sheet that is read. */
  readonly sheet: string
  readonly titles: readonly string[]
  readonly mostRows: number
}

/**
 * Reads the sheet of an .xlsx, or its first where there is none of this name, with these columns in any order. Throws
 * PopulationError `file` where it is no such table or too large.
 */
export async function readFilledTable(file: string, bytes: number, expected: Expected): Promise<FilledTable> {
  const names = await sheetNames(file, bytes)
  const sheet = names.find((each) => each === expected.sheet) ?? names[0]
  if (sheet === undefined) throw new PopulationError('file', `文件里没有工作表，请用下载的模板填写`)
  return readSheet(file, bytes, sheet, expected)
}

/** The same of a sheet that may be missing; then undefined. */
export async function readFilledSheet(
  file: string,
  bytes: number,
  expected: Expected,
): Promise<FilledTable | undefined> {
  const names = await sheetNames(file, bytes)
  return names.includes(expected.sheet) ? readSheet(file, bytes, expected.sheet, expected) : undefined
}

async function readSheet(
  file: string,
  bytes: number,
  sheet: string,
  expected: Expected,
): Promise<FilledTable> {
  const { header, rows, troubles } = await readRows(file, sheet, expected)
  const merged = (await mergesOf(file, bytes, sheet)).map((ref) => ({
    cell: ref.split(':')[0] ?? ref,
    message: `${ref} 是合并单元格，请取消合并，每格单独填写`,
  }))
  const cellOf = (title: string, row: number): string => `${columnName(header.get(title) ?? 0)}${row}`
  return { rows, troubles: [...troubles, ...merged], cellOf }
}

async function sheetNames(file: string, bytes: number): Promise<readonly string[]> {
  const found = await inspectWorkbook(file, bytes, LIMITS).catch(() => ({ kind: 'noWorkbook' }) as const)
  if (found.kind === 'tooLarge')
    throw new PopulationError('file', '文件解压后过大，疑似压缩炸弹；请用下载的模板填写，不要粘贴其他内容')
  if (found.kind === 'noWorkbook')
    throw new PopulationError(
      'file',
      '不是可读的 .xlsx 文件，可能有打开密码或已损坏，请用下载的模板另存后上传',
    )
  return found.names
}

type Read = {
  readonly header: ReadonlyMap<string, number>
  readonly rows: FilledRow[]
  readonly troubles: CellTrouble[]
}

async function readRows(file: string, sheetName: string, { titles, mostRows }: Expected): Promise<Read> {
  const { reader, cleanUp } = openReader(file)
  const rows: FilledRow[] = []
  const troubles: CellTrouble[] = []
  let header: ReadonlyMap<string, number> | undefined
  try {
    for await (const sheet of reader) {
      for await (const row of sheet) {
        if (sheet.name !== sheetName) continue
        const cells = new Map<number, string>()
        row.eachCell((cell, column) => {
          if (column > MOST_COLUMNS) return
          const text = textOf(cell.value, formatOf(cell.numFmt))
          if (text !== '') cells.set(column, text)
          // A header or a column of no meaning may say what it likes.
          if (header && isComputed(cell.value) && [...header.values()].includes(column))
            troubles.push({
              cell: `${columnName(column)}${row.number}`,
              message: '这一格是公式，请粘贴为数值（只保留文字）',
            })
        })
        if (cells.size === 0) continue
        if (!header) {
          header = headerOf(cells, titles)
          continue
        }
        if (rows.length === mostRows)
          throw new PopulationError('file', `一次最多 ${mostRows} 行，请分成几个文件`)
        rows.push({ number: row.number, values: valuesOf(cells, header) })
      }
    }
  } finally {
    cleanUp()
  }
  if (!header) throw new PopulationError('file', `「${basename(sheetName)}」是空表，请用下载的模板填写`)
  return { header, rows, troubles }
}

/** No template of ours is wider. */
const MOST_COLUMNS = 60

function isComputed(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('formula' in value || 'sharedFormula' in value)
}

/** As a person sees it, without the apostrophe with which an export keeps a text from running as a formula. */
function textOf(value: unknown, format: string): string {
  const shown = shownValue(value, format)
  return shown === null || typeof shown === 'object'
    ? ''
    : String(shown)
        .trim()
        .replace(/^'(?=[=+\-@])/, '')
}

function headerOf(cells: ReadonlyMap<number, string>, titles: readonly string[]): Map<string, number> {
  const header = new Map<string, number>()
  for (const [column, title] of cells)
    if (titles.includes(title) && !header.has(title)) header.set(title, column)
  const missing = titles.filter((each) => !header.has(each))
  if (missing.length > 0)
    throw new PopulationError('file', `缺少列：${missing.join('、')}；请用下载的模板填写，不要改动表头`)
  return header
}

function valuesOf(
  cells: ReadonlyMap<number, string>,
  header: ReadonlyMap<string, number>,
): Map<string, string> {
  return new Map([...header].map(([title, column]) => [title, cells.get(column) ?? '']))
}
