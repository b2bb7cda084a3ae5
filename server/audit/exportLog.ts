// A filter → a file with every row of the log that fits it, and in Excel a first sheet that says what was asked. That it
// was exported is logged.

import { type ExportCell, type ExportFormat, type ExportTable, exportFile } from '#population'
import { momentInChina } from '../clock/dayInChina.ts'
import type { Database } from '../db/openDatabase.ts'
import { type Occasion, transact } from '../db/transact.ts'
import { actText, objectText } from './actText.ts'
import { allLog, type LogFilter, type LogLine, listLog } from './listLog.ts'
import { record } from './record.ts'

/** Writes the file whole or not at all; returns how many rows it has. */
export async function exportLog(
  database: Database,
  occasion: Occasion,
  filter: LogFilter,
  { path, format }: { readonly path: string; readonly format: ExportFormat },
  signal?: AbortSignal,
): Promise<number> {
  const { total } = await listLog(database, occasion, filter, { size: 1 })
  let written = 0
  const counted = async function* (): AsyncGenerator<readonly ExportCell[]> {
    for await (const line of allLog(database, occasion, filter)) {
      written++
      yield cellsOf(line)
    }
  }
  const log: ExportTable = { title: '留痕', header: HEADER, rows: counted() }
  const tables = format === 'csv' ? [log] : [aboutTable(filter, total, occasion.now), log]
  await exportFile(path, format, tables, { signal })
  await transact(database, occasion, (tx) =>
    record(tx, { act: 'export-log', object: 'audit', content: { filter, format, rows: written } }),
  )
  return written
}

const HEADER = [
  '序号',
  '时间（北京时间）',
  '人员',
  '人员编号',
  '操作',
  '操作代码',
  '对象',
  '对象代码',
].concat(['内容', '时间（原文）', '前一条散列', '散列'])

function cellsOf({
  number,
  at,
  person,
  system,
  personId,
  act,
  object,
  content,
  previous,
  hash,
}: LogLine): ExportCell[] {
  return [
    ...[number, momentInChina(new Date(at)), person ?? system ?? '系统', personId],
    ...[actText(act), act, objectText(object), object, content, at, previous, hash],
  ]
}

function aboutTable({ object, act, person, from, to }: LogFilter, total: number, now: Date): ExportTable {
  return {
    title: '说明',
    header: ['项目', '内容'],
    rows: [
      ['导出时间（北京时间）', momentInChina(now)],
      ['行数', total],
      ['对象', object === undefined ? '全部' : objectText(object)],
      ['操作', act === undefined ? '全部' : actText(act)],
      ['人员', person ?? '全部'],
      ['起止', from === undefined && to === undefined ? '全部' : `${from ?? '开始'} 至 ${to ?? '导出时'}`],
      ['长内容', '超过 32767 字的内容在 Excel 里被截短，完整内容请导出 CSV'],
      ['核对', '“内容”“时间（原文）”“前一条散列”与“散列”是原文，可据此逐条重新计算散列'],
    ],
  }
}
