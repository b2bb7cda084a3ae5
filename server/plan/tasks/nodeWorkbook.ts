// The nodes of tasks → a workbook to change and to add to; and back, cell by cell.
import { type Cell, Workbook, type Worksheet } from '@cj-tech-master/excelts'
import type { PlanFault } from '../problem.ts'
import {
  type BookWords,
  cellFaults,
  cellName,
  headFaults,
  isDay,
  MOST_ROWS,
  openBook,
  textOf,
} from '../sheet.ts'
import { TaskError } from './problem.ts'

const SHEET = '节点'
const COLUMNS = [
  '任务编号',
  '任务',
  '版本',
  '节点编号',
  '节点名称',
  '承办单位',
  '计划日期',
  '完成日期',
] as const
const COLUMN = { task: 1, version: 3, node: 4, title: 5, department: 6, plannedOn: 7, actualOn: 8 } as const

export type NodeLine = {
  readonly task: number
  readonly title: string
  readonly version: number
  readonly node?: number
  readonly name: string
  readonly department: string
  readonly plannedOn: string
  readonly actualOn: string
}

export type ReadLine = Omit<NodeLine, 'title'> & { readonly row: number }

type Column = keyof typeof COLUMN

/** G7: how a person finds it. */
export const cellOf = (column: Column, row: number): string => cellName(COLUMN[column], row)

/** A task without nodes has one row to begin with. */
export async function writeNodes(lines: readonly NodeLine[]): Promise<Buffer> {
  const book = new Workbook()
  const sheet = book.addWorksheet(SHEET, { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.addRow([...COLUMNS]).font = { bold: true }
  for (const [i, width] of [10, 40, 8, 10, 40, 28, 14, 14].entries()) sheet.getColumn(i + 1).width = width
  for (const { task, title, version, node, name, department, plannedOn, actualOn } of lines)
    sheet.addRow([task, title, version, node ?? null, name, department, plannedOn, actualOn])
  const notes = book.addWorksheet('说明')
  notes.getColumn(1).width = 90
  for (const text of NOTES) notes.addRow([text])
  return Buffer.from(await book.xlsx.writeBuffer())
}

const NOTES = [
  '增加节点：复制任务的一行，“节点编号”留空，写节点名称、承办单位、计划日期。',
  '节点完成：在“完成日期”里写日期。已经完成的节点不能再改。',
  '调整日期：改“计划日期”，只有计划统筹岗可以调整。没有改动的行不会导入。',
  '日期写成 2026-12-31；不要用公式，不要合并单元格，不要改“任务编号”和“版本”。',
  '下载以后任务被别人办过的，上传时会指出来；有一格不对，整张表都不导入。',
]

/** Rows without anything of a node are left out. Throws TaskError `wrong_node_workbook` where it is none of ours. */
export async function readNodes(
  bytes: Buffer,
): Promise<{ readonly lines: readonly ReadLine[]; readonly faults: readonly PlanFault[] }> {
  const sheet = (await openBook(bytes, BOOK)).getWorksheet(SHEET)
  if (!sheet) throw BOOK.notOurs()
  const faults = headFaults(sheet, COLUMNS, written)
  if (sheet.rowCount > MOST_ROWS)
    throw new TaskError('wrong_node_workbook', `表里超过 ${MOST_ROWS} 行，请分几次导入`)
  const lines: ReadLine[] = []
  for (let row = 2; row <= sheet.rowCount; row++) {
    const line = lineAt(sheet, row)
    const marks = COLUMNS.flatMap((_, i) => cellFaults(sheet.getCell(row, i + 1), cellName(i + 1, row)))
    faults.push(...marks)
    if (marks.length === 0 && [line.name, line.plannedOn, line.actualOn].every((each) => each === ''))
      continue
    faults.push(...(marks.length > 0 ? [] : lineFaults(line)))
    lines.push(line)
  }
  return { lines, faults }
}

const BOOK: BookWords = {
  wrong: (message, options) => new TaskError('wrong_node_workbook', message, [], options),
  notOurs: () => new TaskError('wrong_node_workbook', '这不是从本系统下载的节点表，请重新下载填写'),
  broken: '文件打不开，可能已损坏或有密码，请重新下载',
}

function lineAt(sheet: Worksheet, row: number): ReadLine {
  const at = (column: Column): string => written(sheet.getCell(row, COLUMN[column])).trim()
  const node = at('node')
  return {
    ...{ row, task: Number(at('task')), version: Number(at('version')) },
    ...(node !== '' && { node: Number(node) }),
    ...{
      name: at('title'),
      department: at('department'),
      plannedOn: at('plannedOn'),
      actualOn: at('actualOn'),
    },
  }
}

function lineFaults(line: ReadLine): PlanFault[] {
  const { row, task, version, node, name, department, plannedOn, actualOn } = line
  const whole = (value: number): boolean => Number.isSafeInteger(value) && value > 0
  return [
    ...(whole(task) ? [] : [{ path: cellOf('task', row), message: '任务编号应是下载时的数字，请不要改' }]),
    ...(whole(version) ? [] : [{ path: cellOf('version', row), message: '版本应是下载时的数字，请不要改' }]),
    ...(node === undefined || whole(node)
      ? []
      : [{ path: cellOf('node', row), message: '节点编号应是数字；新节点留空' }]),
    ...(name !== '' ? [] : [{ path: cellOf('title', row), message: '请写节点名称' }]),
    ...(department !== '' ? [] : [{ path: cellOf('department', row), message: '请写承办单位' }]),
    ...(isDay(plannedOn) ? [] : [{ path: cellOf('plannedOn', row), message: '请写计划日期，如 2026-12-31' }]),
    ...(actualOn === '' || isDay(actualOn)
      ? []
      : [{ path: cellOf('actualOn', row), message: '完成日期写成 2026-12-31，或留空' }]),
  ]
}

/** Days as people write them, 2026/1/5, become 2026-01-05. */
const written = (cell: Cell): string =>
  textOf(cell, {
    text: (text) =>
      text
        .normalize('NFC')
        .replaceAll('/', '-')
        .replace(/^(\d{4})-(\d)-/, '$1-0$2-')
        .replace(/-(\d)$/, '-0$1'),
  })
