// A bank's file of results, CSV or Excel → rows, or every cell that cannot be read.
import { type SourceCell, sheetsOf } from '#population'
import { fenOf } from './fen.ts'
import { MoneyError } from './problem.ts'

export type ResultRow = {
  readonly line: number
  readonly number: string
  readonly result: 'paid' | 'returned' | 'unknown'
  readonly amountFen: number
  readonly at: Date
  readonly reason: string
}

export type RowProblem = { readonly line: number; readonly message: string }

export type ReadResults = { readonly rows: readonly ResultRow[]; readonly problems: readonly RowProblem[] }

const COLUMNS = {
  number: ['支付单号', '单号', '业务编号'],
  result: ['结果', '状态', '处理结果'],
  amount: ['金额（元）', '金额(元)', '金额'],
  time: ['时间', '到账时间', '处理时间'],
  reason: ['原因', '退票原因', '说明'],
} as const

const RESULTS: Readonly<Record<string, ResultRow['result']>> = {
  ...{ 成功: 'paid', 已到账: 'paid', 支付成功: 'paid', 到账: 'paid' },
  ...{ 退票: 'returned', 退回: 'returned', 失败: 'returned', 支付失败: 'returned' },
  ...{ 待查: 'unknown', 不明: 'unknown', 处理结果不明: 'unknown' },
}

type Column = keyof typeof COLUMNS
type Head = Readonly<Record<Column, number>>

/** Reads the first sheet. Throws MoneyError `file` when a column is missing. */
export async function readResults(path: string): Promise<ReadResults> {
  const [sheet] = await sheetsOf(path)
  if (!sheet) throw new MoneyError('file', '回单文件里没有表')
  const rows: ResultRow[] = []
  const problems: RowProblem[] = []
  let head: Head | undefined
  for await (const batch of sheet.rows()) {
    for (const { number: line, cells } of batch) {
      if (cells.every((each) => textOf(each) === '')) continue
      if (!head) {
        head = headOf(cells)
        continue
      }
      const read = rowOf(line, cells, head)
      if (Array.isArray(read)) problems.push(...read.map((message) => ({ line, message })))
      else rows.push(read)
    }
  }
  if (!head) throw new MoneyError('file', '回单文件是空的')
  return { rows, problems }
}

function headOf(cells: readonly SourceCell[]): Head {
  const titles = cells.map(textOf)
  const place = (column: Column): number => {
    const names = new Set<string>(COLUMNS[column])
    return titles.findIndex((title) => names.has(title))
  }
  const head = {
    number: place('number'),
    result: place('result'),
    amount: place('amount'),
    time: place('time'),
    reason: place('reason'),
  }
  const missing = (['number', 'result', 'amount', 'time', 'reason'] as const).filter((each) => head[each] < 0)
  if (missing.length > 0)
    throw new MoneyError('file', `回单缺少列：${missing.map((each) => COLUMNS[each][0]).join('、')}`)
  return head
}

function rowOf(line: number, cells: readonly SourceCell[], head: Head): ResultRow | string[] {
  const text = (column: Column): string => textOf(cells[head[column]] ?? null)
  const [number, reason] = [text('number'), text('reason')]
  const result = RESULTS[text('result')]
  const amountFen = fenOf(text('amount'))
  const at = timeOf(text('time'))
  const problems = [
    number === '' ? '没有支付单号' : undefined,
    result === undefined ? `看不懂结果“${text('result')}”，请写 成功、退票 或 待查` : undefined,
    amountFen === undefined ? `看不懂金额“${text('amount')}”，请写到分，例如 1234.50` : undefined,
    at === undefined ? `看不懂时间“${text('time')}”，请写成 2026-03-02 10:00` : undefined,
    result !== undefined && result !== 'paid' && reason === '' ? '退票和待查要写原因' : undefined,
  ].filter((each) => each !== undefined)
  if (result === undefined || amountFen === undefined || at === undefined || problems.length > 0)
    return problems
  return { line, number, result, amountFen, at, reason }
}

/** As a person sees the cell, without the apostrophe with which an export keeps a text from running as a formula. */
function textOf(cell: SourceCell): string {
  if (cell === null || typeof cell === 'object') return ''
  return String(cell)
    .trim()
    .replace(/^'(?=[=+\-@])/, '')
}

const TIME = /^(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/

/** By the clock of Beijing; a day alone is its beginning. */
function timeOf(text: string): Date | undefined {
  const found = TIME.exec(text)
  if (!found) return undefined
  const [year, month, day, hour, minute, second] = found
    .slice(1)
    .map((each) => (each ?? '0').padStart(2, '0'))
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`)
  const shown = Number.isNaN(at.getTime()) ? '' : new Date(at.getTime() + 8 * 3_600_000).toISOString()
  // Date would take the 30th of February for the 2nd of March.
  return shown.startsWith(`${year}-${month}-${day}`) ? at : undefined
}
