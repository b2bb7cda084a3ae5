// Orders of a case: made for every stage that is due, cancelled, sent, and what the bank said of them.
import { and, asc, eq, isNull, notExists, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Program } from '#lang'
import type { Performed } from '../cases/effects.ts'
import type { CaseRow } from '../cases/loadCase.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import { award, type ORDER_STATES, paymentOrder, paymentResult } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { cancelOrder } from '../payments/cancelOrder.ts'
import { collectBatch } from '../payments/collectBatch.ts'
import { makeOrder } from '../payments/makeOrder.ts'
import { sendBatch } from '../payments/sendBatch.ts'
import { type StatedResult, stateResult } from '../payments/stateResult.ts'
import { receivedPayment } from '../subjects/saidFacts.ts'
import { lastClearance } from './clear.ts'
import { itemOf } from './itemOf.ts'
import { momentOf } from './momentOf.ts'
import { payeeOf } from './payee.ts'
import { readPayload, resultSchema } from './payload.ts'
import { GrantingError } from './problem.ts'
import { openStages } from './reserve.ts'

type Order = {
  readonly id: number
  readonly number: string
  readonly stageId: number
  readonly state: (typeof ORDER_STATES)[number]
  readonly amountFen: number
  /** When the bank did what it last said of it. */
  readonly resultAt: Date | null
}

/** The orders of the case that still say something: neither cancelled nor replaced by another. */
export async function ordersOf(tx: Transaction, caseId: number): Promise<Order[]> {
  const later = alias(paymentOrder, 'later')
  const { id, number, stageId, state, amountFen } = paymentOrder
  const rows = await tx
    .select({ id, number, stageId, state, amountFen, resultAt: paymentResult.at })
    .from(paymentOrder)
    .leftJoin(paymentResult, eq(paymentResult.id, paymentOrder.resultId))
    .innerJoin(award, eq(award.id, paymentOrder.awardId))
    .where(
      and(
        ...[eq(award.caseId, caseId), isNull(award.closedAt), sql`${state} <> 'cancelled'`],
        notExists(tx.select({ one: sql`1` }).from(later).where(eq(later.replaces, paymentOrder.id))),
      ),
    )
    .orderBy(asc(paymentOrder.id))
  return rows
}

/** One order for what is left of every stage that is due. Throws GrantingError and MoneyError. */
export async function makeOrders(tx: Transaction, { case: row, input }: Performed): Promise<void> {
  const stages = await openStages(tx, row.id)
  const due = stages.filter((each) => each.state === 'due')
  if (due.length === 0) {
    const waiting = stages.filter((each) => each.state === 'waiting').map((each) => each.waitsFor)
    const why = waiting.length > 0 ? `还在等：${waiting.join('、')}` : '没有待付的金额'
    throw new GrantingError('no_stage', `办件 ${row.number} ${why}，现在不能开支付单`)
  }
  const { name, bank, account } = await payeeOf(tx, row.subjectId)
  const { id: clearance } = await lastClearance(tx, row)
  const returned = (await ordersOf(tx, row.id)).filter((each) => each.state === 'returned')
  for (const { id: stageId, number, amountFen, orderedFen, releasedFen } of due) {
    const replaces = returned.find((each) => each.stageId === stageId)?.id
    await makeOrder(tx, {
      ...{ key: `${row.number} ${number} ${input.key}`, stageId, clearance },
      ...{ amountFen: amountFen - orderedFen - releasedFen },
      ...{ payeeName: name, payeeBank: bank, payeeAccount: account },
      ...(replaces === undefined ? {} : { replaces }),
    })
  }
}

export async function cancelOrders(tx: Transaction, { case: row, input, act }: Performed): Promise<void> {
  const made = (await ordersOf(tx, row.id)).filter(({ state }) => state === 'made' || state === 'batched')
  requireSome(made, row)
  for (const { id } of made) await cancelOrder(tx, id, input.reason?.text ?? act.name)
}

