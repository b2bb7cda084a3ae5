// Other systems, over real connections: what they read, what they tell, and that what they are told arrives, signed.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { asc, eq } from 'drizzle-orm'
import { createTestApp } from '../../testing/application.ts'
import { member } from '../../testing/browser.ts'
import { createWorld, NOW } from '../../testing/caseWorld.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { createMoneyWorld, MONDAY } from '../../testing/moneyWorld.ts'
import { isSigned, receiver } from '../../testing/receiver.ts'
import { lone, runSuites, suite } from '../../testing/suites.ts'
import { transferCase } from '../cases/transferCase.ts'
import {
  audit,
  duty,
  fact,
  paymentOrder,
  person,
  subject,
  type TOKEN_SCOPES,
  webhookDelivery,
} from '../db/tables.ts'
import { codeOf, transact } from '../db/transact.ts'
import { endToken } from '../identity/endToken.ts'
import { issueToken } from '../identity/issueToken.ts'
import { collectBatch } from '../payments/collectBatch.ts'
import { sendBatch } from '../payments/sendBatch.ts'
import { requireAddress } from './address.ts'
import { caseOfSystem, casesOfSystem } from './casesOfSystem.ts'
import { deliver } from './deliver.ts'
import { endWebhook } from './endWebhook.ts'
import { listDeliveries, listWebhooks } from './listWebhooks.ts'
import { makeWebhook, type NewWebhook } from './makeWebhook.ts'
import { ExchangeError } from './problem.ts'
import { pingWebhook, sendAgain } from './sendAgain.ts'
import { signedHeaders } from './signature.ts'

const SETTINGS = { key: Buffer.alloc(32, 3), plainHosts: ['127.0.0.1'] }
const MINUTE = 60_000

const refusedAs = (kind: ExchangeError['kind']) => (error: unknown) =>
  error instanceof ExchangeError && error.kind === kind

