// A filled-in workbook → what it says, cell by cell, or every cell that cannot be read. Nothing here knows the database.
import { type Cell, Workbook } from '@cj-tech-master/excelts'
import { mediaTypeOf } from '../../cases/mediaType.ts'
import { PlanError, type PlanFault } from '../problem.ts'
import { BASE_SHEET, COLUMN, COLUMNS, FORM, type Known, SHEET } from './workbook.ts'

/** As much as a department's sheet can be. */
const MOST_BYTES = 4 * 2 ** 20
const MOST_ROWS = 2000

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

/** H7: how a person finds it. */
export const cellName = (column: number, row: number): string => `${String.fromCharCode(64 + column)}${row}`

/** Throws PlanError `wrong_workbook` where it is none of ours; cells that are wrong are faults. */
export async function readWorkbook(bytes: Buffer): Promise<Filled> {
  const book = await opened(bytes)
  const [sheet, hidden] = [book.getWorksheet(SHEET), book.getWorksheet(BASE_SHEET)]
  if (!sheet || !hidden) throw notOurs()
  const [form, district, department, period] = [1, 2, 3, 4].map((column) => textOf(hidden.getCell(1, column)))
  if (form !== FORM || !district || !department || !period) throw notOurs()
  const base = new Map<string, Base>()
  for (let row = 2; row <= hidden.rowCount; row++) {
    const [code = '', setting, kind, id, value = ''] = [1, 2, 3, 4, 5].map((column) =>
      textOf(hidden.getCell(row, column)),
    )
    const known: Known =
      kind === 'proposed' || kind === 'official' ? { kind, id: Number(id), value } : { kind: 'none' }
    base.set(code, { setting: Number(setting), known })
  }
  const faults: PlanFault[] = []
  for (const [i, title] of COLUMNS.entries())
    if (textOf(sheet.getCell(1, i + 1)) !== title)
      faults.push({ path: cellName(i + 1, 1), message: `表头应是“${title}”，列不要移动或删除` })
  if (sheet.rowCount > MOST_ROWS)
    throw new PlanError('wrong_workbook', `表里超过 ${MOST_ROWS} 行，请重新下载后填写`)
  const lines: Line[] = []
  for (let row = 2; row <= sheet.rowCount; row++) {
    const cells = COLUMNS.map((_, i) => sheet.getCell(row, i + 1))
    if (cells.every((cell) => textOf(cell) === '')) continue
    faults.push(...cells.flatMap((cell, i) => cellFaults(cell, cellName(i + 1, row))))
    const at = (column: number): string => textOf(sheet.getCell(row, column)).trim()
    lines.push({
      ...{ code: at(COLUMN.code), row, value: valueText(sheet.getCell(row, COLUMN.value), at(COLUMN.unit)) },
      ...{ reason: at(COLUMN.reason), unit: at(COLUMN.unit), period: at(COLUMN.period) },
    })
  }
  return { district, department, period, lines, base, faults: [...faults, ...codeFaults(lines, base)] }
}

async function opened(bytes: Buffer): Promise<Workbook> {
  const media = mediaTypeOf(bytes)
  if (media.kind === 'refused') throw new PlanError('wrong_workbook', `文件没有导入：${media.text}`)
  if (!media.extensions.includes('xlsx') || bytes.length > MOST_BYTES) throw notOurs()
  const book = new Workbook()
  try {
    await book.xlsx.load(new Uint8Array(bytes))
  } catch (error) {
    throw new PlanError('wrong_workbook', '文件打不开，可能已损坏或有密码；请重新下载填报表', [], {
      cause: error,
    })
  }
  return book
}

function notOurs(): PlanError {
  return new PlanError('wrong_workbook', '这不是从本系统下载的填报表，或里面的基准页被删改；请重新下载填写')
}

function cellFaults(cell: Cell, path: string): PlanFault[] {
  return [
    ...(cell.isMerged ? [{ path, message: '单元格被合并，不能确定这个值是哪一行的；请取消合并' }] : []),
    ...(cell.formula !== undefined && cell.formula !== ''
      ? [{ path, message: `这里是公式（＝${cell.formula.slice(0, 40)}），请粘贴为数值` }]
      : []),
  ]
}

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
  if (typeof value !== 'number') return textOf(cell).trim()
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

function textOf({ value }: Cell): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if ('richText' in value && Array.isArray(value.richText))
    return value.richText.map((each: { text?: string }) => each.text ?? '').join('')
  if ('result' in value) return value.result === undefined ? '' : String(value.result)
  if ('text' in value) return String(value.text)
  return 'error' in value ? String(value.error) : ''
}
