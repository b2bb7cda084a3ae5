// From application to arrival over HTTP: what each act asks for, what is refused and in which words, who sees what of
// the account, and what proves it afterwards.
import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { eq } from 'drizzle-orm'
import { createTestApp, program } from '../../../testing/application.ts'
import { type Answer, type Browser, createBrowser, member } from '../../../testing/browser.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../../testing/databases.ts'
import { createPeople, DEPARTMENT, PASSWORD, signInFully } from '../../../testing/people.ts'
import { runSuites, suite } from '../../../testing/suites.ts'
import { PATHS } from '../../approval/paths.ts'
import { runClock } from '../../cases/runClock.ts'
import { saveItemSetting } from '../../cases/saveItemSetting.ts'
import { savePath } from '../../cases/savePath.ts'
import { department, duty, envelopeBalance, fact, password, person } from '../../db/tables.ts'
import { JOB, type Transaction, transact } from '../../db/transact.ts'
import { storeRules } from '../../decisions/rules.ts'
import { createEffects } from '../../granting/createEffects.ts'
import { hashPassword } from '../../identity/password.ts'
import { codeAt } from '../../identity/totp.ts'
import { allotFunds } from '../../payments/allotFunds.ts'
import { openEnvelope } from '../../payments/openEnvelope.ts'
import { openBundle } from '../../proof/bundle.ts'
import { verifyBundle } from '../../proof/verifyBundle.ts'
import { saidFacts } from '../../subjects/saidFacts.ts'

const POLICY = 'yubei-2021-13'
const ITEM = 'integration-service-subsidy'
const NUMBER = '渝北府发〔2021〕13号'
const FINANCE = 'yubei-czj'
const DAY = 24 * 60 * 60_000
const ACCOUNT = '6222000012345678'
const REASON = {
  ...{ code: 'papers_incomplete', text: '缺结算单' },
  clause: { policy: POLICY, article: '三', quote: '给予补助' },
}
const READING = {
  ...{ policy: POLICY, reading: 'integration-scope', alternative: '甲', on: '2026-02-01' },
  ...{ by: '区经济信息委', source: '渝北经信函〔2026〕1号' },
}

const LOGINS = [
  ...(['owner', 'agent', 'stranger', 'handler', 'reviewer', 'approver', 'payer', 'payer2'] as const),
  'auditor',
] as const
type Login = (typeof LOGINS)[number]

