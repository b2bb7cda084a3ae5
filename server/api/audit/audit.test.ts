// Checking over HTTP: the log and its export, whether it is whole, decisions computed again, bundles from elsewhere.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { applyReform, parametersOf } from '#lang'
import { loadSamples } from '#policies'
import { createTestApp, program } from '../../../testing/application.ts'
import { awardCourse } from '../../../testing/awardCourse.ts'
import { type Answer, type Browser, createBrowser, member } from '../../../testing/browser.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../../testing/databases.ts'
import { decisionWorld } from '../../../testing/decisionWorld.ts'
import { createPeople, signInFully } from '../../../testing/people.ts'
import { plainCase } from '../../../testing/plainCase.ts'
import { runSuites, suite } from '../../../testing/suites.ts'
import { publishHead } from '../../audit/heads.ts'
import { record } from '../../audit/record.ts'
import { JOB, type Transaction, transact } from '../../db/transact.ts'
import { freezeDecision } from '../../decisions/freezeDecision.ts'
import { storeRules } from '../../decisions/rules.ts'
import { codeAt } from '../../identity/totp.ts'
import { makeBundle } from '../../proof/makeBundle.ts'
import { saidFacts } from '../../subjects/saidFacts.ts'

const ITEM = { policy: 'yubei-2024-34', item: 'rent-relief-state-owned' }
const LOGINS = ['auditor', 'audit_admin', 'handler'] as const
type Login = (typeof LOGINS)[number]

after(stopTestServer)

/** One award of another installation, whole, with the hash of its last head. */
async function foreignBundle(): Promise<{ readonly text: string; readonly head: string }> {
  const start = new Date('2025-06-02T01:00:00.000Z')
  const later = new Date('2025-07-01T01:00:00.000Z')
  const { database, close } = await openTestServer()
  const world = await decisionWorld(database, start)
  const { decision, course } = await awardCourse(world, 1, start)
  const head = await world.job((tx) => publishHead(tx, later), later)
  const text = await world.job((tx) => makeBundle(tx, decision.id, course, later), later)
  await close()
  return { text, head: head?.hash ?? '' }
}

