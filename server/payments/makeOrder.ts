// A stage that is due, a payee, today's clearance → a payment order; the same question twice is one order.
import { eq } from 'drizzle-orm'
import { hashOfValue } from '../audit/canonical.ts'
import { record } from '../audit/record.ts'
import { paymentOrder } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { requireFen } from './fen.ts'
import { inWords, MoneyError, theRow } from './problem.ts'

export type NewOrder = {
  /** Given by whoever asks, and kept by them until they know the answer. */
  readonly key: string
  readonly stageId: number
  readonly amountFen: number
  readonly payeeName: string
  readonly payeeBank: string
  readonly payeeAccount: string
  /** The clearance of today on which it rests (stateClearance). */
  readonly clearance: number
  /** The returned order whose place this one takes. */
  readonly replaces?: number
}

export type MadeOrder = {
  readonly id: number
  readonly number: string
  /** Whether this call made it; false: it was there under the same key. */
  readonly made: boolean
}

const ACCOUNT = /^[0-9A-Za-z-]{4,40}$/

/** Call it last in its transaction: it writes the log. Throws MoneyError. */
export async function makeOrder(tx: Transaction, given: NewOrder): Promise<MadeOrder> {
  requireFen(given.amountFen, '支付金额')
  requirePayee(given)
  const contentHash = hashOf(given)
  const before = await orderOfKey(tx, given.key, contentHash)
  if (before) return before
  const { clearance, ...content } = given
  const [made] = await inWords(
    tx
      .insert(paymentOrder)
      .values({ ...content, contentHash, clearanceId: clearance })
      .returning({ id: paymentOrder.id, number: paymentOrder.number }),
  )
  // Nothing was added: the same question was answered between our looking and our asking.
  if (!made)
    return theRow(
      [await orderOfKey(tx, given.key, contentHash)].flatMap((each) => each ?? []),
      '张支付单',
    )
  const { payeeAccount: _, ...logged } = given
  await record(tx, {
    act: 'order.make',
    object: `payment_order ${made.id}`,
    content: { ...logged, contentHash },
  })
  return { ...made, made: true }
}

async function orderOfKey(tx: Transaction, key: string, hash: string): Promise<MadeOrder | undefined> {
  const { id, number, contentHash } = paymentOrder
  const [found] = await inWords(
    tx.select({ id, number, contentHash }).from(paymentOrder).where(eq(paymentOrder.key, key)),
  )
  if (!found) return undefined
  if (found.contentHash !== hash)
    throw new MoneyError('twice', `请求号 ${key} 已用于内容不同的支付单 ${found.number}，请换一个请求号`)
  return { id: found.id, number: found.number, made: false }
}

function requirePayee({ payeeName, payeeAccount }: NewOrder): void {
  if (payeeName.trim() === '') throw new MoneyError('missing', '支付单要写收款人')
  if (!ACCOUNT.test(payeeAccount))
    throw new MoneyError('missing', '收款账号要是 4 到 40 位数字、字母或短横，请核对')
}

function hashOf({ stageId, amountFen, payeeName, payeeBank, payeeAccount, replaces }: NewOrder): string {
  const content = { stageId, amountFen, payeeName, payeeBank, payeeAccount, replaces: replaces ?? null }
  return hashOfValue(content)
}