after(stopTestServer)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)

  const clock = { now: new Date('2026-03-02T01:00:00Z') }
  const effects = createEffects(program)
  const evidence = mkdtempSync(join(tmpdir(), 'duixian-evidence-'))
  const app = createTestApp(database, clock, { cases: { effects, lacks: () => undefined, evidence } })
  const browsers = new Map<Login, Browser>()
  const secrets = new Map<Login, Uint8Array>()
  const envelopes: number[] = []
  let subject = 0
  let requests = 0
  let sittings = 0

  const as = (login: Login): Browser => browsers.get(login) ?? assert.fail(login)
  const asJob = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    transact(database, { actor: JOB, now: clock.now }, work)
  const arrayOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : assert.fail('no list'))
  const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
    path.reduce<unknown>(
      (so, each) => (typeof each === 'number' ? arrayOf(so)[each] : member(so, each)),
      value,
    )

  async function signInAll(): Promise<void> {
    sittings++
    for (const [i, login] of LOGINS.entries()) {
      const browser = createBrowser(app, `10.8.${sittings}.${i}`)
      browsers.set(login, browser)
      const known = secrets.get(login)
      const bound = await signInFully(browser, login, clock.now)
      if (bound) secrets.set(login, bound)
      if (!known) continue
      const { status } = await browser.send('POST', '/api/session/second-factor', {
        code: codeAt(known, clock.now),
      })
      assert.equal(status, 200, login)
    }
  }

  /** The clock runs as it does in a process: lapses and ends of publicity come by themselves. */
  async function daysLater(days: number): Promise<void> {
    clock.now = new Date(clock.now.getTime() + days * DAY)
    const { failed } = await runClock(database, clock.now, effects)
    assert.deepEqual(failed, [])
    await signInAll()
  }

  async function see(login: Login, id: number): Promise<unknown> {
    const { status, body } = await as(login).send('GET', `/api/cases/${id}`)
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }

  const possible = (body: unknown, act: string): unknown =>
    arrayOf(member(body, 'possible')).find((each) => member(each, 'id') === act) ?? assert.fail(act)

  async function act(login: Login, id: number, wanted: string, more: object = {}): Promise<Answer> {
    const version = member(await see(login, id), 'version')
    const body = { requestId: `request ${++requests}`, act: wanted, version, ...more }
    return as(login).send('POST', `/api/cases/${id}/acts`, body)
  }

  async function done(login: Login, id: number, wanted: string, more: object = {}): Promise<void> {
    const { status, body } = await act(login, id, wanted, more)
    assert.equal(status, 200, `${wanted} ${JSON.stringify(body)}`)
  }

  async function refused(words: RegExp, login: Login, id: number, wanted: string, more: object = {}) {
    const { status, body, code } = await act(login, id, wanted, more)
    assert.deepEqual([status, code], [409, 'refused-act'], wanted)
    assert.match(JSON.stringify(at(body, 'error', 'problems')), words)
  }

  const balance = async (envelope: number | undefined): Promise<number[]> => {
    const rows = await asJob((tx) =>
      tx
        .select()
        .from(envelopeBalance)
        .where(eq(envelopeBalance.envelopeId, envelope ?? 0)),
    )
    const [row] = rows
    return row ? [row.availableFen, row.reservedFen, row.inTransitFen, row.paidFen] : []
  }

  async function bundle(login: Login, id: number) {
    const { status, body, headers } = await as(login).send('GET', `/api/cases/${id}/bundle`)
    assert.equal(status, 200, JSON.stringify(body))
    assert.match(headers.get('Content-Disposition') ?? '', /attachment/)
    // The browser of these tests reads JSON; a bundle is canonical, so it is written the same again.
    const bytes = new TextEncoder().encode(JSON.stringify(body))
    const verdict = verifyBundle(bytes)
    assert.deepEqual(verdict.kind === 'wrong' ? verdict.problems : [], [])
    return openBundle(bytes)
  }

  async function prepare(): Promise<void> {
    const { first, ids } = await createPeople(database, clock.now)
    subject = first
    const occasion = { actor: JOB, now: clock.now }
    const hash = await hashPassword(PASSWORD)
    await asJob(async (tx) => {
      await storeRules(tx, program)
      const kind = 'finance' as const
      await tx.insert(department).values({ id: FINANCE, name: '渝北区财政局', district: '渝北区', kind })
      const [second] = await tx.insert(person).values({ login: 'payer2', name: 'payer2其人' }).returning()
      assert.ok(second)
      await tx.insert(password).values({ personId: second.id, hash, mustChange: false })
      const paying = { role: 'payer' as const, departmentId: FINANCE, validFrom: '2020-01-01' }
      await tx
        .insert(duty)
        .values([second.id, ids.get('payer') ?? 0].map((personId) => ({ ...paying, personId })))
      await saidFacts(tx, program.vocabulary, {
        ...{ subject, voice: { kind: 'import', note: '名录.csv' } },
        facts: { 所在区县: '渝北区', 注册地行政区划: '渝北区', 已获支持: [] },
      })
      for (const [title, amountFen] of [
        ['2026 年产业链专项', 60_000_000],
        ['2026 年产业链专项（市级）', 10_000_000],
      ] as const) {
        const source = title.includes('市级') ? ('municipal' as const) : ('district' as const)
        const about = { title, programme: title, policy: NUMBER, year: 2026, source, district: '渝北区' }
        const { id } = await openEnvelope(tx, { ...about, validFrom: '2026-01-01', expiresOn: '2026-12-31' })
        await allotFunds(tx, { envelopeId: id, amountFen, document: title })
        envelopes.push(id)
      }
    })
    const path = PATHS.find(({ id }) => id === 'review') ?? assert.fail()
    const saved = await savePath(database, occasion, path)
    await saveItemSetting(database, occasion, {
      ...{ policy: POLICY, item: ITEM, district: '渝北区', path: saved, leadDepartment: DEPARTMENT },
      ...{ financeDepartment: FINANCE, publicityDays: 5, validFrom: '2025-01-01' },
    })
    await signInAll()
  }

  suite(`decisions and money over HTTP on ${name}`, () => {
    let id = 0
    before(prepare)

    test('a firm applies, is told once what is missing, and the handler recommends', async () => {
      const facts = [
        { name: 'integrationContracts', value: [{ settledAmount: '500万元', servesCloudProject: false }] },
      ]
      const body = { subject, policy: POLICY, item: ITEM, year: 2026, facts }
      const opened = await as('owner').send('POST', '/api/cases', body)
      id = Number(member(opened.body, 'id'))
      await done('owner', id, 'submit')
      const corrections = [{ what: '结算单', how: '上传盖章的 PDF' }]
      await done('handler', id, 'ask-correction', { reason: REASON, corrections })
      await done('owner', id, 'resubmit')
      await done('handler', id, 'accept')
      await done('handler', id, 'recommend', { opinion: '只给同事看的话' })
    })

    test('the reviewer sees which reading is open, tries one, and has to give a lawful amount with its basis', async () => {
      const asks = member(possible(await see('reviewer', id), 'agree'), 'asks')
      assert.match(String(at(asks, 'decision', 'open')), /口径.*系统集成服务的范围/)
      assert.deepEqual(
        [at(asks, 'decision', 'readings', 0, 'id'), at(asks, 'decision', 'readings', 0, 'decisive')],
        ['integration-scope', true],
      )
      const judge = (login: Login, readings: readonly object[]) =>
        as(login).send('POST', `/api/cases/${id}/judgement`, { readings })
      const tried = await judge('reviewer', [READING])
      assert.deepEqual(member(tried.body, 'lawful'), { kind: 'between', least: '0.00', most: '500000.00' })
      assert.equal(member(tried.body, 'open'), null)
      const other = await judge('reviewer', [{ ...READING, alternative: '乙' }])
      assert.equal(member(other.body, 'outcome'), 'not_eligible')
      const unknown = await judge('reviewer', [{ ...READING, alternative: '丙' }])
      assert.deepEqual([unknown.status, unknown.code], [422, 'wrong-reading'])
      assert.equal((await judge('owner', [])).code, 'forbidden')

      await refused(/取决于尚未明确的口径/, 'reviewer', id, 'agree')
      const readings = [READING]
      await refused(/请写明金额和理由/, 'reviewer', id, 'agree', { payload: { readings } })
      const most = { readings, awardFen: 50_000_001, basis: '按结算额' }
      await refused(/金额不合文件/, 'reviewer', id, 'agree', { payload: most })
      await refused(/为什么核定这个金额/, 'reviewer', id, 'agree', { payload: { readings, awardFen: 3 } })
      const stray = await act('reviewer', id, 'agree', { payload: { money: 3 } })
      assert.deepEqual([stray.status, stray.code], [400, 'wrong-shape'])
      await refused(/不认识的内容「envelope」/, 'reviewer', id, 'agree', { payload: { envelope: 1 } })
      await done('reviewer', id, 'agree', {
        payload: { readings, awardFen: 40_000_000, basis: '按结算额 8% 核定，与同类项目一致' },
        opinion: '只给同事看的话',
      })
    })

    test('the decision stands with its readings and its basis, also for the enterprise', async () => {
      for (const login of ['owner', 'reviewer'] as const) {
        const decision = at(await see(login, id), 'money', 'decision')
        assert.equal(member(decision, 'award'), '400000.00')
        assert.match(String(member(decision, 'basis')), /8%/)
        assert.deepEqual(
          [at(decision, 'readings', 0, 'label'), at(decision, 'readings', 0, 'source')],
          ['所有系统集成服务', READING.source],
        )
        assert.ok(JSON.stringify(at(decision, 'finding', 'basis')).includes('结算金额'))
      }
      assert.ok(!JSON.stringify(await see('owner', id)).includes('只给同事看的话'))
    })

    test('after publicity the approver chooses the envelope, with what is left in each', async () => {
      await done('handler', id, 'publish')
      await daysLater(8)
      // Publicity ended as the day began.
      clock.now = new Date(clock.now.getTime() + 600_000)
      const determine = possible(await see('approver', id), 'determine')
      const choices = arrayOf(at(determine, 'asks', 'envelopes', 'choices'))
      assert.deepEqual(
        choices.map((each) => [member(each, 'available'), member(each, 'suffices')]),
        [
          ['600000.00', true],
          ['100000.00', false],
        ],
      )
      await refused(/请写明用哪一个/, 'approver', id, 'determine')
      await refused(/可用余额不够/, 'approver', id, 'determine', { payload: { envelope: envelopes[1] } })
      await refused(/不是这个办件可用的/, 'approver', id, 'determine', { payload: { envelope: 999 } })
      await done('approver', id, 'determine', { payload: { envelope: envelopes[0] } })
      assert.deepEqual(await balance(envelopes[0]), [20_000_000, 40_000_000, 0, 0])
    })

    test('only who may act on the account says where the money goes; the whole number is for payers with a reason', async () => {
      await done('handler', id, 'request-payment')
      await done('handler', id, 'check-veto')
      assert.equal(at(possible(await see('payer', id), 'make-order'), 'asks', 'payee'), null)
      await refused(/还没有确认收款账户/, 'payer', id, 'make-order')

      const confirm = (login: Login, more: object = {}) =>
        as(login).send('POST', `/api/subjects/${subject}/payee`, {
          ...{ name: '甲公司', bank: '重庆银行渝北支行', account: '6222 0000 1234 5678', ...more },
        })
      assert.equal((await confirm('agent')).code, 'forbidden')
      assert.equal((await confirm('stranger')).code, 'forbidden')
      const wrong = await confirm('owner', { name: '乙公司' })
      assert.deepEqual([wrong.status, wrong.code], [422, 'no-account'])
      assert.equal((await confirm('owner', { account: '12' })).code, 'no-account')
      assert.equal((await confirm('owner')).status, 200)
      const masked = at(possible(await see('payer', id), 'make-order'), 'asks', 'payee', 'account')
      assert.equal(masked, '************5678')

      const reveal = (login: Login, reason: string) =>
        as(login).send('POST', `/api/cases/${id}/payee-account`, { reason })
      assert.equal((await reveal('handler', '核对账号')).code, 'forbidden')
      assert.equal((await reveal('payer', '看')).code, 'no-reason')
      assert.equal(member((await reveal('payer', '核对开票账号')).body, 'account'), ACCOUNT)
    })

    test('one payer makes the order, another sends it; the bank’s word is entered with its receipt', async () => {
      await done('payer', id, 'make-order')
      const early = arrayOf(at(await see('owner', id), 'money', 'orders'))
      const order = Number(at(early, 0, 'id'))
      const before = await as('owner').send('GET', `/api/payment-orders/${order}/receipt.docx`)
      assert.deepEqual([before.status, before.code], [409, 'not-arrived'])
      await refused(/必须是不同的人/, 'payer', id, 'send')
      await done('payer2', id, 'send')
      const arrive = possible(await see('payer', id), 'arrive')
      assert.deepEqual(at(arrive, 'asks', 'result', 'kind'), 'paid')
      await refused(/银行回单号/, 'payer', id, 'arrive')
      await refused(/银行说的原因/, 'payer', id, 'return')
      await refused(/由银行回执办理/, 'handler', id, 'arrive', { payload: { receipt: 'B1' } })
      await done('payer', id, 'arrive', { payload: { receipt: 'B1' } })
      assert.deepEqual(await balance(envelopes[0]), [20_000_000, 0, 0, 40_000_000])

      const seen = await see('owner', id)
      assert.equal(member(seen, 'state'), 'paid')
      assert.deepEqual(
        [at(seen, 'money', 'orders', 0, 'state'), at(seen, 'money', 'orders', 0, 'results', 0, 'receipt')],
        ['paid', 'B1'],
      )
      assert.ok(!JSON.stringify(seen).includes(ACCOUNT))
      const paper = await as('owner').send('GET', `/api/payment-orders/${order}/receipt.docx`)
      assert.equal(paper.status, 200)
      assert.match(String(paper.headers.get('Content-Type')), /wordprocessingml/)
      const stranger = await as('stranger').send('GET', `/api/payment-orders/${order}/receipt.docx`)
      assert.deepEqual([stranger.status, stranger.code], [404, 'unknown-order'])
    })

    test('the bundle verifies; the enterprise’s copy keeps names and opinions of officers in the house', async () => {
      const whole = await bundle('auditor', id)
      assert.ok(whole.timeline.some(({ opinion }) => opinion === '只给同事看的话'))
      assert.ok(whole.people.some(({ name: called }) => called === 'reviewer其人'))
      assert.deepEqual(
        whole.receipts.map(({ reference }) => reference),
        ['B1'],
      )
      const own = JSON.stringify(await bundle('owner', id))
      assert.ok(!own.includes('只给同事看的话') && !own.includes('reviewer其人') && !own.includes(ACCOUNT))
      await bundle('handler', id)
      assert.equal((await as('stranger').send('GET', `/api/cases/${id}/bundle`)).code, 'unknown-case')
    })

    test('a payment that comes back after it arrived is paid again, once, and is no longer known as received', async () => {
      const received = async () => {
        const rows = await asJob((tx) => tx.select().from(fact).where(eq(fact.source, 'payment')))
        return rows.map(({ value }) => value !== null)
      }
      assert.deepEqual(await received(), [true])
      await daysLater(2)
      await refused(/银行说的原因/, 'payer', id, 'return', { payload: { receipt: 'B2' } })
      await done('payer', id, 'return', { payload: { receipt: 'B2', reason: '账户已销户' } })
      const seen = await see('owner', id)
      assert.deepEqual(
        [member(seen, 'state'), at(seen, 'money', 'orders', 0, 'state')],
        ['returned', 'returned'],
      )
      assert.deepEqual(await balance(envelopes[0]), [20_000_000, 40_000_000, 0, 0])
      assert.deepEqual(await received(), [true, false])
      await refused(/拨付前复查/, 'payer', id, 'make-order')
      await done('handler', id, 'check-veto')
      await done('payer', id, 'make-order')
      await done('payer2', id, 'send')
      await done('payer2', id, 'arrive', { payload: { receipt: 'B3' } })
      assert.deepEqual(await balance(envelopes[0]), [20_000_000, 0, 0, 40_000_000])
      assert.deepEqual(await received(), [true, false, true])
      const { receipts, orders } = await bundle('auditor', id)
      assert.deepEqual(
        receipts.map(({ result }) => result),
        ['paid', 'returned', 'paid'],
      )
      assert.equal(orders.length, 2)
    })
  })
}

runSuites()
