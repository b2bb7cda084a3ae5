// A case → its audit bundle, with everything that happened to it and the row of the log behind each thing.
import { and, asc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { loadCase } from '../cases/loadCase.ts'
import {
  audit,
  award,
  caseAct,
  objection,
  paymentOrder,
  paymentResult,
  publicity,
  supportCase,
} from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { DecisionError } from '../decisions/problem.ts'
import { type Course, HANDS, PARTIES } from '../proof/bundle.ts'
import { makeBundle } from '../proof/makeBundle.ts'
import { requireDecision } from './freeze.ts'
import { GrantingError } from './problem.ts'

/** The enterprise's copy has no opinions of officers and calls them by their number, not by their name. */
export type Reader = 'officer' | 'enterprise'

/** For who may read the log: an auditor, or the process itself. Throws GrantingError and DecisionError. */
export async function bundleOfCase(
  tx: Transaction,
  caseId: number,
  now: Date,
  reader: Reader = 'officer',
): Promise<string> {
  const loaded = await loadCase(tx, caseId)
  if (!loaded) throw new GrantingError('not_decided', '没有这个办件，或者您无权查看')
  const { id } = await requireDecision(tx, loaded.row)
  const course = await courseOf(tx, caseId)
  if (reader === 'officer') return makeBundle(tx, id, course, now)
  const timeline = course.timeline.map((each) => ({ ...each, opinion: '' }))
  return makeBundle(tx, id, { ...course, timeline }, now, nameless)
}

const nameless = (person: number): string => `${person} 号人员`

type LogRow = {
  readonly number: number
  readonly at: string
  readonly act: string
  readonly content: unknown
}
type LogRows = ReadonlyMap<string, readonly LogRow[]>
type Named = { readonly object: string; readonly act: string }

async function courseOf(tx: Transaction, caseId: number): Promise<Course> {
  const acts = await tx.select().from(caseAct).where(eq(caseAct.caseId, caseId)).orderBy(asc(caseAct.number))
  const orders = await ordersOf(tx, caseId)
  const results = await resultsOf(
    tx,
    orders.map((each) => each.id),
  )
  const rows = await logOf(tx, [
    `case ${caseId}`,
    ...orders.map((each) => `payment_order ${each.id}`),
    ...results.flatMap((each) => (each.fileId === null ? [] : [`result_file ${each.fileId}`])),
  ])
  const numberOf = new Map(orders.map((each) => [each.id, each]))
  return {
    timeline: acts.map((act) => timelineEntry(act, rows)),
    publicity: await publicityOf(tx, caseId, rows),
    objections: await objectionsOf(tx, caseId, rows),
    orders: orders.map((each) => ({
      ...{ number: each.number, fen: String(each.amountFen), at: each.madeAt.toISOString() },
      ...{ payee: each.payeeName, account: each.maskedAccount, cancelled: each.state === 'cancelled' },
      log: found(rows, { object: `payment_order ${each.id}`, act: 'order.make' }).number,
    })),
    receipts: results.flatMap((each): Course['receipts'] => {
      const order = numberOf.get(each.orderId)
      const { result } = each
      if (!order || (result !== 'paid' && result !== 'returned')) return []
      const [at, reference] = [each.recordedAt.toISOString(), each.receipt ?? `回执 ${each.id}`]
      const log = found(rows, rowOfResult(each), at).number
      return [{ order: order.number, result, fen: String(order.amountFen), at, reference, log }]
    }),
  }
}

async function logOf(tx: Transaction, objects: readonly string[]): Promise<LogRows> {
  const rows = await tx
    .select()
    .from(audit)
    .where(inArray(audit.object, [...objects]))
    .orderBy(asc(audit.number))
  const read = rows.map(({ number, at, act, object, content }) => {
    const said: unknown = JSON.parse(content)
    return { object, row: { number, at, act, content: said } }
  })
  return new Map(
    objects.map((object) => [object, read.flatMap((each) => (each.object === object ? [each.row] : []))]),
  )
}

/** The row of the log; with `at`, the one of that moment. Throws DecisionError where there is none to be seen. */
function found(
  rows: LogRows,
  { object, act }: Named,
  at?: string,
  fits: (row: LogRow) => boolean = () => true,
): LogRow {
  const own = rows.get(object)?.find((each) => each.act === act && (at ?? each.at) === each.at && fits(each))
  if (own) return own
  throw new DecisionError('bundle', `找不到「${act}」（${object}）的留痕，或者您无权查看留痕`)
}

const numberedSchema = z.looseObject({ number: z.int() })

function timelineEntry(act: typeof caseAct.$inferSelect, rows: LogRows): Course['timeline'][number] {
  const named = { object: `case ${act.caseId}`, act: `case.${act.act}` }
  const log = found(rows, named, act.at.toISOString(), ({ content }) => {
    const read = numberedSchema.safeParse(content)
    return read.success && read.data.number === act.number
  })
  const party = act.party === 'anyone' ? 'public' : act.party
  const duty = PARTIES.find((each) => each === party)
  if (!duty) throw new DecisionError('bundle', `不认识的一方「${act.party}」`)
  return {
    ...{ at: log.at, person: act.personId, duty, hand: HANDS.find((each) => each === act.hand) ?? null },
    ...{ act: act.act, opinion: act.opinion, log: log.number },
  }
}

const noticeSchema = z.looseObject({ place: z.string(), sha256: z.string() })

async function publicityOf(tx: Transaction, caseId: number, rows: LogRows): Promise<Course['publicity']> {
  const all = await tx.select().from(publicity).where(eq(publicity.caseId, caseId)).orderBy(asc(publicity.id))
  const object = `case ${caseId}`
  return all.map((each) => {
    const opened = found(rows, { object, act: 'publicity.open' }, each.openedAt.toISOString())
    const { place, sha256 } = noticeSchema.parse(opened.content)
    const closed = each.closedAt?.toISOString() ?? null
    return {
      ...{ opened: opened.at, until: each.closesOn, closed, voided: each.voidedAt !== null, place, sha256 },
      openedLog: opened.number,
      closedLog: closed === null ? null : found(rows, { object, act: 'case.close-publicity' }, closed).number,
    }
  })
}

const keyedSchema = z.looseObject({ key: z.string() })

async function objectionsOf(tx: Transaction, caseId: number, rows: LogRows): Promise<Course['objections']> {
  const all = await tx.select().from(objection).where(eq(objection.caseId, caseId)).orderBy(asc(objection.id))
  return all.map((each) => {
    const raised = each.raisedAt.toISOString()
    const row = rows.get(`case ${caseId}`)?.find(({ at, content }) => {
      const read = keyedSchema.safeParse(content)
      return at === raised && read.success && read.data.key === each.requestKey
    })
    if (!row) throw new DecisionError('bundle', `找不到提出异议 ${each.id} 的留痕，或者您无权查看留痕`)
    return {
      ...{ raised, settled: each.settledAt?.toISOString() ?? null, upheld: each.settled === 'upheld' },
      ...{ subject: each.content, answer: each.settledWhy ?? '', log: row.number },
    }
  })
}

function ordersOf(tx: Transaction, caseId: number) {
  const { id, number, amountFen, madeAt, payeeName, maskedAccount, state } = paymentOrder
  return tx
    .select({ id, number, amountFen, madeAt, payeeName, maskedAccount, state })
    .from(paymentOrder)
    .innerJoin(award, eq(award.id, paymentOrder.awardId))
    .innerJoin(supportCase, eq(supportCase.id, award.caseId))
    .where(eq(supportCase.id, caseId))
    .orderBy(asc(paymentOrder.id))
}

type Result = typeof paymentResult.$inferSelect

async function resultsOf(tx: Transaction, orders: readonly number[]): Promise<Result[]> {
  if (orders.length === 0) return []
  const known = inArray(paymentResult.result, ['paid', 'returned'])
  return tx
    .select()
    .from(paymentResult)
    .where(and(inArray(paymentResult.orderId, [...orders]), known))
    .orderBy(asc(paymentResult.id))
}

/** Where the log has what the bank said: by a person, by the bank itself, or in a file. */
function rowOfResult({ source, result, orderId, fileId }: Result): Named {
  if (source === 'file') return { object: `result_file ${fileId}`, act: 'results.import' }
  const how = source === 'bank' ? 'bank' : 'result'
  return { object: `payment_order ${orderId}`, act: `${how}.${result}` }
}
