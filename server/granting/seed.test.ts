// The first start, as far as money goes: amounts that no document states say that they are made up, and a few cases stand
// on their way to the money, on both engines and whatever day it is.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { firstStart } from '../../testing/firstStart.ts'
import { requireConsistentLedger } from '../../testing/moneyWorld.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { allotment, envelope, paymentOrder, supportCase } from '../db/tables.ts'
import { JOB, transact } from '../db/transact.ts'

after(stopTestServer)

// In spring, just after the longest holidays and before one of the made-up firms has what it is paid for; in the first
// days of a year, when the work began in the year before.
const DAYS = [
  { day: '2026-02-25T04:00:00Z', orders: ['made', 'made', 'unknown'] },
  { day: '2027-01-02T20:00:00Z', orders: ['made', 'made', 'paid', 'unknown'] },
] as const

for (const open of [openTestEmbedded, openTestServer])
  for (const { day, orders: expected } of DAYS) {
    const { name, database, close } = await open()
    after(close)
    const now = new Date(day)
    const read = <T>(work: Parameters<typeof transact<T>>[2]) => transact(database, { actor: JOB, now }, work)

    suite(`money of a first start on ${day.slice(0, 10)} on ${name}`, () => {
      test('envelopes and cases are there, and the ledger adds up', async () => {
        await firstStart(database, now)
        const envelopes = await read((tx) => tx.select().from(envelope))
        assert.ok(envelopes.every(({ title }) => title.endsWith('（示例）')))
        const allotted = await read((tx) => tx.select().from(allotment))
        assert.equal(allotted.length, envelopes.length)
        const stated = allotted.filter(({ document }) => document.includes('金额取自'))
        assert.deepEqual(
          stated.map(({ amountFen }) => amountFen),
          [20_000_000_000],
        )
        assert.ok(allotted.every((each) => stated.includes(each) || each.document.includes('虚构')))
        const orders = await read((tx) => tx.select({ state: paymentOrder.state }).from(paymentOrder))
        assert.deepEqual(orders.map(({ state }) => state).toSorted(), [...expected])
        const states = (await read((tx) => tx.select({ state: supportCase.state }).from(supportCase))).map(
          ({ state }) => state,
        )
        for (const state of ['awaiting_payment', 'paying'] as const) assert.ok(states.includes(state), state)
        await requireConsistentLedger(database)
      })
    })
  }

runSuites()
