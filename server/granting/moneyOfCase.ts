// A case → what was decided on it and what became of the money: the decision as it was frozen, stages, orders with the
// bank's words, the account, the last check before paying. With the rights of whoever asks.
import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm'
import type { Program } from '#lang'
import type { LoadedCase } from '../cases/loadCase.ts'
import { award, awardStage, paymentClearance, paymentOrder, paymentResult } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { type Decision, standingDecision } from '../decisions/decision.ts'
import { knownPayee, type MaskedPayee } from './payee.ts'
import { type PlannedStage, plannedStages } from './plannedStages.ts'

type Result = Pick<typeof paymentResult.$inferSelect, 'result' | 'at' | 'reason' | 'receipt'>

type Order = {
  readonly id: number
  readonly number: string
  readonly amountFen: number
  readonly state: (typeof paymentOrder.$inferSelect)['state']
  readonly payeeName: string
  readonly payeeBank: string
  readonly maskedAccount: string
  readonly madeAt: Date
  readonly sentAt: Date | null
  readonly results: readonly Result[]
}

type Stage = Pick<
  typeof awardStage.$inferSelect,
  'number' | 'amountFen' | 'paidFen' | 'state' | 'waitsFor' | 'dueOn'
>

export type MoneyOfCase = {
  readonly decision: Decision | undefined
  /** Of the award that stands now. */
  readonly stages: readonly Stage[]
  /** Also those that were cancelled or came back. */
  readonly orders: readonly Order[]
  readonly payee: MaskedPayee | undefined
  /** Only for officers. */
  readonly clearance: typeof paymentClearance.$inferSelect | undefined
  /** Where the item is paid in steps over years: each with its date. */
  readonly plan: readonly PlannedStage[]
}

export async function moneyOfCase(
  tx: Transaction,
  program: Pick<Program, 'vocabulary'>,
  loaded: LoadedCase,
): Promise<MoneyOfCase> {
  const { id, subjectId } = loaded.row
  return {
    decision: await standingDecision(tx, id),
    stages: await stagesOf(tx, id),
    orders: await allOrders(tx, id),
    payee: await knownPayee(tx, subjectId),
    clearance: await clearanceOf(tx, id),
    plan: await plannedStages(tx, program, loaded),
  }
}

async function stagesOf(tx: Transaction, caseId: number): Promise<Stage[]> {
  const { number, amountFen, paidFen, state, waitsFor, dueOn } = awardStage
  return tx
    .select({ number, amountFen, paidFen, state, waitsFor, dueOn })
    .from(awardStage)
    .innerJoin(award, eq(award.id, awardStage.awardId))
    .where(and(eq(award.caseId, caseId), isNull(award.closedAt)))
    .orderBy(asc(awardStage.number))
}

/** Every order that was ever made for the case, with everything the bank said of it, in order. */
async function allOrders(tx: Transaction, caseId: number): Promise<Order[]> {
  const { id, number, amountFen, state, payeeName, payeeBank, maskedAccount, madeAt, sentAt } = paymentOrder
  const rows = await tx
    .select({ id, number, amountFen, state, payeeName, payeeBank, maskedAccount, madeAt, sentAt })
    .from(paymentOrder)
    .innerJoin(award, eq(award.id, paymentOrder.awardId))
    .where(eq(award.caseId, caseId))
    .orderBy(asc(paymentOrder.id))
  if (rows.length === 0) return []
  const said = await tx
    .select()
    .from(paymentResult)
    .where(
      inArray(
        paymentResult.orderId,
        rows.map((each) => each.id),
      ),
    )
    .orderBy(asc(paymentResult.id))
  return rows.map((each) => ({
    ...each,
    results: said
      .filter(({ orderId }) => orderId === each.id)
      .map(({ result, at, reason, receipt }) => ({ result, at, reason, receipt })),
  }))
}

async function clearanceOf(tx: Transaction, caseId: number): Promise<MoneyOfCase['clearance']> {
  const [last] = await tx
    .select()
    .from(paymentClearance)
    .where(eq(paymentClearance.caseId, caseId))
    .orderBy(desc(paymentClearance.id))
    .limit(1)
  return last
}
