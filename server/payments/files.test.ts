// Files to and from a bank, and the numbers of the waterfall beside their lists and exports, on both engines.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type ExportCell, exportFile, sheetsOf } from '#population'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { countOf, createMoneyWorld, MONDAY, requireConsistentLedger } from '../../testing/moneyWorld.ts'
import { lone, runSuites, suite } from '../../testing/suites.ts'
import { ACCOUNTS } from '../db/tables.ts'
import { collectBatch } from './collectBatch.ts'
import { dissolveBatch } from './dissolveBatch.ts'
import { exportBatch } from './exportBatch.ts'
import { exportMoney } from './exportMoney.ts'
import { fenOf, yuanText } from './fen.ts'
import { forecastCosts } from './forecastCosts.ts'
import { importResults, ResultsError } from './importResults.ts'
import { listEnvelopes } from './listEnvelopes.ts'
import { listMovements } from './listMovements.ts'
import { listOrders } from './listOrders.ts'
import { makeOrder } from './makeOrder.ts'
import { MoneyError } from './problem.ts'
import { sendBatch } from './sendBatch.ts'

const scratch = mkdtempSync(join(tmpdir(), 'duixian-files-'))
after(stopTestServer)
after(() => rmSync(scratch, { recursive: true, force: true }))

const HEADER = ['支付单号', '结果', '金额（元）', '时间', '原因']
const LATER = new Date(MONDAY.getTime() + 2 * 24 * 3_600_000)

async function rowsOf(path: string): Promise<string[][]> {
  const rows: string[][] = []
  const [sheet] = await sheetsOf(path)
  assert.ok(sheet)
  for await (const batch of sheet.rows())
    for (const { cells } of batch) rows.push(cells.map((each) => (each === null ? '' : String(each))))
  return rows
}

