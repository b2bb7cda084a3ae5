// Hundreds of acts at once on both engines: an envelope is never overdrawn, a ceiling never broken, nothing paid twice.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import pg from 'pg'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { openFileBank, readBook } from '../../testing/fileBank.ts'
import { createMoneyWorld, MONDAY, requireConsistentLedger } from '../../testing/moneyWorld.ts'
import { collectBatch } from './collectBatch.ts'
import { yuanText } from './fen.ts'
import { importResults } from './importResults.ts'
import { listOrders } from './listOrders.ts'
import { makeOrder } from './makeOrder.ts'
import { MoneyError } from './problem.ts'
import type { Ceiling } from './requireWithinCeilings.ts'
import { sendBatch } from './sendBatch.ts'
import { stateResult } from './stateResult.ts'
import { submitBatch } from './submitBatch.ts'

const scratch = mkdtempSync(join(tmpdir(), 'duixian-crowd-'))
after(stopTestServer)
after(() => rmSync(scratch, { recursive: true, force: true }))

/** What came of many acts at once: how many were done; the others were refused in words. */
async function crowd(acts: readonly Promise<unknown>[]): Promise<number> {
  const endings = await Promise.allSettled(acts)
  let done = 0
  for (const each of endings) {
    if (each.status === 'fulfilled') done++
    else assert.ok(each.reason instanceof MoneyError, String(each.reason))
  }
  return done
}

const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i))

const engines = [
  { open: openTestEmbedded, crowdOf: 60, connections: 8 },
  { open: openTestServer, crowdOf: 400, connections: 150 },
]

for (const { open, crowdOf, connections } of engines) {
  const { name, database: small, close } = await open()
  after(close)
  const pool = new pg.Pool({ ...small.pool.options, max: connections })
  // The server ends before its clients do.
  pool.on('error', () => {})
  after(() => pool.end())
  const database = { ...small, pool }
  const world = await createMoneyWorld(database)
  const { as } = world

  describe(`a crowd on ${name}`, () => {
    after(() => requireConsistentLedger(database))

    test('decisions on one envelope', async (t) => {
      const fits = crowdOf / 4
      const envelopeId = await world.newEnvelope(fits * 10_00)
      const firms = await Promise.all(times(20, world.newSubject))
      const done = await crowd(
        times(crowdOf, (i) => world.decide({ envelopeId, subjectId: firms[i % 20] ?? 0, amountFen: 10_00 })),
      )
      assert.equal(done, fits)
      t.diagnostic(`${crowdOf} decisions at once over ${connections} connections, ${done} fit`)
    })

    test('decisions for one firm under a ceiling, from several envelopes', async () => {
      const envelopes = await Promise.all(times(4, () => world.newEnvelope(1_000_000_00)))
      const subjectId = await world.newSubject()
      const ceilings: Ceiling[] = [
        { kind: 'enterprise', clause: '第十二条', year: 2026, items: 'all', fen: 55_00 },
      ]
      const done = await crowd(
        times(crowdOf / 4, (i) =>
          world.decide({ envelopeId: envelopes[i % 4] ?? 0, subjectId, amountFen: 10_00, ceilings }),
        ),
      )
      assert.equal(done, 5)
    })

    test('orders for one stage: one key is one order, many keys share the stage', async () => {
      const envelopeId = await world.newEnvelope(1000_00)
      const { caseId, stageIds } = await world.decide({
        ...{ envelopeId, subjectId: await world.newSubject(), amountFen: 100_00 },
      })
      const { id: clearance } = await world.clear(caseId)
      const order = world.orderOf({ stageId: stageIds[0] ?? 0, amountFen: 10_00, clearance })
      const same = await Promise.all(times(crowdOf / 4, () => as('maker', (tx) => makeOrder(tx, order))))
      assert.equal(same.filter((each) => each.made).length, 1)
      assert.equal(new Set(same.map((each) => each.number)).size, 1)
      const done = await crowd(
        times(crowdOf / 4, () =>
          as('maker', (tx) => makeOrder(tx, { ...order, key: `key ${world.next()}` })),
        ),
      )
      assert.equal(done, 9)
    })

    test('one batch sent, submitted and answered by many at once', async (t) => {
      const envelopeId = await world.newEnvelope(1_000_000_00)
      const firm = await world.newSubject()
      const orders = await Promise.all(times(crowdOf / 4, (i) => world.newOrder(envelopeId, firm, 100 + i)))
      const orderIds = orders.map((each) => each.id)
      const collected = await crowd(
        times(8, () => as('payer', (tx) => collectBatch(tx, { channel: 'direct', orderIds }))),
      )
      assert.equal(collected, 1)
      const [{ batchId } = { batchId: null }] = await as('payer', (tx) => listOrders(tx, { envelopeId }))
      assert.ok(batchId)
      assert.equal(await crowd(times(8, () => as('payer', (tx) => sendBatch(tx, batchId)))), 1)
      const path = join(scratch, `${database.kind}.book`)
      const bank = openFileBank(path, MONDAY)
      await Promise.all(times(3, () => submitBatch(database, bank, batchId, () => MONDAY)))
      assert.deepEqual(
        readBook(path)
          .map((each) => each.number)
          .sort(),
        orders.map((each) => each.number).sort(),
      )
      const states = await as('payer', (tx) => listOrders(tx, { batchId }))
      assert.ok(states.every((each) => each.state === 'paid'))
      t.diagnostic(`${orders.length} orders of one batch, submitted by 3 at once, each paid once`)
    })

    test('results of one order by hand and by file at once', async () => {
      const envelopeId = await world.newEnvelope(1000_00)
      const order = await world.newOrder(envelopeId, await world.newSubject(), 10_00)
      const { id } = await as('payer', (tx) => collectBatch(tx, { channel: 'direct', orderIds: [order.id] }))
      await as('payer', (tx) => sendBatch(tx, id))
      const path = join(scratch, `${database.kind}.csv`)
      const row = [order.number, '成功', yuanText(10_00), '2026-03-02 08:59', ''].join(',')
      writeFileSync(path, `支付单号,结果,金额（元）,时间,原因\r\n${row}\r\n`)
      const payer = { actor: { kind: 'person', person: world.people.payer } as const, now: MONDAY }
      const said = { orderId: order.id, result: 'paid', at: MONDAY, reason: '电话核实' } as const
      await crowd([
        ...times(10, () => as('payer', (tx) => stateResult(tx, said))),
        ...times(10, () => importResults(database, payer, path)),
      ])
      const [known] = await as('payer', (tx) => listOrders(tx, { batchId: id }))
      assert.equal(known?.state, 'paid')
    })
  })
}
