// Cells of a workbook that somebody filled in → what they say, or what is wrong with them, at the cell.
import { type Cell, Workbook, type Worksheet } from '@cj-tech-master/excelts'
import { mediaTypeOf } from '../cases/mediaType.ts'
import type { PlanFault } from './problem.ts'

/** As much as one of our workbooks can be. */
const MOST_BYTES = 4 * 2 ** 20
export const MOST_ROWS = 2000

/** How a person is told of a file that is not the workbook that was wanted. */
export type BookWords = {
  readonly wrong: (message: string, options?: ErrorOptions) => Error
  readonly notOurs: () => Error
  /** It looks like a workbook, but cannot be opened. */
  readonly broken: string
}

/** Throws what the words make of a file that is no workbook. */
export async function openBook(bytes: Buffer, { wrong, notOurs, broken }: BookWords): Promise<Workbook> {
  const media = mediaTypeOf(bytes)
  if (media.kind === 'refused') throw wrong(`文件没有导入：${media.text}`)
  if (!media.extensions.includes('xlsx') || bytes.length > MOST_BYTES) throw notOurs()
  const book = new Workbook()
  try {
    await book.xlsx.load(new Uint8Array(bytes))
  } catch (error) {
    throw wrong(broken, { cause: error })
  }
  return book
}

/** H7: how a person finds it. Columns are numbered from 1, up to 26. */
export const cellName = (column: number, row: number): string => `${String.fromCharCode(64 + column)}${row}`

/** Titles that do not stand in the first row as they should. */
export function headFaults(
  sheet: Worksheet,
  titles: readonly string[],
  read: (cell: Cell) => string,
): PlanFault[] {
  return titles.flatMap((title, i) =>
    read(sheet.getCell(1, i + 1)) === title
      ? []
      : [{ path: cellName(i + 1, 1), message: `表头应是“${title}”，列不要移动或删除` }],
  )
}

const MERGED = '单元格被合并，不能确定是哪一行的，请取消合并'

/** What nobody can vouch for: a value that other rows share, or that the file itself works out. */
export function cellFaults(cell: Cell, path: string, merged = MERGED): PlanFault[] {
  return [
    ...(cell.isMerged ? [{ path, message: merged }] : []),
    ...(cell.formula
      ? [{ path, message: `这里是公式（＝${cell.formula.slice(0, 40)}），请粘贴为数值` }]
      : []),
  ]
}

/** How plain text and numbers are written down; as they are where nothing is said. */
type Writing = { readonly text?: (text: string) => string; readonly number?: (value: number) => string }

/** What stands in a cell; empty where nothing does, and of a formula or an error. Days as 2026-12-31. */
export function textOf({ value }: Cell, { text = (each) => each, number = String }: Writing = {}): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return text(value)
  if (typeof value === 'number') return number(value)
  if (typeof value === 'boolean') return String(value)
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if ('richText' in value && Array.isArray(value.richText))
    return value.richText.map((each: { text?: string }) => each.text ?? '').join('')
  return 'text' in value ? String(value.text) : ''
}

/** Whether the text is a day that there is, written 2026-12-31. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}