/** In a batch of their own, unless they went with a batch that was sent. */
export async function sendOrders(tx: Transaction, { case: row }: Performed): Promise<void> {
  const orders = await ordersOf(tx, row.id)
  const collected = orders.filter((each) => each.state === 'batched')
  if (collected.length > 0)
    throw new GrantingError(
      'in_the_way',
      `支付单 ${collected.map((each) => each.number).join('、')} 已收入批次，请先发送或解散那个批次`,
    )
  const made = orders.filter((each) => each.state === 'made').map((each) => each.id)
  if (made.length === 0) return requireSome(orders.filter(isAtBank), row)
  const { id } = await collectBatch(tx, { channel: 'direct', orderIds: made })
  await sendBatch(tx, id)
}

const isAtBank = ({ state }: Order): boolean => state === 'sent' || state === 'unknown'

function requireSome(orders: readonly Order[], { number }: CaseRow): void {
  if (orders.length === 0)
    throw new GrantingError('no_stage', `办件 ${number} 没有可以这样办的支付单，请刷新后核对`)
}

const REASONS = { paid: '银行回执：已付', returned: '银行回执：退票', unknown: '银行回执：结果不明' } as const

/** What the bank said, of every order that it was asked of; what came with a file or directly is not said again. */
export async function settleOrders(
  tx: Transaction,
  program: Program,
  { case: row, input, who }: Performed,
  result: StatedResult['result'],
): Promise<void> {
  const { receipt, reason: why, order: named } = readPayload(resultSchema, input.payload)
  const reason = why ?? REASONS[result]
  const at = await momentOf(tx)
  const orders = await ordersOf(tx, row.id)
  const open = meant(orders, result, named)
  if (open.length > 0 && who.kind === 'person') requireEvidence(result, receipt, why)
  if (open.length === 0)
    requireSome(
      orders.filter((each) => each.state === result),
      row,
    )
  for (const { id } of open)
    await stateResult(tx, { orderId: id, result, at, reason, ...(receipt === undefined ? {} : { receipt }) })
  if (result !== 'unknown') await enterHistory(tx, program, row)
}

/** A person who says it for the bank says what it rests on. */
function requireEvidence(
  result: StatedResult['result'],
  receipt: string | undefined,
  why: string | undefined,
) {
  if (result === 'paid' && receipt === undefined)
    throw new GrantingError('payload', '登记到账要写明银行回单号，请照回单填写')
  if (result !== 'paid' && why === undefined)
    throw new GrantingError('payload', '登记退票或结果不明要写明银行说的原因，请照回单填写')
}

/** Those at the bank; where nothing is there any more, the one that came back after it had arrived. */
function meant(
  orders: readonly Order[],
  result: StatedResult['result'],
  named: string | undefined,
): readonly Order[] {
  const atBank = orders.filter((each) => isAtBank(each) && each.state !== result)
  if (atBank.length > 0 || result !== 'returned' || orders.some((each) => each.state === 'returned'))
    return atBank
  const arrived = orders.filter((each) => each.state === 'paid')
  const fitting = named === undefined ? arrived : arrived.filter((each) => each.number === named)
  if (fitting.length === 1 || arrived.length === 0) return fitting
  const numbers = arrived.map((each) => each.number).join('、')
  throw new GrantingError('several_orders', `到账的支付单有 ${numbers}，请写明退回的是哪一张`)
}

/** What arrived is what the rules know as received from now on; what came back is known as received no longer. */
async function enterHistory(tx: Transaction, program: Program, row: CaseRow): Promise<void> {
  const { document, item } = itemOf(program, row)
  for (const { number, amountFen, state, resultAt } of await ordersOf(tx, row.id)) {
    if (resultAt === null || (state !== 'paid' && state !== 'returned')) continue
    const arrived = {
      ...{ item: item.title, documentNumber: document.number },
      ...{ fen: BigInt(amountFen), date: dayInChina(resultAt) },
      ...(row.element === '' ? {} : { object: row.element }),
    }
    await receivedPayment(tx, program.vocabulary, {
      ...{ subject: row.subjectId, order: number },
      receipt: state === 'paid' ? arrived : undefined,
    })
  }
}
