// Cases with real money behind them: what an act does to the case and to the ledger happens together or not at all.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { eq } from 'drizzle-orm'
import { createWorld, type Firm, NOW } from '../../testing/caseWorld.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { nextDay } from '../clock/workingDays.ts'
import {
  award,
  awardStage,
  envelopeBalance,
  paymentClearance,
  paymentOrder,
  publicity,
} from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { allotFunds } from '../payments/allotFunds.ts'
import { cancelOrder } from '../payments/cancelOrder.ts'
import { collectBatch } from '../payments/collectBatch.ts'
import { makeOrder } from '../payments/makeOrder.ts'
import { openEnvelope } from '../payments/openEnvelope.ts'
import { releaseStage } from '../payments/releaseStage.ts'
import { reserveAward } from '../payments/reserveAward.ts'
import { sendBatch } from '../payments/sendBatch.ts'
import { stateClearance } from '../payments/stateClearance.ts'
import { stateResult } from '../payments/stateResult.ts'
import { actWithin } from './actOn.ts'
import type { Effects, Performed } from './effects.ts'

after(stopTestServer)

const AMOUNT = 10_000_000
const nothing = async (): Promise<void> => {}
const first = <T>(rows: readonly T[]): T => rows[0] ?? assert.fail('no row')

// Both are ready before the first test begins: the runner ends when nothing is left to run.
const engines = await Promise.all([openTestEmbedded, openTestServer].map(prepared))

async function prepared(open: typeof openTestEmbedded) {
  const { name, database, close } = await open()
  after(close)
  const world = await createWorld(database)
  await world.setting({ item: 'review', path: 'review' })
  const envelopeId = await world.asJob(async (tx) => {
    const about = {
      title: '专项',
      programme: '智能制造',
      policy: '34号',
      year: 2026,
      source: 'district',
    } as const
    const dates = { validFrom: '2026-01-01', expiresOn: '2026-12-31' }
    const { id } = await openEnvelope(tx, { ...about, ...dates, district: '渝北区' })
    await allotFunds(tx, { envelopeId: id, amountFen: AMOUNT + 1, document: '预算1' })
    return id
  })
  return { name, world, envelopeId }
}

