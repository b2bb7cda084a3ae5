// A batch that went to the bank → the cases of its orders, one step further, as done by whoever sent it.
import { and, eq, inArray } from 'drizzle-orm'
import { stepOf } from '../approval/path.ts'
import { actOn } from '../cases/actOn.ts'
import type { Effects } from '../cases/effects.ts'
import { loadCase } from '../cases/loadCase.ts'
import type { Database } from '../db/openDatabase.ts'
import { award, paymentOrder } from '../db/tables.ts'
import { transact } from '../db/transact.ts'
import type { Followed } from './followBank.ts'
import { ordersOf } from './pay.ts'

type Sending = { readonly person: number; readonly now: Date; readonly effects: Effects }

/** The money is in transit already; here the cases follow it. Safe to run again. */
export async function followBatch(database: Database, sending: Sending, batchId: number): Promise<Followed> {
  const moved: number[] = []
  const failed: { caseId: number; why: string }[] = []
  for (const caseId of await casesOf(database, sending, batchId)) {
    const why = await follow(database, sending, batchId, caseId)
    if (why === undefined) moved.push(caseId)
    else if (why !== '') failed.push({ caseId, why })
  }
  return { moved, failed }
}

async function casesOf(database: Database, sending: Sending, batchId: number): Promise<number[]> {
  const { person, now } = sending
  return transact(database, { actor: { kind: 'person', person }, now }, async (tx) => {
    const rows = await tx
      .selectDistinct({ id: award.caseId })
      .from(paymentOrder)
      .innerJoin(award, eq(award.id, paymentOrder.awardId))
      .where(and(eq(paymentOrder.batchId, batchId), inArray(paymentOrder.state, ['sent', 'unknown'])))
      .orderBy(award.caseId)
    return rows.map((each) => each.id)
  })
}

/** Why the case did not move; empty where it has nothing to do, undefined where it moved. */
async function follow(
  database: Database,
  { person, now, effects }: Sending,
  batchId: number,
  caseId: number,
): Promise<string | undefined> {
  const seen = await transact(database, { actor: { kind: 'person', person }, now }, async (tx) => {
    const loaded = await loadCase(tx, caseId)
    if (!loaded) return undefined
    // An order that did not go with this batch would be sent by the act; its own batch brings the case along.
    const states = (await ordersOf(tx, caseId)).map((each) => each.state)
    if (states.some((each) => each === 'made' || each === 'batched')) return undefined
    const act = stepOf(loaded.path, loaded.row.step).acts.find((each) => each.does.includes('send_order'))
    return act && { act: act.id, version: loaded.row.version }
  })
  if (!seen) return ''
  const input = { key: `batch ${batchId}`, version: seen.version }
  const acted = await actOn(
    database,
    { who: { kind: 'person', person }, now, effects },
    caseId,
    seen.act,
    input,
  )
  return acted.kind === 'refused' ? acted.why.map((each) => each.text).join('；') : undefined
}
