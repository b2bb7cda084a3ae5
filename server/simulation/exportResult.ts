// A simulation, a comparison or a list → an Excel file with every row, and a first sheet that says what the numbers are.
import { outcomeText } from '#lang'
import { type ExportCell, type ExportTable, exportFile } from '#population'
import { type CompareRequest, compareReform } from './compareReform.ts'
import type { Engine } from './engine.ts'
import { aboutTable, comparisonTables, reformLines, simulationTables } from './exportTables.ts'
import type { Found } from './found.ts'
import { type ListRequest, withFound } from './listSubjects.ts'
import { chosenItem } from './question.ts'
import type { Watch } from './remembered.ts'
import type { Comparison, SubjectRow } from './result.ts'
import { type SimulateRequest, simulate } from './simulate.ts'

export type ExportRequest =
  | ({ readonly kind: 'simulation' } & SimulateRequest)
  | ({ readonly kind: 'comparison' } & CompareRequest)
  | ({ readonly kind: 'list' } & ListRequest)

/** Writes the file whole or not at all. */
export async function exportResult(
  engine: Engine,
  request: ExportRequest,
  path: string,
  now: Date,
  watch: Watch = {},
): Promise<void> {
  const { program } = engine
  const write = (tables: readonly ExportTable[]): Promise<void> =>
    exportFile(path, 'xlsx', tables, watch.signal ? { signal: watch.signal } : {})
  switch (request.kind) {
    case 'simulation':
      return write(simulationTables(program, await simulate(engine, request, watch), now))
    case 'comparison': {
      const result = await compareReform(engine, request, watch)
      const lists = await listsOfComparison(engine, request, result, watch)
      return write([...comparisonTables(program, result, now), ...lists])
    }
    case 'list':
      return withFound(engine, request, watch, (open, found) => {
        const { item, policy } = chosenItem(program, request.item, request.policy)
        const about: ExportTable = aboutTable(program, open.summary, request.at, [policy.document.id], now, [
          ['名单', `${item.title}：${request.which}${request.fact === undefined ? '' : ` ${request.fact}`}`],
          ['行数', String(found.length)],
          ...reformLines(request.reform),
        ])
        return write([about, listTable('名单', found)])
      })
  }
}

/** Everyone who gains, loses or of whom it cannot be said, item by item. */
async function listsOfComparison(
  engine: Engine,
  request: CompareRequest,
  { items }: Comparison,
  watch: Watch,
): Promise<ExportTable[]> {
  const tables: ExportTable[] = []
  for (const each of items) {
    for (const [which, word, count] of [
      ['winners', '得益', each.winners.subjects],
      ['losers', '受损', each.losers.subjects],
      ['unclear', '说不定', each.unclear],
    ] as const) {
      if (count === 0) continue
      const list = { ...request, item: each.item, policy: each.before.policy, which }
      const table = await withFound(engine, list, watch, async (_, found) =>
        listTable(`${word} ${each.before.title}`, found),
      )
      tables.push(table)
    }
  }
  return tables
}

const LIST_HEADER = [
  '序号',
  '名称',
  '统一社会信用代码',
  '区县',
  '镇街',
  '行业',
  '规模',
  '结论',
  '金额',
  '缺少',
]

function listTable(title: string, found: Found): ExportTable {
  const header = found.compared
    ? [...LIST_HEADER.slice(0, 7), '改前结论', '改前金额', '改后结论', '改后金额', '缺少']
    : LIST_HEADER
  return { title, header, rows: listRows(found) }
}

const STRIDE = 2000

async function* listRows(found: Found): AsyncGenerator<readonly ExportCell[]> {
  for (let i = 0; i < found.length; i += STRIDE) {
    for (const each of await found.page(i, i + STRIDE)) yield listCells(each)
  }
}

function listCells({ index, after, missing, ...each }: SubjectRow): ExportCell[] {
  return [
    ...[index + 1, each.name, each.code, each.district, each.street, each.industry, each.size],
    ...[outcomeText(each.outcome), each.amount],
    ...(after ? [outcomeText(after.outcome), after.amount] : []),
    missing.join('、'),
  ]
}