for (const { name, world, envelopeId } of engines) {
  const stageOf = async (tx: Transaction, caseId: number) => {
    const given = first(await tx.select().from(award).where(eq(award.caseId, caseId)))
    return first(await tx.select().from(awardStage).where(eq(awardStage.awardId, given.id)))
  }
  const orderOf = async (tx: Transaction, caseId: number) => {
    const { id } = await stageOf(tx, caseId)
    const orders = await tx
      .select({ id: paymentOrder.id, state: paymentOrder.state })
      .from(paymentOrder)
      .where(eq(paymentOrder.stageId, id))
      .orderBy(paymentOrder.id)
    return orders.at(-1) ?? assert.fail('no order')
  }
  const settle = (result: 'paid' | 'returned' | 'unknown') => async (tx: Transaction, done: Performed) => {
    const { id: orderId } = await orderOf(tx, done.case.id)
    await stateResult(tx, { orderId, result, at: NOW, reason: '银行回执' })
  }

  const withMoney = (now: Date): Effects => ({
    budgetSuffices: async (tx) => {
      const balances = await tx
        .select()
        .from(envelopeBalance)
        .where(eq(envelopeBalance.envelopeId, envelopeId))
      return first(balances).availableFen >= AMOUNT
    },
    vetoFound: async () => false,
    perform: {
      freeze: nothing,
      ...{ uphold_objection: nothing, uphold_appeal: nothing },
      reserve: async (tx, { case: row, situation: { hands } }) => {
        const [handledBy = 0, reviewedBy = 0, approvedBy = 0] = [
          hands.handle[0],
          hands.review[0],
          hands.approve[0],
        ]
        const { id: caseId, subjectId, policy, item, year } = row
        const of = { caseId, subjectId, policy, item, year, handledBy, reviewedBy, approvedBy }
        const money = { envelopeId, amountFen: AMOUNT, stages: [{ amountFen: AMOUNT }], ceilings: [] }
        await reserveAward(tx, { ...of, ...money })
      },
      release: async (tx, { case: row }) => {
        const { id } = await stageOf(tx, row.id)
        await releaseStage(tx, { stageId: id, amountFen: AMOUNT, reason: '终止' })
      },
      check_veto: async (tx, { case: { id: caseId }, circumstances }) => {
        const closed = first(await tx.select().from(publicity).where(eq(publicity.caseId, caseId)))
        const veto = { vetoCheckedAt: now, vetoFound: circumstances.vetoFound }
        await stateClearance(tx, { caseId, publicityClosedAt: closed.closedAt, objectionsOpen: 0, ...veto })
      },
      make_order: async (tx, { case: row, input }) => {
        const { id: stageId } = await stageOf(tx, row.id)
        const clearances = await tx.select().from(paymentClearance).where(eq(paymentClearance.caseId, row.id))
        const payee = { payeeName: '企业', payeeBank: '重庆银行', payeeAccount: '6222000012345678' }
        const clearance = clearances.at(-1)?.id ?? 0
        const replaces = row.state === 'returned' ? { replaces: (await orderOf(tx, row.id)).id } : {}
        const key = `${row.number} ${input.key}`
        await makeOrder(tx, { key, stageId, amountFen: AMOUNT, clearance, ...payee, ...replaces })
      },
      cancel_order: async (tx, { case: row }) => cancelOrder(tx, (await orderOf(tx, row.id)).id, '撤销'),
      send_order: async (tx, { case: row }) => {
        const { id } = await orderOf(tx, row.id)
        await sendBatch(tx, (await collectBatch(tx, { channel: 'direct', orderIds: [id] })).id)
      },
      order_paid: settle('paid'),
      order_returned: settle('returned'),
      order_unknown: settle('unknown'),
    },
  })

  const balance = () =>
    world.asJob(async (tx) => {
      const rows = await tx.select().from(envelopeBalance).where(eq(envelopeBalance.envelopeId, envelopeId))
      const { availableFen, reservedFen, inTransitFen, paidFen } = first(rows)
      return [availableFen, reservedFen, inTransitFen, paidFen]
    })

  let keys = 0
  const act = async (caseId: number, id: string, person: number | 'clock' | 'bank', now: Date) => {
    const { row } = await world.load(caseId)
    const acting = { now, effects: withMoney(now) }
    const reason = {
      code: 'other',
      text: '终止',
      clause: { policy: '34号', article: '第三条', quote: '给予' },
    }
    const input = { key: `money ${++keys}`, version: row.version, reason }
    const who = typeof person === 'number' ? ({ kind: 'person', person } as const) : { kind: person }
    const run = (tx: Transaction) => actWithin(tx, { ...acting, who }, caseId, id, input)
    if (person === 'clock') return world.asJob(run, now)
    // What the bank answered comes in with a payer's import.
    return world.as(person === 'bank' ? world.idOf('payer') : person, run, now)
  }
  const p = world.idOf

  /** Until the decision may be made; the moment when it may. */
  async function published(): Promise<{ firm: Firm; caseId: number; now: Date }> {
    const firm = await world.newFirm()
    const { id: caseId } = await world.open(firm, { item: 'review' })
    for (const [id, person] of [
      ['submit', firm.owner],
      ['accept', p('handler2')],
      ['recommend', p('handler')],
      ['agree', p('reviewer')],
      ['publish', p('handler')],
    ] as const)
      assert.equal((await act(caseId, id, person, NOW)).kind, 'done', id)
    const now = new Date(`${nextDay((await world.load(caseId)).row.dueOn ?? '')}T01:00:00Z`)
    assert.equal((await act(caseId, 'close-publicity', 'clock', now)).kind, 'done')
    return { firm, caseId, now }
  }

  describe(`cases and money on ${name}`, () => {
    test('a decision reserves; two at once cannot have the same money; what ends gives it back', async () => {
      const [one, two] = [await published(), await published()]
      const both = await Promise.allSettled([
        act(one.caseId, 'determine', p('approver'), one.now),
        act(two.caseId, 'determine', p('approver2'), two.now),
      ])
      const done = both.map((each) => each.status === 'fulfilled' && each.value.kind === 'done')
      assert.deepEqual(done.toSorted(), [false, true])
      assert.deepEqual(await balance(), [1, AMOUNT, 0, 0])
      const won = done[0] ? one : two
      const lost = done[0] ? two : one
      assert.equal((await world.load(lost.caseId)).situation.reserved, false)
      const approver = done[0] ? p('approver') : p('approver2')
      assert.equal((await act(won.caseId, 'terminate', approver, won.now)).kind, 'done')
      assert.deepEqual(await balance(), [AMOUNT + 1, 0, 0, 0])
    })

    test('an order that was cancelled is made again; another payer sends it; a return reopens it until it arrives', async () => {
      const { caseId, now } = await published()
      for (const [id, person] of [
        ['determine', p('approver')],
        ['request-payment', p('handler')],
        ['check-veto', p('handler')],
        ['make-order', p('payer')],
        ['cancel', p('payer')],
        ['request-payment', p('handler')],
        ['check-veto', p('handler')],
        ['make-order', p('payer')],
      ] as const)
        assert.equal((await act(caseId, id, person, now)).kind, 'done', id)
      // Money knows that whoever makes an order does not send it, and then the case stays where it is too.
      await assert.rejects(act(caseId, 'send', p('payer'), now))
      assert.equal((await world.load(caseId)).row.step, 'paying')
      assert.equal((await act(caseId, 'send', p('payer2'), now)).kind, 'done')
      assert.deepEqual(await balance(), [1, 0, AMOUNT, 0])
      assert.equal((await act(caseId, 'return', 'bank', now)).kind, 'done')
      assert.deepEqual(await balance(), [1, AMOUNT, 0, 0])
      for (const [id, person] of [
        ['check-veto', p('handler')],
        ['make-order', p('payer')],
        ['send', p('payer2')],
        ['unknown', 'bank'],
        ['arrive', 'bank'],
      ] as const)
        assert.equal((await act(caseId, id, person, now)).kind, 'done', id)
      assert.equal((await world.load(caseId)).row.state, 'paid')
      assert.deepEqual(await balance(), [1, 0, 0, AMOUNT])
    })
  })
}