lone('a message is signed as the published example is', async () => {
  const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')
  const sentAt = new Date(1_614_265_330_000)
  const headers = signedHeaders(secret, {
    ...{ id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', sentAt, body: '{"test": 2432232314}' },
  })
  assert.deepEqual(headers, {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})

lone('an address is encrypted, or on a host that the operator has named', async () => {
  for (const fine of ['https://oa.example.gov.cn/x', 'https://10.0.0.8:8443/x?y=1', 'http://127.0.0.1/x'])
    requireAddress(fine, ['127.0.0.1'])
  const wrong = [
    'http://oa.example.gov.cn/x',
    'ftp://127.0.0.1/x',
    '回调',
    '',
    'https://a:b@c.cn/x',
    'https://c.cn/#x',
  ]
  for (const each of wrong)
    assert.throws(() => requireAddress(each, ['127.0.0.1']), refusedAs('wrong-address'), each)
})

after(stopTestServer)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const world = await createWorld(database)
  const money = await createMoneyWorld(database)
  await world.setting({ item: 'equipment', path: 'review' })
  const admin = await world.asJob(async (tx) => {
    const [row] = await tx.insert(person).values({ login: 'security', name: '安全管理员' }).returning()
    assert.ok(row)
    await tx.insert(duty).values({ personId: row.id, role: 'security_admin', validFrom: '2026-01-01' })
    return row.id
  })
  const app = createTestApp(database, { now: NOW })

  const tokenFor = async (department: string, ...scopes: (typeof TOKEN_SCOPES)[number][]) =>
    issueToken(database, NOW, admin, { name: `${department}的系统`, department, scopes, days: 30 })
  async function ask(token: string, method: string, path: string, body?: unknown) {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const reply = await app.request(`/api/exchange/${path}`, { method, headers, ...sent })
    return { status: reply.status, body: (await reply.json()) as unknown }
  }
  const submitted = async () => {
    const firm = await world.newFirm()
    const row = await world.open(firm, { item: 'equipment' })
    await world.act(row.id, 'submit', { kind: 'person', person: firm.owner })
    return { ...row, firm }
  }
  const numbersOf = (body: unknown): unknown[] => {
    const cases = member(body, 'cases')
    assert.ok(Array.isArray(cases))
    return cases.map((each) => member(each, 'number'))
  }
  const hook = (given: Partial<NewWebhook> & { readonly url: string }) =>
    makeWebhook(database, NOW, admin, SETTINGS, {
      ...{ name: '办公系统', department: 'jxw', events: ['case.moved'], ...given },
    })
  const delivery = async (of: number) =>
    world.asJob((tx) =>
      tx
        .select()
        .from(webhookDelivery)
        .where(eq(webhookDelivery.webhookId, of))
        .orderBy(asc(webhookDelivery.id)),
    )

  suite(`other systems on ${name}`, () => {
    test('a token reads the cases of its department, and none that is a draft or somebody else’s', async () => {
      const seen = await submitted()
      const draft = await world.open(await world.newFirm(), { item: 'equipment' })
      const jxw = await tokenFor('jxw', 'read_cases')
      const { status, body } = await ask(jxw.token, 'GET', 'cases?size=500')
      assert.equal(status, 200)
      assert.ok(numbersOf(body).includes(seen.number))
      assert.ok(!numbersOf(body).includes(draft.number))
      const beibei = await tokenFor('beibei', 'read_cases')
      assert.deepEqual(numbersOf((await ask(beibei.token, 'GET', 'cases')).body), [])
      const path = `cases/${encodeURIComponent(seen.number)}`
      assert.equal((await ask(beibei.token, 'GET', path)).status, 404)
      const one = await ask(jxw.token, 'GET', path)
      const acts = member(one.body, 'acts')
      assert.ok(Array.isArray(acts))
      assert.deepEqual(
        acts.map((each) => [member(each, 'act'), member(each, 'to')]),
        [['submit', 'submitted']],
      )
      assert.equal(member(one.body, 'awardFen'), null)
    })

    test('pages follow each other without gap or repetition', async () => {
      for (let i = 0; i < 3; i++) await submitted()
      const { token } = await tokenFor('jxw', 'read_cases')
      const whole = numbersOf((await ask(token, 'GET', 'cases?size=500')).body)
      const paged: unknown[] = []
      let after = ''
      for (;;) {
        const { body } = await ask(token, 'GET', `cases?size=2${after}`)
        paged.push(...numbersOf(body))
        const next = member(body, 'next')
        if (next === undefined) break
        after = `&after=${String(next)}`
      }
      assert.deepEqual(paged, whole)
      assert.ok(whole.length >= 4)
    })

    test('a token without the scope, ended or expired reads nothing, whoever asks for it', async () => {
      await submitted()
      const narrow = await tokenFor('jxw', 'evaluate')
      assert.equal((await ask(narrow.token, 'GET', 'cases')).status, 403)
      const own = { token: narrow.id, now: NOW }
      assert.deepEqual((await casesOfSystem(database, own, { size: 10 })).cases, [])
      const ended = await tokenFor('jxw', 'read_cases')
      const late = new Date(NOW.getTime() + 31 * 24 * 60 * MINUTE)
      assert.deepEqual(
        (await casesOfSystem(database, { token: ended.id, now: late }, { size: 10 })).cases,
        [],
      )
      await endToken(database, NOW, admin, ended.id)
      assert.equal((await ask(ended.token, 'GET', 'cases')).status, 401)
      assert.deepEqual((await casesOfSystem(database, { token: ended.id, now: NOW }, { size: 10 })).cases, [])
    })

    test('a system only reads, and not what officers think', async () => {
      const { id } = await tokenFor('jxw', 'read_cases')
      const actor = { kind: 'system', token: id } as const
      for (const statement of [
        `INSERT INTO fact (subject_id, name, value, source) VALUES (1, 'employees', '1', 'register')`,
        'UPDATE support_case SET state = state',
        'SELECT opinion FROM case_act',
        'SELECT name FROM person',
        'SELECT content FROM audit',
      ])
        await assert.rejects(
          transact(database, { actor, now: NOW }, (tx) => tx.execute(statement)),
          (error) => codeOf(error) === '42501',
          statement,
        )
      assert.equal(await caseOfSystem(database, { token: id, now: NOW }, '没有'), undefined)
    })

    test('a system calls nothing that looks past its rights for the process', async () => {
      const { rows } = await database.pool.query<{ called: string }>(
        `SELECT proname AS called FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef
           AND prosrc ~ 'acting_person\\(\\) IS' AND prorettype <> 'trigger'::regtype
           AND has_function_privilege('duixian_system', oid, 'EXECUTE') ORDER BY 1`,
      )
      assert.deepEqual(rows, [])
      const { id } = await tokenFor('jxw', 'read_cases', 'report_payments', 'push_facts')
      const actor = { kind: 'system', token: id } as const
      for (const call of [
        'whole_account(1)',
        `same_facts(1, ARRAY['contactPhone'])`,
        `person_called('a', 'b')`,
      ])
        await assert.rejects(
          transact(database, { actor, now: NOW }, (tx) => tx.execute(`SELECT ${call}`)),
          (error) => codeOf(error) === '42501',
          call,
        )
    })

    test('profiles are taken row by row, once, and only of the own district', async () => {
      const { token } = await tokenFor('jxw', 'push_facts')
      const district = '渝北区'
      const good = {
        creditCode: '91512081MA62K0260E',
        name: '甲公司（虚构）',
        district,
        facts: { 上年度工业总产值增速: '25%' },
      }
      const profiles = [
        good,
        { creditCode: '91350100M000100Y4Z', name: '乙公司', district, facts: { 上年度工业总产值增速: '5%' } },
        {
          creditCode: '91110108551385082Q',
          name: '丙公司',
          district: '北碚区',
          facts: { 上年度工业总产值增速: '5%' },
        },
      ]
      const { body } = await ask(token, 'POST', 'facts', { requestId: '一', profiles })
      assert.equal(member(body, 'accepted'), 1, JSON.stringify(body))
      const refused = member(body, 'refused')
      assert.ok(Array.isArray(refused))
      assert.deepEqual(
        refused.map((each) => member(each, 'row')),
        [2, 3],
      )
      assert.match(String(member(refused[0], 'reason')), /校验位/)
      assert.match(String(member(refused[1], 'reason')), /只能报送渝北区/)
      const again = await ask(token, 'POST', 'facts', { requestId: '一', profiles })
      assert.equal(member(again.body, 'outcome'), 'known')
      const rows = await world.asJob((tx) =>
        tx
          .select({ value: fact.value, source: fact.source, note: fact.sourceNote })
          .from(fact)
          .innerJoin(subject, eq(subject.id, fact.subjectId))
          .where(eq(subject.creditCode, good.creditCode)),
      )
      assert.deepEqual(rows, [{ value: '25%', source: 'import', note: 'jxw的系统 一 第1行' }])
      // A system is told where registered enterprises are, and nothing else of them; without the scope not even that.
      const known = (id: number) =>
        transact(database, { actor: { kind: 'system', token: id }, now: NOW }, async (tx) => {
          const { rows } = await tx.execute(
            `SELECT * FROM enterprise_districts(ARRAY['91512081MA62K0260E', '91110108551385082Q'])`,
          )
          const own = await tx.select({ id: subject.id }).from(subject)
          return [rows, own]
        })
      const pusher = await tokenFor('beibei', 'push_facts')
      assert.deepEqual(await known(pusher.id), [[{ credit_code: good.creditCode, district }], []])
      const other = await tokenFor('beibei', 'report_payments', 'read_plan')
      await assert.rejects(known(other.id), (error) => codeOf(error) === '42501')
      await endToken(database, NOW, admin, pusher.id)
      await assert.rejects(known(pusher.id), (error) => codeOf(error) === '42501')
      assert.equal((await ask(token, 'POST', 'facts', { requestId: '二', profiles: [] })).status, 400)
      assert.equal((await ask(token, 'GET', 'cases')).status, 403)
    })

    test('a payment system reports results: all of them or none, once, and only of its own orders', async () => {
      const envelope = await money.newEnvelope(1_000_000)
      const firm = await money.newSubject()
      const orders = [
        await money.newOrder(envelope, firm, 30_000),
        await money.newOrder(envelope, firm, 20_000),
      ]
      const { id: batch } = await money.as('maker', (tx) =>
        collectBatch(tx, { channel: 'direct', orderIds: orders.map((each) => each.id) }),
      )
      await money.as('payer', (tx) => sendBatch(tx, batch))
      const rowsOf = () =>
        world.asJob((tx) => {
          const { number, state, batchId, id } = paymentOrder
          return tx.select({ number, state }).from(paymentOrder).where(eq(batchId, batch)).orderBy(asc(id))
        })
      const [first, second] = await rowsOf()
      assert.ok(first && second)
      const at = MONDAY.toISOString()
      const { token } = await tokenFor('plain', 'report_payments')
      const paid = { order: first.number, result: 'paid', amountFen: 30_000, at, receipt: 'R1' }
      const returned = { order: second.number, result: 'returned', amountFen: 20_000, at, reason: '账号不符' }
      const stateOf = async () => (await rowsOf()).map((each) => each.state)
      const wrong = await ask(token, 'POST', 'payment-results', {
        payments: [
          paid,
          { ...returned, amountFen: 1 },
          { ...paid, order: '没有' },
          { ...returned, reason: undefined },
        ],
      })
      assert.equal(wrong.status, 422)
      const problems = member(member(wrong.body, 'error'), 'problems')
      assert.ok(Array.isArray(problems))
      assert.deepEqual(
        problems.map((each) => member(each, 'path')),
        ['第2行', '第3行', '第4行'],
      )
      assert.deepEqual(await stateOf(), ['sent', 'sent'])
      const other = await tokenFor('czj', 'report_payments')
      assert.equal((await ask(other.token, 'POST', 'payment-results', { payments: [paid] })).status, 422)
      const done = await ask(token, 'POST', 'payment-results', { payments: [paid, returned] })
      assert.deepEqual(done.body, { recorded: 2, unchanged: 0 })
      assert.deepEqual(await stateOf(), ['paid', 'returned'])
      const again = await ask(token, 'POST', 'payment-results', { payments: [paid, returned] })
      assert.deepEqual(again.body, { recorded: 0, unchanged: 2 })
      // What the database itself shows: the orders that this department pays and what was said of them, and no case.
      const shown = async (id: number) => {
        const actor = { kind: 'system', token: id } as const
        return transact(database, { actor, now: NOW }, async (tx) => {
          const found: unknown[] = []
          for (const each of [
            'number FROM payment_order',
            'result FROM payment_result',
            'number FROM support_case',
          ])
            found.push(
              (await tx.execute(`SELECT ${each} ORDER BY 1`)).rows.map((row) => Object.values(row)[0]),
            )
          return found
        })
      }
      const payer = await tokenFor('plain', 'report_payments')
      assert.deepEqual(await shown(payer.id), [[first.number, second.number], ['paid', 'returned'], []])
      assert.deepEqual(await shown(other.id), [[], [], []])
      const reader = await tokenFor('plain', 'push_facts', 'evaluate', 'report_plan')
      assert.deepEqual(await shown(reader.id), [[], [], []])
      await endToken(database, NOW, admin, payer.id)
      assert.deepEqual(await shown(payer.id), [[], [], []])
      const saying = { kind: 'system', token: other.id } as const
      const insert = `INSERT INTO payment_result (order_id, result, at, source, reason)
        VALUES (${orders[0]?.id}, 'returned', now(), 'bank', '退回')`
      await assert.rejects(
        transact(database, { actor: saying, now: NOW }, (tx) => tx.execute(insert)),
        (error) => codeOf(error) === '42501',
      )
      const logged = await world.asJob((tx) => tx.select().from(audit).where(eq(audit.act, 'results.report')))
      assert.equal(logged.length, 1)
    })

    test('what happens to a case is told once, signed, to those whose department has it', async () => {
      const [ours, theirs] = [await receiver(), await receiver()]
      const { id, secret } = await hook({ url: ours.url })
      const foreign = await hook({ url: theirs.url, department: 'beibei' })
      const { number, firm } = await submitted()
      const clock = { now: NOW }
      await deliver(database, SETTINGS, () => clock.now)
      assert.equal(theirs.received.length, 0)
      const [told, ...more] = ours.received
      assert.ok(told && more.length === 0)
      assert.ok(isSigned(secret, told))
      assert.ok(!isSigned(secret, { ...told, body: told.body.replace('submitted', 'paid') }))
      const message: unknown = JSON.parse(told.body)
      assert.equal(member(message, 'type'), 'case.moved')
      const data = member(message, 'data')
      assert.equal(member(member(data, 'case'), 'number'), number)
      assert.deepEqual(member(member(data, 'case'), 'subject'), { name: firm.name, creditCode: null })
      assert.deepEqual([member(data, 'from'), member(data, 'to')], ['draft', 'submitted'])
      await deliver(database, SETTINGS, () => clock.now)
      assert.equal(ours.received.length, 1)
      const row = (await listWebhooks(database, NOW, admin)).find((each) => each.id === id)
      assert.deepEqual([row?.arrived, row?.underWay, row?.givenUp], [1, 0, 0])
      await endWebhook(database, NOW, admin, id)
      await endWebhook(database, NOW, admin, foreign.id)
      await submitted()
      await deliver(database, SETTINGS, () => clock.now)
      assert.equal(ours.received.length, 1)
      await assert.rejects(endWebhook(database, NOW, admin, id), refusedAs('unknown-webhook'))
      await Promise.all([ours.close(), theirs.close()])
    })

    test('that a case was handed on is told to the systems of both departments, and both read it', async () => {
      const { url, close: stop } = await receiver()
      const [old, taker] = [await hook({ url }), await hook({ url, department: 'kjj' })]
      const { id: caseId, number, version } = await submitted()
      const input = { key: 'handed on', version: version + 1, department: 'kjj', reason: '职责调整' }
      const person = world.idOf('reviewer')
      const handed = await transferCase(database, { person, now: NOW }, caseId, input)
      assert.equal(handed.kind, 'done', JSON.stringify(handed))
      for (const { id } of [old, taker]) {
        const content = (await delivery(id)).at(-1)?.content
        assert.equal(member(content, 'act'), 'transfer')
        assert.deepEqual([member(content, 'from'), member(content, 'to')], ['submitted', 'submitted'])
        await endWebhook(database, NOW, admin, id)
      }
      for (const department of ['jxw', 'kjj']) {
        const { token } = await tokenFor(department, 'read_cases')
        const one = await ask(token, 'GET', `cases/${encodeURIComponent(number)}`)
        assert.equal(one.status, 200, department)
        assert.ok(JSON.stringify(member(one.body, 'acts')).includes('"transfer"'))
      }
      await stop()
    })

    test('nothing is told of an act that was refused', async () => {
      const { url, received, close: stop } = await receiver()
      const { id } = await hook({ url })
      const { id: caseId, version } = await submitted()
      const before = (await delivery(id)).length
      const acted = await world.act(caseId, 'accept', 'beibei', { version: version + 1 })
      assert.equal(acted.kind, 'refused')
      assert.equal((await delivery(id)).length, before)
      await endWebhook(database, NOW, admin, id)
      assert.equal(received.length, 0)
      await stop()
    })

    test('who does not answer is asked again after a while, ten times, with the same number', async () => {
      const { url, received, answers, close: stop } = await receiver()
      const { id } = await hook({ url })
      await pingWebhook(database, NOW, admin, id)
      answers.push(500, 302, ...Array.from({ length: 8 }, () => 503))
      let now = NOW
      const seen: number[] = []
      for (let i = 0; i < 40 && received.length < 10; i++) {
        await deliver(database, SETTINGS, () => now)
        seen.push(received.length)
        now = new Date(now.getTime() + 8 * 60 * MINUTE)
      }
      assert.equal(received.length, 10)
      assert.equal(new Set(received.map((each) => each.headers['webhook-id'])).size, 1)
      // Not at every chance: the pauses grow.
      assert.ok(seen.length > 10)
      await deliver(database, SETTINGS, () => new Date(now.getTime() + 100 * 60 * 60 * MINUTE))
      assert.equal(received.length, 10)
      const [line] = await listDeliveries(database, now, admin, id)
      assert.deepEqual(
        [line?.attempts, line?.nextAt, line?.status, line?.failure],
        [10, null, 503, '对方答复 503'],
      )
      await sendAgain(database, now, admin, { webhook: id, delivery: line?.id ?? 0 })
      await deliver(database, SETTINGS, () => now)
      assert.equal(received.length, 11)
      const [arrived] = await listDeliveries(database, now, admin, id)
      assert.equal(arrived?.status, 204)
      await assert.rejects(
        sendAgain(database, now, admin, { webhook: id, delivery: line?.id ?? 0 }),
        refusedAs('unknown-delivery'),
      )
      await endWebhook(database, NOW, admin, id)
      await stop()
    })

    test('two processes that deliver at once send each message once', async () => {
      const { url, received, close: stop } = await receiver()
      const { id } = await hook({ url })
      for (let i = 0; i < 30; i++) await pingWebhook(database, NOW, admin, id)
      await Promise.all([1, 2, 3].map(() => deliver(database, SETTINGS, () => NOW)))
      assert.equal(received.length, 30)
      assert.equal(new Set(received.map((each) => each.headers['webhook-id'])).size, 30)
      await endWebhook(database, NOW, admin, id)
      await stop()
    })

    test('only the security administrator makes callbacks, and sees no contents', async () => {
      const given = {
        name: '系统',
        department: 'jxw',
        url: 'http://127.0.0.1:9/x',
        events: ['case.moved'] as const,
      }
      const by = (who: number, more: Partial<NewWebhook> = {}) =>
        makeWebhook(database, NOW, who, SETTINGS, { ...given, ...more })
      await assert.rejects(by(world.idOf('admin')), refusedAs('not-granted'))
      await assert.rejects(by(admin, { department: '没有' }), refusedAs('unknown-department'))
      await assert.rejects(by(admin, { url: 'http://example.cn/' }), refusedAs('wrong-address'))
      const peek = (statement: string) =>
        transact(database, { actor: { kind: 'person', person: admin }, now: NOW }, (tx) =>
          tx.execute(statement),
        )
      await assert.rejects(peek('SELECT content FROM webhook_delivery'), (error) => codeOf(error) === '42501')
      const { rows } = await transact(
        database,
        { actor: { kind: 'person', person: world.idOf('handler') }, now: NOW },
        (tx) => tx.execute('SELECT id FROM webhook'),
      )
      assert.deepEqual(rows, [])
    })
  })
}

runSuites()
