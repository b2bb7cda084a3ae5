// Rows of a bank's file + the orders as they are → which rows say something new, and which cannot be true.
import { inArray } from 'drizzle-orm'
import { paymentOrder, paymentResult } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { yuanText } from './fen.ts'
import { inWords } from './problem.ts'
import type { ResultRow, RowProblem } from './readResults.ts'

type State = (typeof paymentOrder.$inferSelect)['state']
type Known = {
  readonly id: number
  readonly amountFen: number
  readonly sentAt: Date | null
  state: State
  /** What was said of it before, so that a list that grows day by day can be imported each day. */
  readonly said: Set<string>
}

export type NewResult = ResultRow & { readonly orderId: number }

export type CheckedResults = {
  readonly fresh: readonly NewResult[]
  readonly problems: readonly RowProblem[]
}

export async function checkResults(
  tx: Transaction,
  rows: readonly ResultRow[],
  now: Date,
): Promise<CheckedResults> {
  const orders = await knownOrders(
    tx,
    rows.map((each) => each.number),
  )
  const fresh: NewResult[] = []
  const problems: RowProblem[] = []
  for (const row of rows) {
    const order = orders.get(row.number)
    const problem = order ? problemOf(row, order, now) : `没有支付单 ${row.number}，或者您无权办理`
    if (problem) problems.push({ line: row.line, message: problem })
    if (!order || problem || order.said.has(sayingOf(row)) || order.state === row.result) continue
    order.said.add(sayingOf(row))
    order.state = row.result
    fresh.push({ ...row, orderId: order.id })
  }
  return { fresh, problems }
}

async function knownOrders(tx: Transaction, numbers: readonly string[]): Promise<Map<string, Known>> {
  const { id, number, amountFen, state, sentAt } = paymentOrder
  const wanted = [...new Set(numbers)]
  const known = new Map<string, Known>()
  const byId = new Map<number, Known>()
  if (wanted.length === 0) return known
  const found = await inWords(
    tx.select({ id, number, amountFen, state, sentAt }).from(paymentOrder).where(inArray(number, wanted)),
  )
  for (const each of found) {
    const order = { ...each, said: new Set<string>() }
    known.set(each.number, order)
    byId.set(each.id, order)
  }
  const ids = [...byId.keys()]
  if (ids.length === 0) return known
  const { orderId, result, at } = paymentResult
  const said = await inWords(
    tx.select({ orderId, result, at }).from(paymentResult).where(inArray(orderId, ids)),
  )
  for (const each of said) byId.get(each.orderId)?.said.add(sayingOf(each))
  return known
}

function sayingOf({ result, at }: { readonly result: string; readonly at: Date }): string {
  return `${result} ${at.toISOString()}`
}

function problemOf(row: ResultRow, order: Known, now: Date): string | undefined {
  if (row.amountFen !== order.amountFen)
    return `${row.number} 的金额是 ${yuanText(order.amountFen)} 元，回单写 ${yuanText(row.amountFen)} 元`
  if (order.said.has(sayingOf(row))) return undefined
  if (row.at > now) return `${row.number} 的时间在将来，请核对`
  switch (order.state) {
    case 'made':
    case 'batched':
      return `${row.number} 还没有发送，不可能有银行结果`
    case 'cancelled':
      return `${row.number} 已经作废，请核对是否误付`
    case 'returned':
      return row.result === 'returned' ? undefined : `${row.number} 已经退票，不能再登记为其他结果`
    case 'paid':
      return row.result === 'unknown' ? `${row.number} 已经到账，不能再登记为待查` : undefined
    case 'sent':
    case 'unknown':
      return tooEarly(row, order) ? `${row.number} 的时间早于发送日，请核对` : undefined
  }
}

/** Banks often write only the day. */
function tooEarly({ at }: ResultRow, { sentAt }: Known): boolean {
  return sentAt !== null && at.getTime() + 24 * 3_600_000 <= sentAt.getTime()
}