const bundle = await foreignBundle()

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)

  const clock = { now: new Date('2026-03-02T01:00:00Z') }
  const app = createTestApp(database, clock)
  const browsers = new Map<Login, Browser>()
  const secrets = new Map<Login, Uint8Array>()
  let decided = 0

  const as = (login: Login): Browser => browsers.get(login) ?? assert.fail(login)
  const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : assert.fail('no list'))
  const each = (value: unknown, field: string): unknown[] => listOf(value).map((one) => member(one, field))
  const asJob = <T>(work: (tx: Transaction) => Promise<T>) =>
    transact(database, { actor: JOB, now: clock.now }, work)
  const log = async (query = ''): Promise<unknown> =>
    (await as('audit_admin').send('GET', `/api/audit/log?${query}`)).body
  const replay = (query = ''): Promise<Answer> =>
    as('auditor').send('GET', `/api/audit/decisions/${decided}/replay?${query}`)

  async function check(content: string, published?: string): Promise<unknown> {
    const form = new FormData()
    form.set('file', new File([content], '核查包.json'))
    if (published !== undefined) form.set('published', published)
    const { cookies, formToken = '' } = as('auditor')
    const headers = {
      Cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; '),
      ...{ 'X-Form-Token': formToken, Host: 'localhost', Origin: 'http://localhost' },
    }
    const reply = await app.request('/api/audit/bundle', { method: 'POST', headers, body: form })
    assert.equal(reply.status, 200)
    return reply.json()
  }

  async function signInAll(): Promise<void> {
    for (const [i, login] of LOGINS.entries()) {
      const browser = createBrowser(app, `10.9.${clock.now.getUTCDate()}.${i}`)
      browsers.set(login, browser)
      const secret = (await signInFully(browser, login, clock.now)) ?? secrets.get(login)
      if (!secret) continue
      secrets.set(login, secret)
      await browser.send('POST', '/api/session/second-factor', { code: codeAt(secret, clock.now) })
    }
  }

  suite(`checking over HTTP on ${name}`, () => {
    before(async () => {
      const { first, ids } = await createPeople(database, clock.now)
      await asJob((tx) => storeRules(tx, program))
      clock.now = new Date('2026-03-05T01:00:00Z')
      const facts = loadSamples().find(({ id }) => id === 'exact-award')?.facts ?? assert.fail()
      const voice = { kind: 'import', note: '名单.csv' } as const
      await asJob((tx) => saidFacts(tx, program.vocabulary, { subject: first, voice, facts }))
      clock.now = new Date('2026-03-06T01:00:00Z')
      await plainCase(database, 1, first)
      const reviewer = { kind: 'person', person: ids.get('reviewer') ?? 0 } as const
      const question = { case: 1, subject: first, ...ITEM, on: '2025-06-01', readings: [], evidence: [] }
      const made = await transact(database, { actor: reviewer, now: clock.now }, (tx) =>
        freezeDecision(tx, program, question),
      )
      decided = made.id
      await signInAll()
    })

    test('the log is listed, newest first, by object, act, person and day; its pages are the whole', async () => {
      const whole = await log('size=200')
      const numbers = each(member(whole, 'lines'), 'number')
      assert.deepEqual(
        numbers,
        [...numbers].sort((a, b) => Number(b) - Number(a)),
      )
      assert.equal(member(whole, 'total'), numbers.length)
      assert.deepEqual(each(member(await log(`object=decision`), 'lines'), 'objectName'), [`核定 ${decided}`])
      const frozen = await log('act=freeze-decision')
      assert.deepEqual(each(member(frozen, 'lines'), 'person'), ['reviewer其人'])
      assert.deepEqual(each(member(frozen, 'lines'), 'actName'), ['固定核定依据'])
      const [person] = each(member(frozen, 'lines'), 'personId')
      const byName = await log(`person=${encodeURIComponent('reviewer其')}`)
      assert.deepEqual(byName, await log(`person=${person}`))
      assert.equal(member(byName, 'total'), 1)
      assert.equal(member(await log('from=2026-03-05&to=2026-03-05'), 'total'), 1)
      const paged: unknown[] = []
      for (let query = 'size=2'; query !== ''; ) {
        const page = await log(query)
        paged.push(...each(member(page, 'lines'), 'number'))
        const next = member(page, 'next')
        query = next === undefined ? '' : `size=2&before=${next}`
      }
      assert.deepEqual(paged, numbers)
      const { body } = await as('auditor').send('GET', '/api/audit/names')
      assert.ok(each(member(body, 'acts'), 'act').includes('adopt-rules'))
    })

    test('what is exported is what is listed, formulas are text, and the export is logged', async () => {
      const object = '=HYPERLINK("http://evil","看")'
      await asJob((tx) => record(tx, { act: 'test', object, content: {} }))
      const total = Number(member(await log(), 'total'))
      const csv = String((await as('auditor').send('GET', '/api/audit/log.file?format=csv')).body)
      assert.equal(csv.trim().split('\r\n').length, total + 1)
      assert.ok(csv.includes(`"'=HYPERLINK(""http://evil"",""看"")"`))
      assert.ok(!/(^|,)"?=/m.test(csv))
      const exported = await log('act=export-log')
      assert.equal(member(exported, 'total'), 1)
      const { status, headers } = await as('auditor').send('GET', '/api/audit/log.file?object=decision')
      assert.equal(status, 200)
      assert.match(headers.get('Content-Disposition') ?? '', /\.xlsx/)
    })

    test('the chain is verified with progress, and beside a head that was published', async () => {
      const bad = await as('auditor').send('POST', '/api/audit/verification', { published: 'abc' })
      assert.equal(bad.code, 'wrong-shape')
      const made = (await as('audit_admin').send('POST', '/api/audit/heads')).body
      const hash = String(member(made, 'hash'))
      const path = '/api/audit/verification'
      const { body } = await as('auditor').send('POST', path, { published: hash.toUpperCase() })
      assert.equal(member(member(body, 'verdict'), 'kind'), 'sound')
      assert.equal(member(member(body, 'verdict'), 'covered'), member(made, 'lastRow'))
      assert.equal(member(member(body, 'published'), 'number'), member(made, 'number'))
      const other = await as('auditor').send('POST', path, { published: 'ef'.repeat(32) })
      assert.equal(member(other.body, 'published'), null)
      const streamed = await as('auditor').send('POST', path, {}, { Accept: 'application/x-ndjson' })
      const lines = String(streamed.body).trim().split('\n')
      assert.ok(lines.length >= 2 && lines.every((line) => JSON.parse(line)))
      assert.match(lines.at(-1) ?? '', /"kind":"sound"/)
      const heads = (await createBrowser(app, '10.9.99.1').send('GET', '/api/audit/heads')).body
      assert.deepEqual(each(heads, 'hash'), [hash])
      assert.equal(member(await log('act=verify-log'), 'total'), 3)
    })

    test('a decision at its own times is the same; with what was known earlier it is told what was missing', async () => {
      const { body: list } = await as('auditor').send('GET', '/api/audit/decisions')
      assert.deepEqual(each(member(list, 'decisions'), 'yuan'), ['480000.00'])
      const own = (await replay()).body
      assert.equal(member(own, 'kind'), 'same')
      assert.equal(member(member(own, 'money'), 'lawful'), true)
      const before_ = (await replay('known=2026-03-04')).body
      assert.equal(member(before_, 'kind'), 'differs')
      const lease = listOf(member(before_, 'facts')).find((one) => member(one, 'title') === '租约')
      assert.ok(member(lease, 'was') && member(lease, 'is') === undefined)
      assert.equal(member(member(before_, 'is'), 'outcome'), '待定')
      assert.equal(member(member(before_, 'money'), 'lawful'), false)
      assert.equal((await replay('law=2026-02-01')).code, 'unknown-rules')
      assert.equal((await replay('known=2027-01-01')).code, 'wrong-period')
      const none = await as('auditor').send('GET', '/api/audit/decisions/999/replay')
      assert.equal(none.code, 'unknown-decision')
    })

    test('under the law of a later day the changed figure is told with both values', async () => {
      const threshold = parametersOf(program).find(
        ({ items, text }) => items.includes(ITEM.item) && text === '20%',
      )
      assert.ok(threshold)
      const changes = [threshold.id, ...threshold.sameWords].map(
        (parameter) => ({ kind: 'number', parameter, value: '30%' }) as const,
      )
      clock.now = new Date('2026-03-20T01:00:00Z')
      await asJob((tx) => storeRules(tx, applyReform(program, changes, 0).program))
      await signInAll()
      const { body } = await replay('law=2026-03-20')
      assert.deepEqual(member(body, 'facts'), [])
      const [first] = listOf(member(listOf(member(body, 'law'))[0], 'changes'))
      assert.match(String(first), /（本件）有改动——.*原为 20%，现为 30%/)
      assert.equal(member(member(body, 'is'), 'outcome'), '不符合')
      assert.equal(listOf(member(body, 'adoptions')).length, 2)
      assert.equal(member((await replay('law=2026-03-19')).body, 'kind'), 'same')
    })

    test('a bundle from elsewhere is computed again from itself; a changed one is told where', async () => {
      const sound = await check(bundle.text, bundle.head)
      assert.equal(member(sound, 'kind'), 'sound')
      assert.equal(member(sound, 'yuan'), '480000.00')
      assert.equal(member(sound, 'compared'), true)
      const other = await check(bundle.text, 'ef'.repeat(32))
      assert.match(JSON.stringify(member(other, 'problems')), /没有散列为 efef/)
      for (const text of [bundle.text.replace('48000000', '48000001'), '', '{}', '[]', '公文'])
        assert.equal(member(await check(text), 'kind'), 'wrong')
    })

    test('the administrator of the audit sees no business', async () => {
      for (const path of ['/api/audit/decisions', `/api/audit/decisions/${decided}/replay`])
        assert.equal((await as('audit_admin').send('GET', path)).code, 'forbidden')
      assert.equal((await as('handler').send('GET', '/api/audit/log')).code, 'forbidden')
      assert.equal((await as('auditor').send('POST', '/api/audit/heads')).code, 'forbidden')
    })

    // The last one: afterwards the log is no longer whole.
    test('a row that was changed behind the program is found, by its number', async () => {
      await database.pool.query('ALTER TABLE audit DISABLE TRIGGER audit_append_only')
      await database.pool.query(`UPDATE audit SET content = '{}' WHERE number = 2`)
      await database.pool.query('ALTER TABLE audit ENABLE TRIGGER audit_append_only')
      const { body } = await as('audit_admin').send('POST', '/api/audit/verification', {})
      assert.deepEqual(member(body, 'verdict'), { kind: 'broken', number: 2, what: 'changed' })
    })
  })
}

runSuites()
