// What a department has to report of a period → a workbook to fill in. It carries, out of sight, what was known when it
// was made, so that an import can tell what was changed in it from what changed meanwhile.
import { Workbook } from '@cj-tech-master/excelts'
import { readValue } from './indicator.ts'
import type { Loaded, OfficialRow } from './loadPlan.ts'
import { type Period, periodWords } from './period.ts'
import { decimalText, quantityText, YES_NO } from './quantity.ts'
import { requirementText } from './statusWords.ts'

export const SHEET = '填报'
export const BASE_SHEET = '基准'
const NOTES_SHEET = '说明'
/** The form of the workbook; one of another form is not read. */
export const FORM = 'duixian-plan-1'

export const COLUMNS = [
  ...(['编号', '指标', '要求', '单位', '期间', '上期正式值', '本期已有'] as const),
  ...(['本期值', '说明'] as const),
] as const
export const COLUMN = { code: 1, unit: 4, period: 5, value: 8, reason: 9 } as const

/** What was known of a period: nothing, a proposal that waits, or an official value. */
export type Known =
  | { readonly kind: 'none' }
  | { readonly kind: 'proposed' | 'official'; readonly id: number; readonly value: string }

export function knownOf({ official, waiting }: Loaded, period: string): Known {
  const row: OfficialRow | undefined =
    waiting.find((each) => each.period === period) ?? official.find((each) => each.period === period)
  if (!row || row.kind === 'returned') return { kind: 'none' }
  return { kind: row.kind, id: row.id, value: row.value }
}

export const codeOf = ({ indicator }: Loaded): string => `${indicator.policy}/${indicator.target.id}`

export type Template = {
  readonly district: string
  readonly department: { readonly id: string; readonly name: string }
  readonly period: Period
  readonly lines: readonly Loaded[]
}

/** The bytes of an .xlsx. Lines are the department's indicators that are reported in periods of this kind. */
export async function writeTemplate(
  { district, department, period, lines }: Template,
  now: Date,
): Promise<Buffer> {
  const book = new Workbook()
  const sheet = book.addWorksheet(SHEET, { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.addRow([...COLUMNS]).font = { bold: true }
  for (const [i, width] of [34, 34, 26, 10, 10, 14, 14, 14, 40].entries())
    sheet.getColumn(i + 1).width = width
  const base = book.addWorksheet(BASE_SHEET, { state: 'veryHidden' })
  base.addRow([FORM, district, department.id, period.text, now.toISOString()])
  for (const line of lines) {
    const { indicator, readings } = line
    const { unit, setting } = indicator
    const known = knownOf(line, period.text)
    const before = readings.filter((each) => each.period.index < period.index).at(-1)
    const has = known.kind === 'none' ? '' : shown(known.value, unit.text)
    const row = sheet.addRow([
      ...[codeOf(line), indicator.target.indicator, requirementText(indicator), unit.text, period.text],
      ...[before ? quantityText(before.value, unit, 6) : '', has, has, ''],
    ])
    for (const column of [COLUMN.value, COLUMN.reason])
      row.getCell(column).fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFF7D6' } }
    base.addRow([
      codeOf(line),
      setting.id,
      known.kind,
      ...(known.kind === 'none' ? ['', ''] : [known.id, known.value]),
    ])
  }
  const notes = book.addWorksheet(NOTES_SHEET)
  notes.getColumn(1).width = 90
  for (const text of notesFor(department.name, period)) notes.addRow([text])
  const bytes = await book.xlsx.writeBuffer()
  return Buffer.from(bytes)
}

/** A number in its cell, so that it can be reckoned with; 是 and 否 as such. */
function shown(value: string, unit: string): number | string {
  if (unit === YES_NO)
    return quantityText(readValue(value), { text: YES_NO, dimension: YES_NO, factor: readValue('1') })
  return Number(decimalText(readValue(value), 6))
}

const notesFor = (department: string, period: Period): string[] => [
  `${department}　${periodWords(period)}指标填报表`,
  '只填黄色的两列：“本期值”和“说明”。其他列请不要改，行可以删。',
  '“本期值”填数字，单位以“单位”列为准；不要填公式，不要合并单元格。',
  '没有改动的行不会上报；已有正式值的，改动即为更正，要在“说明”里写明理由。',
  '上传时，下载以后别人改过的会逐格列出，由您选择；有一格不对，整张表都不导入。',
]
