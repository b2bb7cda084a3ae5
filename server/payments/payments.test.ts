// The road of money on both engines: envelope, award, order, batch, arrival, return, clawback; and what it refuses.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import {
  clearanceOf,
  createMoneyWorld,
  DISTRICT,
  MONDAY,
  requireConsistentLedger,
} from '../../testing/moneyWorld.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { awardStage, membership, moneyTransaction, person } from '../db/tables.ts'
import { codeOf } from '../db/transact.ts'
import { allotFunds } from './allotFunds.ts'
import { askBank } from './askBank.ts'
import type { Bank, BankReply } from './bank.ts'
import { cancelOrder } from './cancelOrder.ts'
import { collectBatch } from './collectBatch.ts'
import { commitFund } from './commitFund.ts'
import { decideClawback } from './decideClawback.ts'
import { dissolveBatch } from './dissolveBatch.ts'
import { exitFund } from './exitFund.ts'
import { extendEnvelope } from './extendEnvelope.ts'
import { listEnvelopes } from './listEnvelopes.ts'
import { listOrders } from './listOrders.ts'
import { makeOrder } from './makeOrder.ts'
import { meetStage } from './meetStage.ts'
import { MoneyError, type MoneyProblem } from './problem.ts'
import { recordRecovery } from './recordRecovery.ts'
import { releaseStage } from './releaseStage.ts'
import type { Ceiling } from './requireWithinCeilings.ts'
import { reserveAward } from './reserveAward.ts'
import { revealAccount } from './revealAccount.ts'
import { reverseTransaction } from './reverseTransaction.ts'
import { sendBatch } from './sendBatch.ts'
import { stateClearance } from './stateClearance.ts'
import { stateEarlierPayments } from './stateEarlierPayments.ts'
import { stateResult } from './stateResult.ts'
import { submitBatch } from './submitBatch.ts'

const TUESDAY = new Date(MONDAY.getTime() + 24 * 3_600_000)
const NEXT_YEAR = new Date('2027-01-04T01:00:00Z')

const refused = (work: Promise<unknown>, kind: MoneyProblem, words?: RegExp) =>
  assert.rejects(work, (error) => {
    assert.ok(error instanceof MoneyError, String(error))
    assert.equal(error.kind, kind, error.message)
    if (words) assert.match(error.message, words)
    return true
  })

