// The finance desk over HTTP on a database of a first start: a batch with a returned and an unknown payment, and every
// number of a picture beside its list and its export. On both engines.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sheetsOf } from '#population'
import { createTestApp } from '../../../testing/application.ts'
import { type Answer, type Browser, createBrowser, member } from '../../../testing/browser.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../../testing/databases.ts'
import { effects, firstStart } from '../../../testing/firstStart.ts'
import { requireConsistentLedger } from '../../../testing/moneyWorld.ts'
import { signInFully } from '../../../testing/people.ts'
import { runSuites, suite } from '../../../testing/suites.ts'
import { fenOf, yuanText } from '../../payments/fen.ts'
import type { BatchInFullReply } from './batches.ts'
import type { EnvelopeMovementsReply, EnvelopeReply } from './envelopes.ts'
import type { OrderReply, OrdersReply } from './orders.ts'
import type { ForecastReply, ReconciliationReply } from './reconciliation.ts'

after(stopTestServer)
const scratch = mkdtempSync(join(tmpdir(), 'duixian-money-test-'))
after(() => rmSync(scratch, { recursive: true }))

const LOGINS = ['handler', 'approver', 'payer', 'payer2', 'auditor', 'leader'] as const
type Login = (typeof LOGINS)[number]

const HEADER = '支付单号,结果,金额（元）,时间,原因'

/** Rows of the first sheet of an exported file, without its header. */
async function rowsOf(bytes: ArrayBuffer, name: string): Promise<string[][]> {
  const path = join(scratch, name)
  writeFileSync(path, Buffer.from(bytes))
  const [sheet] = await sheetsOf(path)
  const rows: string[][] = []
  if (!sheet) return rows
  for await (const batch of sheet.rows())
    for (const { cells } of batch) rows.push(cells.map((each) => (each === null ? '' : String(each))))
  return rows.slice(1)
}

