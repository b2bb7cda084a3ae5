// Projects → a workbook to keep, to change and to add to; and back, cell by cell.
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
import type { ProjectLine } from './listProjects.ts'
import { ProjectError } from './problem.ts'
import { POOL_NAMES, STAGE_NAMES } from './stages.ts'

const SHEET = '项目'
const COLUMNS = [
  ...[
    '项目编号',
    '版本',
    '项目名称',
    '投资方',
    '所属产业',
    '建设地点',
    '计划投资（万元）',
    '负责部门',
    '清单',
  ],
  ...[
    '进入清单日期',
    '计划开工',
    '计划建成',
    '调整理由',
    '停留天数',
    '推迟次数',
    '逾期天数',
    '重点项目库',
    '绿色通道',
    '说明',
  ],
] as const
const COLUMN = {
  ...{ id: 1, version: 2, name: 3, investor: 4, industry: 5, place: 6, invested: 7, department: 8, stage: 9 },
  ...{ enteredOn: 10, plannedStart: 11, plannedCompletion: 12, reason: 13 },
} as const

type Column = keyof typeof COLUMN

/** G7: how a person finds it. */
export const cellOf = (column: Column, row: number): string => cellName(COLUMN[column], row)

/** As it stands in the sheet; amounts in 分. Empty text: nothing was written. */
export type ReadProject = {
  readonly row: number
  readonly id?: number
  readonly version?: number
  readonly name: string
  readonly investor: string
  readonly industry: string
  readonly place: string
  readonly investedFen?: number
  readonly department: string
  readonly stage: string
  readonly enteredOn: string
  readonly plannedStart: string
  readonly plannedCompletion: string
  readonly reason: string
}

export async function writeProjects(
  lines: readonly ProjectLine[],
  departments: ReadonlyMap<string, string>,
  notes: readonly string[],
): Promise<Buffer> {
  const book = new Workbook()
  const sheet = book.addWorksheet(SHEET, { views: [{ state: 'frozen', ySplit: 1, xSplit: 3 }] })
  sheet.addRow([...COLUMNS]).font = { bold: true }
  for (const [i, width] of [
    10, 8, 36, 24, 22, 16, 16, 22, 12, 14, 14, 14, 30, 10, 10, 10, 14, 10, 30,
  ].entries())
    sheet.getColumn(i + 1).width = width
  for (const line of lines)
    sheet.addRow([
      ...[line.id, line.version, line.name, line.investor, line.industry, line.place],
      ...[line.investedFen === null ? null : line.investedFen / 1_000_000],
      ...[departments.get(line.department) ?? line.department, STAGE_NAMES[line.stage], line.enteredOn],
      ...[line.plannedStart ?? '', line.plannedCompletion ?? '', '', line.dwell, line.slips, line.late],
      ...[POOL_NAMES[line.pool], line.green ? '是' : '否', line.sample ? '示例数据，不是真实项目' : ''],
    ])
  const about = book.addWorksheet('说明')
  about.getColumn(1).width = 90
  for (const text of [...notes, ...HOW]) about.addRow([text])
  return Buffer.from(await book.xlsx.writeBuffer())
}

const HOW = [
  '增加项目：在后面加一行，“项目编号”“版本”留空，写项目名称、所属产业、负责部门、清单、进入清单日期。',
  '改登记内容：改名称、投资方、产业、地点、计划投资。调整计划：改计划开工、计划建成；两者都要写“调整理由”。',
  '转入下一张清单、终止、入库等要在系统里办，不能在表里改；停留天数等各列只供查看。没有改动的行不会导入。',
  '金额的单位是万元；日期写成 2026-12-31；不要用公式，不要合并单元格，不要改“项目编号”和“版本”。',
  '下载以后项目被别人办过的，上传时会指出来；有一格不对，整张表都不导入。',
]