lone('amounts between 分 and 元 are exact', async () => {
  for (const fen of [0, 1, 9, 10, 99, 100, 12345, 20_000_000_000_00, -1, -250])
    assert.equal(fenOf(yuanText(fen)), fen)
  assert.equal(fenOf('1,234,567.8'), 123456780)
  for (const wrong of ['', '1.234', '12,34', '1e3', '一百', '.5'])
    assert.equal(fenOf(wrong), undefined, wrong)
})

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const world = await createMoneyWorld(database)
  const { as, people } = world
  const payer = (now = MONDAY) => ({ actor: { kind: 'person', person: people.payer } as const, now })
  let files = 0
  const fresh = (ending: string): string => join(scratch, `${database.kind}-${++files}.${ending}`)
  const written = (rows: readonly (readonly string[])[]): string => {
    const path = fresh('csv')
    writeFileSync(path, [HEADER, ...rows].map((each) => each.join(',')).join('\r\n'))
    return path
  }

  async function batchOfFile(payeeNames: readonly string[]) {
    const envelopeId = await world.newEnvelope(10_000_00)
    const orders: { id: number; number: string; fen: number }[] = []
    for (const [i, payeeName] of payeeNames.entries()) {
      const amountFen = 100_00 + i
      const { caseId, stageIds } = await world.decide({
        envelopeId,
        subjectId: await world.newSubject(),
        amountFen,
      })
      const { id: clearance } = await world.clear(caseId)
      const order = world.orderOf({ stageId: stageIds[0] ?? 0, amountFen, clearance, payeeName })
      orders.push({ ...(await as('maker', (tx) => makeOrder(tx, order))), fen: amountFen })
    }
    const orderIds = orders.map((each) => each.id)
    const { id } = await as('payer', (tx) => collectBatch(tx, { channel: 'file', orderIds }))
    return { id, orders, envelopeId }
  }
  const statesOf = async (batchId: number) =>
    (await as('payer', (tx) => listOrders(tx, { batchId }))).map((each) => each.state)

  suite(`files of money on ${name}`, () => {
    after(() => requireConsistentLedger(database))

    test('a batch leaves as a file whose total and hash are known, and is sent once', async () => {
      const batch = await batchOfFile(['重庆甲有限公司', '=cmd|calc', '"乙", 有限公司'])
      await assert.rejects(
        as('payer', (tx) => sendBatch(tx, batch.id)),
        MoneyError,
      )
      const path = fresh('csv')
      const exported = await exportBatch(database, payer(), batch.id, { path, format: 'csv' })
      const bytes = readFileSync(path)
      assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf])
      assert.equal(exported.sha256, createHash('sha256').update(bytes).digest('hex'))
      assert.deepEqual([exported.orderCount, exported.totalFen], [3, 300_03])
      const again = await exportBatch(database, payer(), batch.id, { path: fresh('csv'), format: 'csv' })
      assert.equal(again.sha256, exported.sha256, 'the same batch is the same file')
      const book = fresh('xlsx')
      await exportBatch(database, payer(), batch.id, { path: book, format: 'xlsx' })
      for (const each of [path, book]) {
        const [head, ...rows] = await rowsOf(each)
        assert.equal(head?.[0], '支付单号')
        assert.deepEqual(
          rows.map((row) => [row[0], row[1], row[3], fenOf(row[4] ?? '')]),
          batch.orders.map(({ number, fen }, i) => [
            number,
            ['重庆甲有限公司', "'=cmd|calc", '"乙", 有限公司'][i],
            ...['6222000012345678', fen],
          ]),
        )
      }
      await as('payer', (tx) => sendBatch(tx, batch.id))
      assert.deepEqual(await statesOf(batch.id), ['sent', 'sent', 'sent'])
      await assert.rejects(
        exportBatch(database, payer(), batch.id, { path: fresh('csv'), format: 'csv' }),
        MoneyError,
      )
    })

    test('a dissolved batch lets its orders go, and its file is worth nothing', async () => {
      const batch = await batchOfFile(['甲'])
      await exportBatch(database, payer(), batch.id, { path: fresh('csv'), format: 'csv' })
      await as('payer', (tx) => dissolveBatch(tx, batch.id, '账号有误'))
      await assert.rejects(
        as('payer', (tx) => sendBatch(tx, batch.id)),
        MoneyError,
      )
      const orderIds = batch.orders.map((each) => each.id)
      await as('payer', (tx) => collectBatch(tx, { channel: 'direct', orderIds }))
    })

    test('results come in whole or not at all, and the same file twice changes nothing', async () => {
      const batch = await batchOfFile(['甲', '乙', '丙'])
      const [first, second, third] = batch.orders
      assert.ok(first && second && third)
      await exportBatch(database, payer(), batch.id, { path: fresh('csv'), format: 'csv' })
      const early = written([[first.number, '成功', yuanText(first.fen), '2026-03-02', '']])
      await assert.rejects(importResults(database, payer(), early), ResultsError)
      await as('payer', (tx) => sendBatch(tx, batch.id))
      const before = [await countOf(database, 'payment_result'), await countOf(database, 'audit')]
      const wrong = written([
        [first.number, '成功', yuanText(first.fen), '2026-03-02 10:00', ''],
        ['ZF209900000001', '成功', '1.00', '2026-03-02 10:00', ''],
        [second.number, '成功', '1.00', '2026-03-02 10:00', ''],
        [third.number, '大概成功', '一百', '昨天', ''],
        [third.number, '退票', yuanText(third.fen), '2026-03-02 10:00', ''],
        [third.number, '成功', yuanText(third.fen), '2026-05-02', ''],
        [third.number, '成功', yuanText(third.fen), '2026-02-01', ''],
      ])
      await assert.rejects(importResults(database, payer(LATER), wrong), (error) => {
        assert.ok(error instanceof ResultsError)
        assert.deepEqual(
          error.problems.map((each) => each.line),
          [3, 4, 5, 5, 5, 6, 7, 8],
        )
        return true
      })
      assert.deepEqual([await countOf(database, 'payment_result'), await countOf(database, 'audit')], before)
      const at = '2026-03-02 10:00:00'
      const good = [
        [first.number, '成功', yuanText(first.fen), at, ''],
        [second.number, '退票', yuanText(second.fen), at, '户名不符'],
        [third.number, '待查', yuanText(third.fen), at, '银行处理中'],
      ]
      const path = written(good)
      const counts = { paid: 1, returned: 1, unknown: 1, unchanged: 0 }
      assert.deepEqual(await importResults(database, payer(LATER), path), { kind: 'imported', ...counts })
      assert.deepEqual(await statesOf(batch.id), ['paid', 'returned', 'unknown'])
      const after = [await countOf(database, 'payment_result'), await countOf(database, 'audit')]
      const known = await importResults(database, payer(LATER), path)
      assert.deepEqual(known, { kind: 'known', paid: 0, returned: 0, unknown: 0, unchanged: 3 })
      assert.deepEqual([await countOf(database, 'payment_result'), await countOf(database, 'audit')], after)
      // The bank's list of the next day holds the rows of today, and what it sent back meanwhile; as a workbook.
      const grown = fresh('xlsx')
      const more = [...good, [first.number, '退票', yuanText(first.fen), '2026-03-03 09:00:00', '账户已销']]
      const rows: ExportCell[][] = [
        ...more,
        [third.number, '成功', yuanText(third.fen), '2026-03-03 09:00:00', ''],
      ]
      await exportFile(grown, 'xlsx', [{ title: '回单', header: HEADER, rows }])
      const added = await importResults(database, payer(LATER), grown)
      assert.deepEqual(added, { kind: 'imported', paid: 1, returned: 1, unknown: 0, unchanged: 3 })
      assert.deepEqual(await statesOf(batch.id), ['returned', 'returned', 'paid'])
      await assert.rejects(
        importResults(
          database,
          payer(LATER),
          written([[first.number, '成功', yuanText(first.fen), '2026-03-04', '']]),
        ),
        ResultsError,
      )
    })

    test('a file without its columns says which', async () => {
      const path = fresh('csv')
      writeFileSync(path, '支付单号,结果\r\nZF1,成功\r\n')
      await assert.rejects(importResults(database, payer(), path), /缺少列：金额（元）、时间、原因/)
    })

    test('the waterfall is its list is its export, and the forecast is what is still promised', async () => {
      const stages = [
        { amountFen: 10_00, dueOn: '2026-06-30' },
        { amountFen: 20_00, dueOn: '2026-09-30', waitsFor: '验收' },
        { amountFen: 5_00 },
      ]
      const envelopeId = await world.newEnvelope(100_00)
      await world.decide({ envelopeId, subjectId: await world.newSubject(), amountFen: 35_00, stages })
      const { rows, forecast } = await as('leader', async (tx) => ({
        rows: await listEnvelopes(tx, { year: 2026 }),
        forecast: await forecastCosts(tx),
      }))
      assert.deepEqual(
        forecast.filter((each) => each.envelopeId === envelopeId).map(({ envelopeId: _, ...each }) => each),
        [
          { month: '2026-06', fen: 10_00, waitingFen: 0, stages: 1 },
          { month: '2026-09', fen: 20_00, waitingFen: 20_00, stages: 1 },
          { month: null, fen: 5_00, waitingFen: 0, stages: 1 },
        ],
      )
      const path = fresh('csv')
      await exportMoney(path, 'csv', rows, forecast)
      const exported = (await rowsOf(path)).slice(1, 1 + rows.length)
      for (const [i, row] of rows.entries()) {
        const sums = [
          row.allottedFen,
          row.availableFen,
          row.reservedFen,
          row.inTransitFen,
          row.paidFen,
          row.recoveredFen,
        ]
        assert.deepEqual(exported[i]?.slice(6).map(fenOf), sums)
        const listed: number[] = []
        for (const account of ACCOUNTS) {
          const movements = await as('leader', (tx) => listMovements(tx, row.id, account))
          const sum = movements.reduce((all, each) => all + each.amountFen, 0)
          listed.push(Math.abs(sum))
        }
        assert.deepEqual(listed, sums)
        const promised = forecast.filter((each) => each.envelopeId === row.id)
        assert.equal(
          promised.reduce((all, each) => all + each.fen, 0),
          row.reservedFen + row.inTransitFen,
        )
      }
    })
  })
}

runSuites()
