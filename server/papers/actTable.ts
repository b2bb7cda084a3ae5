// The table in which officers write acts in Excel: its columns, and the template with the cases of a filter in it, each
// with what its acts leave to choose.
import type { Program } from '#lang'
import { type ExportCell, exportFile } from '#population'
import { type PathAct, stepOf } from '../approval/path.ts'
import { record } from '../audit/record.ts'
import type { CaseFilter } from '../cases/askForCases.ts'
import { allCases, type CaseLine } from '../cases/listCases.ts'
import { loadPath } from '../cases/loadPath.ts'
import { CaseError } from '../cases/problem.ts'
import { REASON_CODES } from '../cases/reasons.ts'
import type { Database } from '../db/openDatabase.ts'
import { type Occasion, type Transaction, transact } from '../db/transact.ts'
import { type ActChoices, actChoices } from './actChoices.ts'
import { READING_HEADER, READING_SHEET, readingRow } from './readingSheet.ts'

export const ACT_SHEET = '办理'

export const COLUMNS = {
  number: '办件编号',
  version: '操作次数',
  act: '操作',
  opinion: '意见',
  reasonKind: '理由类别',
  reason: '理由',
  article: '依据的条款',
  quote: '条款原文',
  yuan: '核定多少（元）',
  basis: '为什么核定这个金额',
  envelope: '从哪个资金盘子',
  dueOn: '计划支付日',
} as const

export type ActColumn = keyof typeof COLUMNS

/** What is chosen with a decision, and with a reservation. */
export const FREEZING_COLUMNS = ['yuan', 'basis'] as const satisfies readonly ActColumn[]
export const RESERVING_COLUMNS = ['envelope', 'dueOn'] as const satisfies readonly ActColumn[]
export const MONEY_COLUMNS = [...FREEZING_COLUMNS, ...RESERVING_COLUMNS]

/** One file; more is more than a person has looked at. */
export const MOST_ROWS = 500

/** What a department that takes part writes in the column of acts. */
export const STANCES = {
  '部门意见：同意': 'agree',
  '部门意见：不同意': 'disagree',
  '部门意见：无意见': 'no_comment',
} as const

const OFFICER_PARTIES: ReadonlySet<string> = new Set(['handler', 'reviewer', 'approver', 'payer', 'leader'])
export const isOfficers = ({ by }: PathAct): boolean => OFFICER_PARTIES.has(by)

const HEADER = [
  ...[COLUMNS.number, COLUMNS.version, '申报主体', '事项', '环节', '可以写的操作'],
  ...[COLUMNS.act, COLUMNS.opinion, COLUMNS.reasonKind, COLUMNS.reason, COLUMNS.article, COLUMNS.quote],
  ...['可以核定的金额', COLUMNS.yuan, COLUMNS.basis, '可用的资金盘子', COLUMNS.envelope, COLUMNS.dueOn],
]

type Titled = (policy: string, item: string) => string

type Template = { readonly path: string; readonly titleOf: Titled; readonly program: Program }

/** The cases of the filter, ready to be filled in. Throws CaseError `wrong_table` where they are too many or none. */
export async function writeActTable(
  database: Database,
  occasion: Occasion,
  filter: CaseFilter,
  { path, titleOf, program }: Template,
): Promise<number> {
  const lines: CaseLine[] = []
  for await (const line of allCases(database, occasion, filter)) {
    if (lines.length === MOST_ROWS)
      throw new CaseError('wrong_table', `符合筛选的办件超过 ${MOST_ROWS} 件，请先缩小筛选范围再下载模板`)
    lines.push(line)
  }
  if (lines.length === 0) throw new CaseError('wrong_table', '没有符合筛选的办件，请调整筛选再下载模板')
  const rows: ActLine[] = []
  // A transaction for each: a long one would keep others waiting.
  for (const line of lines) rows.push(await transact(database, occasion, (tx) => actLine(tx, program, line)))
  await exportFile(path, 'xlsx', [
    { title: ACT_SHEET, header: HEADER, rows: rows.map((each) => rowOf(each, titleOf)) },
    { title: READING_SHEET, header: READING_HEADER, rows: rows.flatMap(readingRows) },
    { title: '填写说明', header: ['栏目', '怎样填'], rows: NOTES },
  ])
  const content = { filter, count: lines.length }
  await transact(database, occasion, (tx) =>
    record(tx, { act: 'workbench.template', object: 'workbench', content }),
  )
  return lines.length
}

type ActLine = {
  readonly line: CaseLine
  readonly acts: readonly PathAct[]
  readonly choices: ActChoices
}

async function actLine(tx: Transaction, program: Program, line: CaseLine): Promise<ActLine> {
  const { pathId, pathVersion, step } = line.row
  const all = stepOf(await loadPath(tx, pathId, pathVersion), step).acts
  const acts = all.filter((each) => isOfficers(each) && !each.does.includes('use_correction'))
  return { line, acts, choices: await actChoices(tx, program, line.row, acts) }
}

function rowOf({ line: { row, subject, step }, acts, choices }: ActLine, titleOf: Titled): ExportCell[] {
  const title = titleOf(row.policy, row.item)
  const { award, envelope } = choices
  return [
    ...[row.number, row.version, subject, row.element === '' ? title : `${title}（${row.element}）`, step],
    acts.map((each) => each.name).join('、'),
    ...[null, null, null, null, null, null],
    ...[award.note, { kind: 'choice' as const, text: '', of: award.of }, null],
    ...[envelope.note, { kind: 'choice' as const, text: '', of: envelope.of }, null],
  ]
}

function readingRows({ line: { row, subject }, choices }: ActLine): ExportCell[][] {
  return choices.readings.map((each) => readingRow({ number: row.number, subject }, each, choices.on))
}

const reasonKinds = Object.entries(REASON_CODES)
  .filter(([code]) => code !== 'lapsed')
  .map(([, name]) => name)

const NOTES: readonly ExportCell[][] = [
  ['办件编号、操作次数', '不要改。操作次数是下载时的情况；之后有人办过的，这一行不收，请重新下载。'],
  [
    '操作',
    '从「可以写的操作」里选一个照写；不办的留空。参与部门写「部门意见：同意」「部门意见：不同意」或「部门意见：无意见」。',
  ],
  ['意见', '给后续经办人看，企业看不到；部门意见不同意的必填。'],
  ['理由类别', `退回、不予受理、不予支持、终止等要填：${reasonKinds.join('、')}。`],
  ['理由', '企业看得到。'],
  ['依据的条款', '写条的标题，如政策库中所示。'],
  ['条款原文', '照抄条文里的原话。'],
  [
    `${COLUMNS.yuan}、${COLUMNS.basis}`,
    '同意并固定核定依据时用。「可以核定的金额」只有一个的不用填；有几个或一个范围的，写成数字（最多两位小数，例如 400000 或 1234.50），并写明为什么。',
  ],
  [
    `「${READING_SHEET}」表`,
    '结果取决于尚未明确的口径的，从列表里选按哪一种读法，写明由谁明确、依据和日期（写成 2026-12-31）。办件编号和口径编号不要改；不核定的留空。',
  ],
  [
    `${COLUMNS.envelope}、${COLUMNS.dueOn}`,
    '核定并预留资金时用。资金盘子从列表里选；计划支付日可以不填，写成 2026-12-31，分期的依次写，用顿号隔开。',
  ],
  ['一次性告知补正', '要逐项列缺什么、怎样补，请进入该件办理。'],
  [
    '格式',
    '每格单独填写文字，不要用公式，不要合并单元格。全部行没有错误才能确认，确认后一起办成；有一行不能办，全部不办。',
  ],
]