after(stopTestServer)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const world = await createMoneyWorld(database)
  const { as, people } = world

  async function sums(envelopeId: number) {
    const rows = await as('leader', (tx) => listEnvelopes(tx))
    const row = rows.find((each) => each.id === envelopeId)
    assert.ok(row)
    const { availableFen, reservedFen, inTransitFen, paidFen, recoveredFen } = row
    return [availableFen, reservedFen, inTransitFen, paidFen, recoveredFen]
  }
  const collect = (orderIds: readonly number[]) =>
    as('payer', (tx) => collectBatch(tx, { channel: 'direct', orderIds }))
  const send = async (orderIds: readonly number[]) => {
    const batch = await collect(orderIds)
    return as('payer', (tx) => sendBatch(tx, batch.id))
  }
  const result = (orderId: number, said: 'paid' | 'returned' | 'unknown', now = MONDAY) =>
    as('payer', (tx) => stateResult(tx, { orderId, result: said, at: now, reason: '户名不符' }), now)

  suite(`money on ${name}`, () => {
    after(() => requireConsistentLedger(database))

    test('from the budget to arrival, back and again', async () => {
      const envelope = await world.newEnvelope(1000_00)
      const firm = await world.newSubject()
      const order = await world.newOrder(envelope, firm, 300_00)
      assert.deepEqual(await sums(envelope), [700_00, 300_00, 0, 0, 0])
      await send([order.id])
      assert.deepEqual(await sums(envelope), [700_00, 0, 300_00, 0, 0])
      await result(order.id, 'returned')
      assert.deepEqual(await sums(envelope), [700_00, 300_00, 0, 0, 0])
      const { id: clearance } = await world.clear(order.caseId)
      const again = world.orderOf({ stageId: order.stageId, amountFen: 300_00, clearance })
      await refused(
        as('maker', (tx) => makeOrder(tx, again)),
        'state',
        /代替/,
      )
      const second = await as('maker', (tx) => makeOrder(tx, { ...again, replaces: order.id }))
      await send([second.id])
      await result(second.id, 'paid')
      assert.deepEqual(await sums(envelope), [700_00, 0, 0, 300_00, 0])
      const { awardId } = order
      const claw = { awardId, amountFen: 120_00, reason: '提前搬离', clause: '第八条', dueOn: '2026-09-30' }
      const { id } = await as('approver', (tx) => decideClawback(tx, claw))
      const back = {
        clawbackId: id,
        amountFen: 100_00,
        receivedOn: '2026-03-02',
        reference: `国库${world.next()}`,
      }
      await refused(
        as('approver', (tx) => recordRecovery(tx, back)),
        'hands',
      )
      await as('maker', (tx) => recordRecovery(tx, back))
      assert.deepEqual(await sums(envelope), [800_00, 0, 0, 300_00, 100_00])
      await refused(
        as('maker', (tx) => recordRecovery(tx, back)),
        'twice',
      )
      await refused(
        as('maker', (tx) => recordRecovery(tx, { ...back, amountFen: 30_00, reference: 'x' })),
        'amount',
      )
      await refused(
        as('approver', (tx) => decideClawback(tx, { ...claw, amountFen: 180_01 })),
        'amount',
      )
    })

    test('an envelope promises no more than it holds, and nothing outside of its time', async () => {
      const firm = await world.newSubject()
      const envelope = await world.newEnvelope(100_00)
      await refused(world.decide({ envelopeId: envelope, subjectId: firm, amountFen: 100_01 }), 'short')
      const late = { envelopeId: envelope, subjectId: firm, amountFen: 10_00 }
      await refused(world.decide(late, NEXT_YEAR), 'expired')
      const extension = { envelopeId: envelope, expiresOn: '2027-06-30', document: '结转批复' }
      await as('leader', (tx) => extendEnvelope(tx, extension))
      await world.decide(late, NEXT_YEAR)
      const cut = { envelopeId: envelope, amountFen: -90_01, document: '调减' }
      await refused(
        as('leader', (tx) => allotFunds(tx, cut)),
        'short',
      )
      await as('leader', (tx) => allotFunds(tx, { ...cut, amountFen: -90_00 }))
      assert.deepEqual(await sums(envelope), [0, 10_00, 0, 0, 0])
    })

    test('stages are the award; a stage waits, and is paid no more than itself', async () => {
      const envelope = await world.newEnvelope(1000_00)
      const subjectId = await world.newSubject()
      const stages = [{ amountFen: 60_00 }, { amountFen: 40_00, waitsFor: '验收合格', dueOn: '2026-10-31' }]
      const plan = { envelopeId: envelope, subjectId, amountFen: 100_00, stages }
      await refused(world.decide({ ...plan, amountFen: 100_01 }), 'amount')
      const { caseId, stageIds } = await world.decide(plan)
      await refused(world.decide({ ...plan, caseId }), 'twice')
      const { id: clearance } = await world.clear(caseId)
      const [first, second] = stageIds
      assert.ok(first && second)
      const make = (stageId: number, amountFen: number) =>
        as('maker', (tx) => makeOrder(tx, world.orderOf({ stageId, amountFen, clearance })))
      await make(first, 50_00)
      await refused(make(first, 10_01), 'amount')
      await refused(make(second, 40_00), 'state', /条件/)
      await as('handler', (tx) => meetStage(tx, second, '验收报告'))
      await make(second, 30_00)
      const release = { stageId: second, amountFen: 10_00, reason: '核减' }
      await refused(
        as('approver', (tx) => releaseStage(tx, { ...release, amountFen: 10_01 })),
        'amount',
      )
      await as('approver', (tx) => releaseStage(tx, release))
      assert.deepEqual(await sums(envelope), [910_00, 90_00, 0, 0, 0])
      const [row] = await as('leader', (tx) => tx.select().from(awardStage).where(eq(awardStage.id, second)))
      assert.equal(row?.state, 'ordered')
    })

    test('an item, a group and a year have ceilings, over every department and what was paid before', async () => {
      const envelopeId = await world.newEnvelope(10_000_00)
      const subjectId = await world.newSubject()
      const item = { policy: '渝北府发〔2024〕34号', item: '智能化改造' }
      const old = { policy: '渝北府发〔2021〕13号', item: '数字化车间' }
      const source = `已兑付台账${world.next()}`
      const paid = { ...old, subjectId, year: 2026, amountFen: 40_00, line: 2 }
      await as('handler', (tx) => stateEarlierPayments(tx, source, [paid]))
      await refused(
        as('handler', (tx) => stateEarlierPayments(tx, source, [paid])),
        'twice',
      )
      const group: Ceiling = {
        ...{ kind: 'group', clause: '就高不重复' },
        items: [
          { ...item, fen: 80_00 },
          { ...old, fen: 100_00 },
        ],
      }
      const year: Ceiling = { kind: 'enterprise', clause: '第十二条', year: 2026, items: 'all', fen: 90_00 }
      const lone: Ceiling = { kind: 'item', clause: '第三条', item, fen: 50_00 }
      const grant = (amountFen: number, ceilings: Ceiling[], given = 2026) =>
        world.decide({ envelopeId, subjectId, amountFen, ceilings, year: given })
      await refused(grant(60_01, [group]), 'ceiling', /最多还可核定 60\.00 元/)
      await refused(grant(50_01, [year]), 'ceiling', /企业年度上限/)
      await refused(grant(50_01, [lone]), 'ceiling')
      const { stageIds } = await grant(50_00, [group, year, lone])
      await refused(grant(1, [year]), 'ceiling')
      await grant(1, [{ ...year, year: 2027 }], 2027)
      await as('approver', (tx) =>
        releaseStage(tx, { stageId: stageIds[0] ?? 0, amountFen: 20_00, reason: '核减' }),
      )
      await grant(20_00, [year])
    })

    test('four people handle, review, approve and pay; who is recused does none of it', async () => {
      const envelopeId = await world.newEnvelope(1000_00)
      const subjectId = await world.newSubject()
      const plan = { envelopeId, subjectId, amountFen: 10_00 }
      await refused(world.decide({ ...plan, reviewedBy: people.handler }), 'hands')
      const { caseId, stageIds } = await world.decide(plan)
      const { id: clearance } = await world.clear(caseId)
      const order = world.orderOf({ stageId: stageIds[0] ?? 0, amountFen: 10_00, clearance })
      await refused(
        as('approver', (tx) => makeOrder(tx, order)),
        'hands',
      )
      const { id } = await as('maker', (tx) => makeOrder(tx, order))
      const batch = await collect([id])
      for (const who of ['maker', 'handler', 'reviewer', 'approver'] as const)
        await refused(
          as(who, (tx) => sendBatch(tx, batch.id)),
          'hands',
        )
      await world.recuse('payer', subjectId)
      await refused(
        as('payer', (tx) => sendBatch(tx, batch.id)),
        'recused',
      )
      await world.recuse('handler', subjectId)
      await refused(world.decide(plan), 'recused')
      // Not even a statement past the verbs.
      await assert.rejects(
        as('maker', (tx) => tx.execute(sql`UPDATE payment_order SET state = 'sent' WHERE id = ${id}`)),
        (error) => codeOf(error) === '23001',
      )
    })

    test('no order without closed publicity, settled objections and veto facts of today', async () => {
      const envelopeId = await world.newEnvelope(1000_00)
      const subjectId = await world.newSubject()
      const { caseId, stageIds } = await world.decide({ envelopeId, subjectId, amountFen: 10_00 })
      const good = clearanceOf(caseId, MONDAY)
      const attempt = async (clearance: typeof good | { publicityClosedAt: null }, now = MONDAY) => {
        const { id } = await as('handler', (tx) => stateClearance(tx, { ...good, ...clearance }), MONDAY)
        const order = world.orderOf({ stageId: stageIds[0] ?? 0, amountFen: 10_00, clearance: id })
        return as('maker', (tx) => makeOrder(tx, order), now)
      }
      await refused(attempt({ publicityClosedAt: null }), 'clearance', /公示/)
      await refused(attempt({ ...good, publicityClosedAt: TUESDAY }), 'clearance', /公示/)
      await refused(attempt({ ...good, objectionsOpen: 1 }), 'clearance', /异议/)
      await refused(attempt({ ...good, vetoFound: true }), 'clearance', /否决/)
      await refused(attempt(good, TUESDAY), 'clearance', /当天/)
      const { id } = await attempt(good)
      // An objection that comes after the order holds it back.
      await as('handler', (tx) => stateClearance(tx, { ...good, objectionsOpen: 1 }))
      const batch = await collect([id])
      const sent = () => as('payer', (tx) => sendBatch(tx, batch.id))
      await refused(sent(), 'clearance', /异议/)
      await world.clear(caseId)
      await sent()
    })

    test('the same key is the same order; other content under it is refused', async () => {
      const envelopeId = await world.newEnvelope(1000_00)
      const subjectId = await world.newSubject()
      const { caseId, stageIds } = await world.decide({ envelopeId, subjectId, amountFen: 10_00 })
      const { id: clearance } = await world.clear(caseId)
      const order = world.orderOf({ stageId: stageIds[0] ?? 0, amountFen: 5_00, clearance })
      const first = await as('maker', (tx) => makeOrder(tx, order))
      assert.deepEqual(await as('maker', (tx) => makeOrder(tx, order)), { ...first, made: false })
      await refused(
        as('maker', (tx) => makeOrder(tx, { ...order, amountFen: 4_00 })),
        'twice',
      )
      const orders = await as('leader', (tx) => listOrders(tx, { caseId }))
      assert.deepEqual(
        orders.map((each) => each.maskedAccount),
        ['************5678'],
      )
      assert.equal(await as('payer', (tx) => revealAccount(tx, first.id, '核对退票')), '6222000012345678')
      await assert.rejects(
        as('payer', (tx) => tx.execute(sql`SELECT payee_account FROM payment_order`)),
        (error) => codeOf(error) === '42501',
      )
    })

    test('an unknown result stays unknown until somebody knows; a sent batch is sent once', async () => {
      const envelopeId = await world.newEnvelope(1000_00)
      const subjectId = await world.newSubject()
      const order = await world.newOrder(envelopeId, subjectId, 10_00)
      const dead = await world.newOrder(envelopeId, subjectId, 20_00)
      await as('maker', (tx) => cancelOrder(tx, dead.id, '填错账号'))
      const away = await as('payer', (tx) => collectBatch(tx, { channel: 'direct', orderIds: [order.id] }))
      await as('payer', (tx) => dissolveBatch(tx, away.id, '改天支付'))
      const { id } = await send([order.id])
      await refused(
        as('payer', (tx) => sendBatch(tx, id)),
        'state',
        /只发送一次/,
      )
      await refused(
        as('maker', (tx) => cancelOrder(tx, order.id, '后悔')),
        'state',
      )
      await result(order.id, 'unknown')
      assert.deepEqual(await sums(envelopeId), [970_00, 20_00, 10_00, 0, 0])
      const { id: clearance } = await world.clear(order.caseId)
      const blind = world.orderOf({ stageId: order.stageId, amountFen: 10_00, clearance })
      await refused(
        as('maker', (tx) => makeOrder(tx, blind)),
        'amount',
      )
      await result(order.id, 'paid')
      await refused(result(order.id, 'unknown'), 'state')
      await refused(result(order.id, 'paid'), 'state')
    })

    test('a bank that was not heard is asked, and never told to pay again', async () => {
      const envelopeId = await world.newEnvelope(1000_00)
      const firm = await world.newSubject()
      const orders = [
        await world.newOrder(envelopeId, firm, 10_00),
        await world.newOrder(envelopeId, firm, 20_00),
      ]
      const { id } = await send(orders.map((each) => each.id))
      const heard: string[] = []
      let answer: BankReply | undefined
      const bank: Bank = {
        submit: async ({ number, payeeAccount }) => {
          heard.push(`${number} ${payeeAccount}`)
          throw new Error('线路中断')
        },
        find: async (number) => (number === orders[0]?.number ? answer : undefined),
      }
      const submit = () => submitBatch(database, bank, id, () => MONDAY)
      await submit()
      await submit()
      assert.deepEqual(
        heard,
        orders.map((each) => `${each.number} 6222000012345678`),
      )
      const states = async () =>
        (await as('payer', (tx) => listOrders(tx, { batchId: id }))).map((each) => each.state)
      assert.equal(await askBank(database, bank, () => MONDAY), 0)
      assert.deepEqual(await states(), ['unknown', 'unknown'])
      answer = { kind: 'accepted', receipt: '受理1', at: MONDAY }
      assert.equal(await askBank(database, bank, () => MONDAY), 1)
      await submit()
      assert.deepEqual(await states(), ['sent', 'unknown'])
      answer = { kind: 'paid', receipt: '回单1', at: MONDAY }
      assert.equal(await askBank(database, bank, () => MONDAY), 1)
      assert.deepEqual(await states(), ['paid', 'unknown'])
      assert.equal(heard.length, 2)
    })

    test('the ledger takes no row by hand, changes none, and reverses once', async () => {
      const envelopeId = await world.newEnvelope(1000_00)
      const denied = async (statement: string, code: string) => {
        for (const who of ['leader', 'job'] as const) {
          const work = (tx: Parameters<Parameters<typeof as>[1]>[0]) => tx.execute(sql.raw(statement))
          const attempt = who === 'job' ? world.asJob(work) : as(who, work)
          await assert.rejects(attempt, (error) => codeOf(error) === code, `${who}: ${statement}`)
        }
      }
      await denied('UPDATE envelope_balance SET available_fen = available_fen + 1', '42501')
      await denied(
        `INSERT INTO money_transaction (envelope_id, kind) VALUES (${envelopeId}, 'allot')`,
        '42501',
      )
      await denied(`SELECT post_money(${envelopeId}, 'allot', 5, 'source', 'available')`, '42501')
      await denied('UPDATE payment_order SET amount_fen = 1', '42501')
      // What even the owner of the tables cannot do.
      const owner = (statement: string) => database.pool.query(statement)
      const constraint = (wanted: string) => (error: unknown) =>
        error instanceof Error && 'constraint' in error && error.constraint === wanted
      const start = `WITH t AS (INSERT INTO money_transaction (envelope_id, kind) VALUES (${envelopeId}, 'allot') RETURNING id)`
      await assert.rejects(
        owner(`INSERT INTO money_transaction (envelope_id, kind) VALUES (${envelopeId}, 'allot')`),
        constraint('transaction_has_postings'),
      )
      await assert.rejects(
        owner(
          `${start} INSERT INTO posting (transaction_id, account, amount_fen) SELECT id, 'available', 5 FROM t`,
        ),
        constraint('balance_adds_up'),
      )
      await assert.rejects(
        owner(`INSERT INTO posting (transaction_id, account, amount_fen)
          SELECT max(id), account, fen FROM money_transaction, (VALUES ('source', -5), ('available', 5)) AS v (account, fen)
          GROUP BY account, fen`),
        constraint('postings_together'),
      )
      for (const table of ['posting', 'money_transaction', 'allotment', 'payment_result'])
        await assert.rejects(owner(`TRUNCATE ${table} CASCADE`), (error) => codeOf(error) === '23001', table)
      await assert.rejects(owner('UPDATE posting SET amount_fen = 1'), (error) => codeOf(error) === '23001')
      await assert.rejects(owner('DELETE FROM money_transaction'), (error) => codeOf(error) === '23001')

      const [wrong] = await as('leader', (tx) =>
        tx.select().from(moneyTransaction).where(eq(moneyTransaction.envelopeId, envelopeId)),
      )
      assert.ok(wrong)
      await refused(
        as('leader', (tx) => reverseTransaction(tx, wrong.id, '重复下达')),
        'hands',
      )
      await as('approver', (tx) => reverseTransaction(tx, wrong.id, '重复下达'))
      assert.deepEqual(await sums(envelopeId), [0, 0, 0, 0, 0])
      await refused(
        as('approver', (tx) => reverseTransaction(tx, wrong.id, '重复下达')),
        'twice',
      )
    })

    test('another district and an enterprise see what is theirs, and pay nothing', async () => {
      const envelopeId = await world.newEnvelope(1000_00)
      const subjectId = await world.newSubject()
      const order = await world.newOrder(envelopeId, subjectId, 10_00)
      const { stranger } = world
      assert.deepEqual(await as(stranger, (tx) => listOrders(tx, { envelopeId })), [])
      assert.deepEqual(await as(stranger, (tx) => listEnvelopes(tx)), [])
      await refused(
        as(stranger, (tx) => reserveAward(tx, world.awardOf({ envelopeId, subjectId, amountFen: 1 }))),
        'notYours',
      )
      await refused(
        as(stranger, (tx) => cancelOrder(tx, order.id, '')),
        'missing',
      )
      const owner = await world.asJob(async (tx) => {
        const [row] = await tx
          .insert(person)
          .values({ login: `owner${world.next()}`, name: '企业主' })
          .returning()
        assert.ok(row)
        const scopes = { scopes: ['view'], validFrom: '2026-01-01' }
        await tx.insert(membership).values({ personId: row.id, subjectId, kind: 'owner', ...scopes })
        return row.id
      })
      const own = await as(owner, (tx) => listOrders(tx, {}))
      assert.deepEqual(
        own.map((each) => each.id),
        [order.id],
      )
      assert.deepEqual(await as(owner, (tx) => listEnvelopes(tx)), [])
      await refused(
        as(owner, (tx) => revealAccount(tx, order.id, '')),
        'notYours',
      )
    })

    test('a fund invests up to its ceiling and leaves when the agreement allows', async () => {
      const subjectId = await world.newSubject()
      const ceilingFen = 2000_0000_00
      const plan = {
        subjectId,
        fund: '高层次人才基金',
        policy: '渝府发〔2021〕12号',
        district: DISTRICT,
        ceilingFen,
      }
      const dates = { investedOn: '2026-03-02', earliestExitOn: '2029-03-02' }
      const agreement = { ...plan, ...dates, agreement: `协议${world.next()}`, amountFen: ceilingFen }
      await refused(
        as('leader', (tx) => commitFund(tx, { ...agreement, amountFen: ceilingFen + 1 })),
        'ceiling',
      )
      const { id: commitmentId } = await as('leader', (tx) => commitFund(tx, agreement))
      const exit = { commitmentId, amountFen: ceilingFen, proceedsFen: 1, reference: `退出${world.next()}` }
      await refused(
        as('leader', (tx) => exitFund(tx, { ...exit, exitedOn: '2029-03-01' })),
        'state',
      )
      await as('leader', (tx) => exitFund(tx, { ...exit, exitedOn: '2029-03-02' }))
      await refused(
        as('leader', (tx) => exitFund(tx, { ...exit, exitedOn: '2030-03-02', reference: 'y' })),
        'amount',
      )
    })
  })
}

runSuites()
