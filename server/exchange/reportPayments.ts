// What a payment system says of orders → results, all of them or none; what was said before changes nothing.
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { paymentResult } from '../db/tables.ts'
import { transact } from '../db/transact.ts'
import type { System } from '../identity/authenticateToken.ts'
import { checkResults } from '../payments/checkResults.ts'
import { inWords } from '../payments/problem.ts'
import { ExchangeError } from './problem.ts'

export type ReportedPayment = {
  readonly order: string
  readonly result: 'paid' | 'returned' | 'unknown'
  /** 分. */
  readonly amountFen: number
  readonly at: Date
  /** Needed unless it arrived. */
  readonly reason?: string | undefined
  readonly receipt?: string | undefined
}

/**
 * Only orders that the token's department pays: the database shows it no others. Returns how many were new and how many
 * were known. Throws ExchangeError `wrong-results` with every row that cannot be true; rows count from 1.
 */
export function reportPayments(
  database: Database,
  system: System,
  payments: readonly ReportedPayment[],
  now: Date,
): Promise<{ readonly recorded: number; readonly unchanged: number }> {
  return transact(database, { actor: { kind: 'system', token: system.id }, now }, async (tx) => {
    const rows = payments.map(({ order, reason = '', ...rest }, i) => ({
      ...rest,
      number: order,
      reason,
      line: i + 1,
    }))
    const silent = rows
      .filter((each) => each.result !== 'paid' && each.reason.trim() === '')
      .map(({ line }) => ({ line, message: '退票和待查要写原因' }))
    const checked = await checkResults(tx, rows, now)
    const problems = [...silent, ...checked.problems].sort((x, y) => x.line - y.line)
    if (problems.length > 0) {
      const wrong = problems.map(({ line, message }) => ({ row: line, message }))
      throw new ExchangeError(
        'wrong-results',
        `有 ${problems.length} 处不对，全部没有登记，请改正后重新报送`,
        wrong,
      )
    }
    for (const { orderId, result, at, reason, line } of checked.fresh) {
      const receipt = payments[line - 1]?.receipt
      const values = { orderId, result, at, reason, source: 'bank' as const, ...(receipt && { receipt }) }
      await inWords(tx.insert(paymentResult).values(values))
    }
    const recorded = checked.fresh.length
    if (recorded > 0) {
      const content = { system: system.id, name: system.name, payments: checked.fresh.map(sayingOf) }
      await record(tx, { act: 'results.report', object: `api_token ${system.id}`, content })
    }
    return { recorded, unchanged: rows.length - recorded }
  })
}

const sayingOf = ({
  number,
  result,
  amountFen,
  at,
}: {
  number: string
  result: string
  amountFen: number
  at: Date
}) => ({
  ...{ order: number, result, amountFen, at: at.toISOString() },
})
