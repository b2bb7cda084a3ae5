// A filled-in workbook → what it says, cell by cell, or every cell that cannot be read. Nothing here knows the database.
import type { Cell } from '@cj-tech-master/excelts'
import { PlanError, type PlanFault } from '../problem.ts'
import { type BookWords, cellFaults, cellName, headFaults, MOST_ROWS, openBook, textOf } from '../sheet.ts'
import { BASE_SHEET, COLUMN, COLUMNS, FORM, type Known, SHEET } from './workbook.ts'

export type Line = {
  readonly code: string
  readonly row: number
  /** As written; empty where the cell is. */
  readonly value: string
  readonly reason: string
  readonly unit: string
  readonly period: string
}

type Base = { readonly setting: number; readonly known: Known }

export type Filled = {
  readonly district: string
  readonly department: string
  readonly period: string
  readonly lines: readonly Line[]
  readonly base: ReadonlyMap<string, Base>
  readonly faults: readonly PlanFault[]
}

/** Throws PlanError `wrong_workbook` where it is none of ours; cells that are wrong are faults. */
export async function readWorkbook(bytes: Buffer): Promise<Filled> {
  const book = await openBook(bytes, BOOK)
  const [sheet, hidden] = [book.getWorksheet(SHEET), book.getWorksheet(BASE_SHEET)]
  if (!sheet || !hidden) throw BOOK.notOurs()
  const [form, district, department, period] = [1, 2, 3, 4].map((column) => shown(hidden.getCell(1, column)))
  if (form !== FORM || !district || !department || !period) throw BOOK.notOurs()
  const base = new Map<string, Base>()
  for (let row = 2; row <= hidden.rowCount; row++) {
    const [code = '', setting, kind, id, value = ''] = [1, 2, 3, 4, 5].map((column) =>
      shown(hidden.getCell(row, column)),
    )
    const known: Known =
      kind === 'proposed' || kind === 'official' ? { kind, id: Number(id), value } : { kind: 'none' }
    base.set(code, { setting: Number(setting), known })
  }
  const faults = headFaults(sheet, COLUMNS, shown)
  if (sheet.rowCount > MOST_ROWS)
    throw new PlanError('wrong_workbook', `表里超过 ${MOST_ROWS} 行，请重新下载后填写`)
  const lines: Line[] = []
  for (let row = 2; row <= sheet.rowCount; row++) {
    const cells = COLUMNS.map((_, i) => sheet.getCell(row, i + 1))
    if (cells.every((cell) => shown(cell) === '')) continue
    faults.push(...cells.flatMap((cell, i) => cellFaults(cell, cellName(i + 1, row), MERGED)))
    const at = (column: number): string => shown(sheet.getCell(row, column)).trim()
    lines.push({
      ...{ code: at(COLUMN.code), row, value: valueText(sheet.getCell(row, COLUMN.value), at(COLUMN.unit)) },
      ...{ reason: at(COLUMN.reason), unit: at(COLUMN.unit), period: at(COLUMN.period) },
    })
  }
  return { district, department, period, lines, base, faults: [...faults, ...codeFaults(lines, base)] }
}

const BOOK: BookWords = {
  wrong: (message, options) => new PlanError('wrong_workbook', message, [], options),
  notOurs: () =>
    new PlanError('wrong_workbook', '这不是从本系统下载的填报表，或里面的基准页被删改；请重新下载填写'),
  broken: '文件打不开，可能已损坏或有密码；请重新下载填报表',
}

const MERGED = '单元格被合并，不能确定这个值是哪一行的；请取消合并'

function codeFaults(lines: readonly Line[], base: ReadonlyMap<string, Base>): PlanFault[] {
  return lines.flatMap(({ code, row }, i) => {
    const path = cellName(COLUMN.code, row)
    if (!base.has(code)) return [{ path, message: '编号不在这张表下载时的范围内，不要改编号或添加行' }]
    if (lines.findIndex((each) => each.code === code) < i)
      return [{ path, message: '同一指标出现了两次，请删去一行' }]
    return []
  })
}

/** A cell in percent shows 25 % and holds 0.25. */
function valueText(cell: Cell, unit: string): string {
  const { value } = cell
  if (typeof value !== 'number') return shown(cell).trim()
  const format = typeof cell.numFmt === 'string' ? cell.numFmt : ''
  // Excel keeps 15 digits; what a binary fraction shows beyond them was never entered.
  if (!format.includes('%')) return plain(value)
  return unit === '%' ? plain(value * 100) : `${plain(value * 100)}%`
}

const plain = (value: number): string => {
  const text = String(Number(value.toPrecision(15)))
  return /e/.test(text)
    ? Number(text)
        .toFixed(6)
        .replace(/\.?0+$/, '')
    : text
}

/** Also what a formula comes to, and the name of an error. */
function shown(cell: Cell): string {
  const { value } = cell
  if (typeof value === 'object' && value !== null && 'result' in value)
    return value.result === undefined ? '' : String(value.result)
  if (typeof value === 'object' && value !== null && 'error' in value) return String(value.error)
  return textOf(cell)
}