const sum = (amounts: readonly string[]): string =>
  yuanText(amounts.reduce((total, each) => total + (fenOf(each) ?? assert.fail(each)), 0))

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const clock = { now: new Date('2026-03-31T01:00:00Z') }
  const app = createTestApp(database, clock, {
    cases: { effects, lacks: () => undefined, evidence: mkdtempSync(join(scratch, 'evidence-')) },
  })
  const browsers = new Map<Login, Browser>()
  const as = (login: Login): Browser => browsers.get(login) ?? assert.fail(login)

  async function fetched(login: Login, path: string, init: RequestInit = {}): Promise<Response> {
    const { cookies, formToken = '' } = as(login)
    const Cookie = [...cookies].map(([key, value]) => `${key}=${value}`).join('; ')
    const own = { Cookie, 'X-Form-Token': formToken, Host: 'localhost', Origin: 'http://localhost' }
    return app.request(path, { ...init, headers: { ...own, ...init.headers } })
  }
  async function get<T>(login: Login, path: string): Promise<T> {
    const reply = await fetched(login, path)
    assert.equal(reply.status, 200, `${path} ${reply.status}`)
    return reply.json()
  }
  const post = (login: Login, path: string, body: unknown = {}): Promise<Answer> =>
    as(login).send('POST', path, body)
  const wordsOf = ({ body }: Answer): string => JSON.stringify(member(body, 'error'))

  async function upload(login: Login, rows: readonly string[], fileName = '回单.csv') {
    const form = new FormData()
    form.set('file', new File([[HEADER, ...rows].join('\r\n')], fileName))
    const reply = await fetched(login, '/api/money/results', { method: 'POST', body: form })
    const body: unknown = await reply.json()
    return { status: reply.status, body, words: JSON.stringify(body) }
  }
  const orders = (state: OrderReply['state']) =>
    get<OrdersReply>('payer', `/api/money/orders?state=${state}&size=500`)
  const envelopes = () => get<EnvelopeReply[]>('leader', '/api/money/envelopes')
  const caseOf = (id: number) => get<{ state: string; version: number }>('payer', `/api/cases/${id}`)

  suite(`the finance desk over HTTP on ${name}`, () => {
    before(async () => {
      assert.deepEqual(await firstStart(database, clock.now), { payments: 5, envelopes: 5 })
      for (const [i, login] of LOGINS.entries()) {
        const browser = createBrowser(app, `10.9.0.${i}`)
        browsers.set(login, browser)
        await signInFully(browser, login, clock.now)
      }
    })
    after(() => requireConsistentLedger(database))

    test('a first start shows money in every part of the waterfall; invented amounts say so', async () => {
      const all = await envelopes()
      assert.deepEqual(all.map((each) => each.policy).toSorted(), [
        '渝北府办发〔2024〕34号',
        '渝北府发〔2021〕13号',
      ])
      assert.ok(all.every((each) => each.title.includes('示例')))
      const chains = all.find((each) => each.policy.includes('13号')) ?? assert.fail()
      assert.equal(chains.allotted, '200000000.00')
      assert.equal(chains.paid, '150000.00')
      const source = await get<EnvelopeMovementsReply>(
        'auditor',
        `/api/money/envelopes/${chains.id}?account=source`,
      )
      assert.match(source.movements[0]?.note ?? '', /13号 序言“决定连续3年、每年至少投入2亿元”/)
      const others = all.filter((each) => each.id !== chains.id)
      for (const { id } of others) {
        const reply = await get<EnvelopeMovementsReply>('leader', `/api/money/envelopes/${id}?account=source`)
        assert.match(reply.movements[0]?.note ?? '', /虚构示例/)
      }
      assert.deepEqual(
        others.map((each) => [each.reserved, each.inTransit]),
        [['2200000.00', '100000.00']],
      )
    })

    test('who made an order is told before failing to send it, and fails; a returned payment is paid anew', async () => {
      const made = await orders('made')
      assert.equal(made.count, 2)
      assert.ok(made.orders.every((each) => each.mine))
      const ids = made.orders.map((each) => each.id)
      assert.equal(
        (await post('payer', '/api/money/batches', { channel: 'direct', orders: ids })).code,
        'no-bank',
      )
      assert.equal((await post('payer', '/api/money/batches', { channel: 'file', orders: [] })).status, 400)
      const collected = await post('payer', '/api/money/batches', { channel: 'file', orders: ids })
      assert.equal(collected.status, 200)
      const id = Number(member(collected.body, 'id'))
      const path = `/api/money/batches/${id}`
      const seen = await get<BatchInFullReply>('payer', path)
      assert.deepEqual([seen.batch.orders, seen.batch.sum], [2, made.sum])
      assert.match(seen.against.join(), /2 张支付单是您开具的.*另一位支付人员/)
      const other = await get<BatchInFullReply>('payer2', path)
      assert.deepEqual(other.against, ['还没有导出银行文件：先下载银行文件，送银行后再登记发送'])
      const unexported = await post('payer2', `${path}/sending`)
      assert.deepEqual([unexported.status, unexported.code], [409, 'money-state'])

      const file = await fetched('payer', `${path}/file`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ format: 'xlsx' }),
      })
      assert.equal(file.status, 200)
      const rows = await rowsOf(await file.arrayBuffer(), `bank-${database.kind}.xlsx`)
      assert.deepEqual(
        rows.map((each) => each[0]),
        made.orders.map((each) => each.number),
      )
      assert.ok(
        rows.every((each) => /^\d{12}$/.test(each[3] ?? '')),
        'whole accounts stand in the file only',
      )
      const own = await post('payer', `${path}/sending`)
      assert.deepEqual([own.status, own.code], [409, 'money-hands'])
      assert.match(wordsOf(own), /不同的人|另一位/)
      const sent = await post('payer2', `${path}/sending`)
      assert.deepEqual([sent.status, sent.body], [200, { moved: 2, failed: [] }])
      assert.equal((await post('payer2', `${path}/sending`)).code, 'money-state')
      for (const { caseId } of made.orders) assert.equal((await caseOf(caseId)).state, 'paying')

      const [first, second] = made.orders
      assert.ok(first && second)
      const row = (order: OrderReply, result: string, reason = '', amount = order.amount) =>
        `${order.number},${result},${amount},2026-03-31,${reason}`
      const wrong = await upload('payer2', [row(first, '退票', '户名不符'), row(second, '成功', '', '1.00')])
      assert.equal(wrong.status, 422)
      assert.match(wrong.words, /第 3 行.*金额/)
      assert.equal((await orders('returned')).count, 0, 'none of the rows was imported')
      const answers = [row(first, '退票', '户名不符'), row(second, '待查', '收款行没有回执')]
      const imported = await upload('payer2', answers)
      assert.equal(imported.status, 200, imported.words)
      assert.deepEqual(imported.body, {
        ...{ kind: 'imported', paid: 0, returned: 1, unknown: 1, unchanged: 0 },
        cases: { moved: 2, failed: [] },
      })
      const again = await upload('payer', answers, '同一份.csv')
      assert.equal(member(again.body, 'kind'), 'known')
      assert.equal((await caseOf(first.caseId)).state, 'returned')

      const open = await get<ReconciliationReply>('auditor', '/api/money/reconciliation?standing=returned')
      assert.deepEqual(
        open.orders.map((each) => [each.number, each.reason, each.agrees]),
        [[first.number, '户名不符', true]],
      )
      assert.ok(open.inTransit.agrees && open.paid.agrees)

      // Unknown is settled by what a person hears from the bank, with the evidence.
      const said = {
        result: 'paid',
        at: '2026-03-31T08:30:00+08:00',
        reason: '电话查询，回执已到',
        receipt: 'HD1',
      }
      assert.equal((await post('payer', '/api/money/bank-questions')).code, 'no-bank')
      const stated = await post('payer', `/api/money/orders/${second.id}/result`, said)
      assert.deepEqual([stated.status, stated.body], [200, { moved: 1, failed: [] }])
      assert.equal((await caseOf(second.caseId)).state, 'paid')

      let requests = 0
      for (const [login, act] of [
        ['handler', 'check-veto'],
        ['payer', 'make-order'],
      ] as const) {
        const { version } = await caseOf(first.caseId)
        const body = { requestId: `anew ${++requests}`, act, version }
        const acted = await post(login, `/api/cases/${first.caseId}/acts`, body)
        assert.equal(acted.status, 200, wordsOf(acted))
      }
      const renewed = await orders('made')
      assert.deepEqual(
        renewed.orders.map((each) => [each.replaces, each.amount]),
        [[first.id, first.amount]],
      )
      const later = await get<ReconciliationReply>('auditor', '/api/money/reconciliation?standing=replaced')
      assert.deepEqual(
        later.orders.map((each) => each.id),
        [first.id],
      )
    })

    test('a number of the waterfall is the sum of its list and of its export', async () => {
      const all = await envelopes()
      const exported = await rowsOf(
        await (await fetched('leader', '/api/money/export?table=envelopes')).arrayBuffer(),
        `envelopes-${database.kind}.xlsx`,
      )
      assert.equal(exported.length, all.length)
      for (const [i, each] of all.entries()) {
        const shown = [
          each.allotted,
          each.available,
          each.reserved,
          each.inTransit,
          each.paid,
          each.recovered,
        ]
        assert.deepEqual(
          exported[i]?.slice(6).map((cell) => yuanText(fenOf(cell) ?? -1)),
          shown,
        )
        const accounts = ['source', 'available', 'reserved', 'in_transit', 'paid', 'recovered'] as const
        for (const [column, account] of accounts.entries()) {
          const path = `envelope=${each.id}&account=${account}`
          const listed: string[] = []
          let after: number | undefined
          do {
            const more: string = after === undefined ? '' : `&after=${after}`
            const page: EnvelopeMovementsReply = await get<EnvelopeMovementsReply>(
              'auditor',
              `/api/money/envelopes/${each.id}?account=${account}&size=2${more}`,
            )
            assert.equal(page.sum, shown[column])
            listed.push(...page.movements.map(({ amount }) => amount))
            after = page.next
          } while (after !== undefined)
          assert.equal(sum(listed), shown[column], `${each.title} ${account}`)
          const file = await fetched('auditor', `/api/money/export?table=movements&${path}`)
          const rows = await rowsOf(await file.arrayBuffer(), `movements-${database.kind}.xlsx`)
          assert.equal(sum(rows.map((cells) => cells[2] ?? '')), shown[column])
        }
      }
    })

    test('the forecast is what the envelopes hold reserved and in transit; orders and their export are the same', async () => {
      const all = await envelopes()
      const forecast = await get<ForecastReply[]>('leader', '/api/money/forecast')
      assert.equal(
        sum(forecast.map((each) => each.sum)),
        sum(all.flatMap((each) => [each.reserved, each.inTransit])),
      )
      const file = await fetched('leader', '/api/money/export?table=forecast')
      const rows = await rowsOf(await file.arrayBuffer(), `forecast-${database.kind}.xlsx`)
      assert.deepEqual(
        rows.map((each) => [each[1], yuanText(fenOf(each[2] ?? '') ?? -1)]),
        forecast.map((each) => [each.month ?? '未定', each.sum]),
      )
      const listed = await get<OrdersReply>('handler', '/api/money/orders?size=500')
      assert.equal(sum(listed.orders.map((each) => each.amount)), listed.sum)
      const exported = await fetched('handler', '/api/money/export?table=orders')
      const lines = await rowsOf(await exported.arrayBuffer(), `orders-${database.kind}.xlsx`)
      assert.deepEqual(
        lines.map((each) => each[0]),
        listed.orders.map((each) => each.number),
      )
      assert.ok(lines.every((each) => /^\*+\d{4}$/.test(each[5] ?? '')))
      for (const table of ['batches', 'results', 'reconciliation', 'clawbacks', 'commitments'])
        assert.equal((await fetched('auditor', `/api/money/export?table=${table}`)).status, 200, table)
      assert.equal((await fetched('handler', '/api/money/export?table=batches')).status, 403)
    })

    test('what is refused is said in words: budgets, clawbacks, funds, wrong files', async () => {
      const [any] = await envelopes()
      const id = any?.id ?? 0
      const allot = (amount: string, document: string) =>
        post('leader', `/api/money/envelopes/${id}/allotments`, { amount, document })
      assert.equal((await allot('100.005', '文')).status, 400)
      assert.equal((await allot('100.00', '追加1号')).status, 200)
      assert.equal((await allot('100.00', '追加1号')).code, 'money-twice')
      const cut = await allot('-99999999999.00', '调减1号')
      assert.deepEqual([cut.status, cut.code], [409, 'money-short'])
      assert.match(wordsOf(cut), /可用余额不够/)
      const extend = { expiresOn: '2027-06-30', document: '结转1号' }
      assert.equal((await post('approver', `/api/money/envelopes/${id}/extensions`, extend)).status, 200)
      assert.equal(
        (await post('approver', `/api/money/envelopes/999999/extensions`, extend)).code,
        'money-missing',
      )
      const opening = {
        ...{ title: '另一个', programme: '另一个专项', policy: '文', year: 2026, source: 'district' },
        ...{ district: '渝北区', validFrom: '2026-01-01', expiresOn: '2026-12-31' },
      }
      assert.equal(
        (await post('leader', '/api/money/envelopes', { ...opening, district: '北碚区' })).status,
        403,
      )
      assert.equal((await post('leader', '/api/money/envelopes', opening)).status, 200)
      assert.equal((await post('leader', '/api/money/envelopes', opening)).code, 'money-twice')

      const { orders: paid } = await orders('paid')
      const award = paid[0]?.awardId
      const decision = {
        award,
        amount: '1000.00',
        reason: '条件不再符合',
        clause: '第五条',
        dueOn: '2026-06-30',
      }
      assert.equal(
        (await post('leader', '/api/money/clawbacks', { ...decision, amount: '9999999.00' })).status,
        422,
      )
      const decided = await post('leader', '/api/money/clawbacks', decision)
      assert.equal(decided.status, 200, wordsOf(decided))
      const path = `/api/money/clawbacks/${Number(member(decided.body, 'id'))}/recoveries`
      const recovered = { amount: '1000.00', receivedOn: '2026-03-31', reference: '追回1' }
      assert.equal((await post('payer', path, recovered)).status, 200)
      assert.equal((await post('payer', path, recovered)).code, 'money-twice')
      const shown = await get<{ recovered: string }[]>('auditor', '/api/money/clawbacks')
      assert.deepEqual(
        shown.map((each) => each.recovered),
        ['1000.00'],
      )

      const fund = {
        ...{ creditCode: '91500112000000019K', fund: '某基金', agreement: '协议1', policy: '文' },
        ...{
          amount: '20000001.00',
          ceiling: '20000000.00',
          investedOn: '2026-03-01',
          earliestExitOn: '2029-03-01',
        },
      }
      const over = await post('leader', '/api/money/commitments', fund)
      assert.deepEqual([over.status, over.code], [409, 'money-ceiling'])
      const within = await post('leader', '/api/money/commitments', { ...fund, amount: '20000000.00' })
      assert.equal(within.status, 200, wordsOf(within))
      const exit = { amount: '1.00', proceeds: '0.00', exitedOn: '2026-03-31', reference: '退1' }
      const exits = `/api/money/commitments/${Number(member(within.body, 'id'))}/exits`
      assert.equal((await post('payer', exits, exit)).code, 'money-state')

      assert.equal((await upload('payer', [], '回单.pdf')).status, 422)
      assert.match((await upload('payer', [], '回单.xlsx')).words, /money-file/)
      assert.match((await upload('payer', ['\u0000'], '回单.csv')).words, /不是文本/)
      const account = await post('auditor', `/api/money/orders/${paid[0]?.id}/account`, { reason: '抽查' })
      assert.match(String(member(account.body, 'account')), /^\d{12}$/)
    })
  })
}

runSuites()
