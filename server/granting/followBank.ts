// What the bank said of orders, directly or in a file → the cases that wait for it, one step further.
import { and, arrayContains, eq, inArray, isNull, notExists, notInArray, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { type PathAct, stepOf } from '../approval/path.ts'
import { actOn } from '../cases/actOn.ts'
import type { Effects } from '../cases/effects.ts'
import { loadCase } from '../cases/loadCase.ts'
import type { Database } from '../db/openDatabase.ts'
import { award, paymentOrder, supportCase } from '../db/tables.ts'
import { JOB, type Transaction, transact } from '../db/transact.ts'
import { ordersOf } from './pay.ts'

export type Followed = {
  readonly moved: readonly number[]
  readonly failed: readonly { readonly caseId: number; readonly why: string }[]
}

/** Safe to run as often as one likes. Money moved when the bank spoke; here the cases follow it. */
export async function followBank(database: Database, now: Date, effects: Effects): Promise<Followed> {
  const moved: number[] = []
  const failed: { caseId: number; why: string }[] = []
  for (const caseId of await transact(database, { actor: JOB, now }, answered)) {
    try {
      if (await follow(database, now, effects, caseId)) moved.push(caseId)
    } catch (error) {
      failed.push({ caseId, why: error instanceof Error ? error.message : String(error) })
    }
  }
  return { moved, failed }
}

/** Once all of it has arrived, only an order that came back and has not been replaced is news. */
async function answered(tx: Transaction): Promise<number[]> {
  const later = alias(paymentOrder, 'later')
  const replaced = tx.select({ one: sql`1` }).from(later).where(eq(later.replaces, paymentOrder.id))
  const rows = await tx
    .selectDistinct({ id: supportCase.id })
    .from(supportCase)
    .innerJoin(award, and(eq(award.caseId, supportCase.id), isNull(award.closedAt)))
    .innerJoin(paymentOrder, eq(paymentOrder.awardId, award.id))
    .where(
      and(
        arrayContains(supportCase.parties, ['bank']),
        or(
          and(
            inArray(paymentOrder.state, ['paid', 'returned', 'unknown']),
            notInArray(supportCase.state, ['paid', 'recovering']),
          ),
          and(eq(paymentOrder.state, 'returned'), notExists(replaced)),
        ),
      ),
    )
    .orderBy(supportCase.id)
  return rows.map((each) => each.id)
}

async function follow(database: Database, now: Date, effects: Effects, caseId: number): Promise<boolean> {
  const seen = await transact(database, { actor: JOB, now }, async (tx) => {
    const loaded = await loadCase(tx, caseId)
    if (!loaded) return undefined
    const { row, path, situation } = loaded
    const states = (await ordersOf(tx, caseId)).map((each) => each.state)
    const effect = effectOf(states)
    const known = effect === 'order_unknown' && situation.order === 'unknown'
    const acts: readonly PathAct[] = stepOf(path, row.step).acts
    const act = known ? undefined : acts.find((each) => effect !== undefined && each.does.includes(effect))
    return act && { act: act.id, version: row.version }
  })
  if (!seen) return false
  const input = { key: `bank ${seen.version}`, version: seen.version }
  const acted = await actOn(database, { who: { kind: 'bank' }, now, effects }, caseId, seen.act, input)
  if (acted.kind === 'refused') throw new Error(acted.why.map((each) => each.text).join('；'))
  return true
}

/** Paid when all of it arrived; while some is still under way, nothing is said yet. */
function effectOf(
  states: readonly (typeof paymentOrder.$inferSelect)['state'][],
): 'order_paid' | 'order_returned' | 'order_unknown' | undefined {
  if (states.length === 0 || states.includes('sent')) return undefined
  if (states.includes('unknown')) return 'order_unknown'
  if (states.every((each) => each === 'paid')) return 'order_paid'
  return states.includes('returned') ? 'order_returned' : undefined
}