/** Throws ProjectError `wrong_project_workbook` where it is none of ours. */
export async function readProjects(
  bytes: Buffer,
): Promise<{ readonly rows: readonly ReadProject[]; readonly faults: readonly PlanFault[] }> {
  const sheet = (await openBook(bytes, BOOK)).getWorksheet(SHEET)
  if (!sheet) throw BOOK.notOurs()
  const faults = headFaults(sheet, COLUMNS, written)
  if (sheet.rowCount > MOST_ROWS)
    throw new ProjectError('wrong_project_workbook', `表里超过 ${MOST_ROWS} 行，请分几次导入`)
  const rows: ReadProject[] = []
  for (let row = 2; row <= sheet.rowCount; row++) {
    const marks = COLUMNS.flatMap((_, i) => cellFaults(sheet.getCell(row, i + 1), cellName(i + 1, row)))
    const { project, wrong } = projectAt(sheet, row)
    if (marks.length === 0 && project.name === '' && project.id === undefined && wrong.length === 0) continue
    faults.push(...(marks.length > 0 ? marks : wrong))
    rows.push(project)
  }
  return { rows, faults }
}

const BOOK: BookWords = {
  wrong: (message, options) => new ProjectError('wrong_project_workbook', message, [], options),
  notOurs: () => new ProjectError('wrong_project_workbook', '这不是从本系统下载的项目表，请重新下载填写'),
  broken: '文件打不开，可能已损坏或有密码，请重新下载',
}

function projectAt(sheet: Worksheet, row: number): { project: ReadProject; wrong: PlanFault[] } {
  const at = (column: Column): string => written(sheet.getCell(row, COLUMN[column])).trim()
  const wrong: PlanFault[] = []
  const fault = (column: Column, message: string): undefined => {
    wrong.push({ path: cellOf(column, row), message })
    return undefined
  }
  const whole = (column: Column): number | undefined => {
    const text = at(column)
    if (text === '') return undefined
    return /^[1-9]\d{0,14}$/.test(text)
      ? Number(text)
      : fault(column, `${COLUMNS[COLUMN[column] - 1]}应是下载时的数字，请不要改`)
  }
  const day = (column: Column): string => {
    if (at(column) !== '' && !isDay(at(column))) fault(column, '日期写成 2026-12-31，或留空')
    return at(column)
  }
  const [id, version] = [whole('id'), whole('version')]
  const invested =
    at('invested') === '' ? undefined : fenOf(at('invested'), (message) => fault('invested', message))
  if (at('name') === '' && (id !== undefined || at('industry') !== '')) fault('name', '请写项目名称')
  for (const [column, most] of [
    ['name', 200],
    ['investor', 200],
    ['industry', 100],
    ['place', 200],
    ['reason', 500],
  ] as const)
    if (at(column).length > most) fault(column, `最长 ${most} 个字`)
  return {
    project: {
      ...{ row, ...(id !== undefined && { id }), ...(version !== undefined && { version }) },
      ...{ name: at('name'), investor: at('investor'), industry: at('industry'), place: at('place') },
      ...(invested !== undefined && { investedFen: invested }),
      ...{ department: at('department'), stage: at('stage'), enteredOn: day('enteredOn') },
      ...{
        plannedStart: day('plannedStart'),
        plannedCompletion: day('plannedCompletion'),
        reason: at('reason'),
      },
    },
    wrong,
  }
}

/** 万元 as text → 分. More than 1000亿元 for one project is a wrong unit. */
function fenOf(text: string, fault: (message: string) => undefined): number | undefined {
  if (/亿/.test(text)) return fault('这一列的单位是万元，请把亿元换算成万元，只写数字')
  if (/^-/.test(text)) return fault('投资不能是负数')
  const parts = /^(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text.replaceAll(',', ''))
  if (!parts) return fault('请只写数字，单位是万元，最多六位小数')
  const fen = Number(parts[1]) * 1_000_000 + Number((parts[2] ?? '').padEnd(6, '0'))
  return fen <= 10_000_000 * 1_000_000 ? fen : fault('超过 1000 亿元，请看单位是不是万元')
}

const written = (cell: Cell): string =>
  textOf(cell, { text: (text) => text.normalize('NFC'), number: plainNumber })

/** What doubles add behind the sixth digit is not what somebody wrote. */
const plainNumber = (value: number): string =>
  Number.isInteger(value) ? String(value) : value.toFixed(6).replace(/\.?0+$/, '')
