// A filter of the workbench → an .xlsx with the whole filtered set, exactly as listed; that it was made is logged, since
// names and amounts leave the house.
import type { Program } from '#lang'
import { type ExportCell, exportFile } from '#population'
import { CASE_STATES } from '../approval/states.ts'
import { record } from '../audit/record.ts'
import type { CaseFilter } from '../cases/askForCases.ts'
import { allCases, type CaseLine } from '../cases/listCases.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import type { Database } from '../db/openDatabase.ts'
import { type Occasion, transact } from '../db/transact.ts'
import { yuanText } from '../payments/fen.ts'
import { clauseOf } from './clauseOf.ts'

const HEADER = [
  ...[
    '办件编号',
    '申报主体',
    '统一社会信用代码',
    '文件',
    '条款',
    '事项',
    '年度',
    '阶段',
    '项目',
    '状态',
    '环节',
  ],
  ...['期限', '超期（工作日）', '在此环节（工作日）', '核定金额（元）', '牵头部门', '操作次数'],
]

/** Writes the file whole or not at all. How many cases are in it. */
export async function exportWorkbench(
  database: Database,
  occasion: Occasion,
  program: Program,
  filter: CaseFilter,
  { path, departments }: { readonly path: string; readonly departments: ReadonlyMap<string, string> },
): Promise<number> {
  let count = 0
  async function* rows(): AsyncGenerator<ExportCell[]> {
    for await (const line of allCases(database, occasion, filter)) {
      count++
      yield cellsOf(program, departments, line)
    }
  }
  await exportFile(path, 'xlsx', [
    { title: '办件', header: HEADER, rows: rows() },
    { title: '说明', header: ['内容', '值'], rows: noteRows(filter, occasion.now, () => count) },
  ])
  await transact(database, occasion, (tx) =>
    record(tx, { act: 'workbench.export', object: 'workbench', content: { filter, count } }),
  )
  return count
}

function cellsOf(program: Program, departments: ReadonlyMap<string, string>, line: CaseLine): ExportCell[] {
  const { row, subject, creditCode, step, late, age, fen } = line
  const { document, article, title } = clauseOf(program, row)
  return [
    ...[row.number, subject, creditCode, document, article, title, row.year, row.stage, row.element],
    ...[CASE_STATES[row.state], step, row.dueOn, late, age],
    fen === null ? null : { kind: 'number' as const, text: yuanText(fen), format: '#,##0.00' },
    ...[departments.get(row.leadDepartment) ?? row.leadDepartment, row.version],
  ]
}

/** Written after the rows, so that it counts what was written. */
function* noteRows(filter: CaseFilter, now: Date, count: () => number): Generator<ExportCell[]> {
  yield ['导出日期', dayInChina(now)]
  yield ['件数', count()]
  for (const [name, value] of Object.entries(filter))
    if (value !== undefined && value !== false) yield [`筛选：${name}`, String(value)]
  yield ['说明', '与工作台同一筛选的全部办件，不只一页；金额以元计，空白为还没有核定。']
}
