// The plan through the API, on both engines: a quarter reported and made official, refusals at their field, workbooks,
// other systems with a token.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import { createTestApp, program } from '../../../testing/application.ts'
import { type Browser, createBrowser, member } from '../../../testing/browser.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../../testing/databases.ts'
import { createPeople, DEPARTMENT, signInFully } from '../../../testing/people.ts'
import { runSuites, suite } from '../../../testing/suites.ts'
import { department, planSetting } from '../../db/tables.ts'
import { JOB, transact } from '../../db/transact.ts'

after(stopTestServer)

const POLICY = 'yubei-2024-34'
const TARGET = 'target-municipal-specialized'
const WHICH = { policy: POLICY, target: TARGET, district: '渝北区' }
const SETTING = {
  ...{ ...WHICH, departmentId: DEPARTMENT, definition: '', formula: '', unit: '家', source: '台账' },
  ...{ periodicity: 'quarter' as const, gathers: 'level' as const, firstPeriod: '2025Q1', dueDays: 15 },
  ...{ lowest: '0', highest: '1000', note: '' },
}

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const clock = { now: new Date('2025-11-03T02:00:00Z') }
  const app = createTestApp(database, clock)
  const browsers = new Map<string, Browser>()
  const as = (login: string): Browser => browsers.get(login) ?? assert.fail(login)
  const problems = (body: unknown): unknown => member(member(body, 'error'), 'problems')

  suite(`the plan's API on ${name}`, () => {
    before(async () => {
      await createPeople(database, clock.now)
      for (const [i, login] of ['handler', 'planner', 'leader', 'security_admin', 'stranger'].entries()) {
        browsers.set(login, createBrowser(app, `10.9.0.${i}`))
        await signInFully(as(login), login, clock.now)
      }
      await transact(database, { actor: JOB, now: new Date('2025-01-02T00:00:00Z') }, (tx) =>
        tx.insert(planSetting).values(SETTING),
      )
    })

    test('a quarter is reported, corrected in its form, made official and seen by the leader', async () => {
      const report = { ...WHICH, period: '2025Q3', value: '171', reason: '按名录' }
      const wrong = await as('handler').send('POST', '/api/plan/reports', { ...report, value: '-5' })
      assert.equal(wrong.status, 422)
      assert.deepEqual(problems(wrong.body), [
        { path: 'value', message: '“全区市级“专精特新”企业数量”不会是负数，请核对' },
      ])
      const sent = await as('handler').send('POST', '/api/plan/reports', report)
      assert.equal(sent.status, 200)
      const waiting = await as('planner').send('GET', '/api/plan/review')
      assert.ok(Array.isArray(waiting.body) && waiting.body.length === 1)
      const id = member(sent.body, 'id')
      const other = { value: '170', reason: '一家已迁出' }
      const done = await as('planner').send('POST', `/api/plan/reports/${id}/official`, other)
      assert.deepEqual([done.status, member(done.body, 'value')], [200, '170'])
      const again = await as('handler').send('POST', '/api/plan/reports', report)
      assert.deepEqual([again.status, again.code], [409, 'already-official'])
      clock.now = new Date(clock.now.getTime() + 1000)
      const list = await as('leader').send('GET', '/api/plan/targets')
      const [line] = (member(list.body, 'lines') ?? []) as unknown[]
      assert.equal(member(member(line, 'latest'), 'value'), '170')
      const one = await as('leader').send('GET', `/api/plan/targets/${POLICY}/${TARGET}`)
      const reports = member(one.body, 'reports')
      assert.ok(Array.isArray(reports))
      assert.deepEqual(
        reports.map((each) => [member(each, 'kind'), member(each, 'value'), member(each, 'by')]),
        [
          ['proposed', '171', 'handler其人'],
          ['official', '170', 'planner其人'],
        ],
      )
      assert.deepEqual(member(one.body, 'may'), { report: false, decide: false, set: false })
      const then = await as('leader').send('GET', '/api/plan/targets?known=2025-11-02')
      const [earlier] = (member(then.body, 'lines') ?? []) as unknown[]
      assert.equal(member(earlier, 'latest'), null)
    })

    test('a target is a file too: the same reports in the same order, and nothing of it to those who do not see it', async () => {
      const one = await as('leader').send('GET', `/api/plan/targets/${POLICY}/${TARGET}`)
      const reports = member(one.body, 'reports')
      assert.ok(Array.isArray(reports) && reports.length > 0)
      const cookie = [...as('leader').cookies].map(([key, value]) => `${key}=${value}`).join('; ')
      const headers = { Cookie: cookie, Host: 'localhost', 'X-Forwarded-For': '10.9.0.9' }
      const file = await app.request(`/api/plan/targets/${POLICY}/${TARGET}/course.xlsx`, { headers })
      assert.equal(file.status, 200)
      const book = new Workbook()
      await book.xlsx.load(new Uint8Array(await file.arrayBuffer()))
      const sheet = book.getWorksheet('报送与审定') ?? assert.fail()
      const told = reports.map((each) => [
        Number(member(each, 'value')),
        member(each, 'unit'),
        member(each, 'by'),
      ])
      assert.deepEqual(
        reports.map((_, i) => [4, 5, 6].map((column) => sheet.getCell(i + 2, column).value)),
        told,
      )
      assert.equal(sheet.rowCount, reports.length + 1)
      const official = reports.filter((each) => member(each, 'kind') === 'official').length
      assert.equal(book.getWorksheet('走势与预测')?.rowCount, official + 1)
      const missing = await app.request(`/api/plan/targets/${POLICY}/nothing/course.xlsx`, { headers })
      assert.equal(missing.status, 404)
    })

    test('what is not there, not theirs, or written wrongly is told', async () => {
      const missing = await as('leader').send('GET', `/api/plan/targets/${POLICY}/nothing`)
      assert.deepEqual([missing.status, missing.code], [404, 'unknown-indicator'])
      const unread = await as('leader').send('GET', '/api/plan/targets?at=2025-02-30')
      assert.equal(unread.status, 400)
      const none = await as('planner').send('POST', '/api/plan/reports/999999/official', {})
      assert.equal(none.status, 404)
      const setting = await as('planner').send('POST', '/api/plan/settings', { ...SETTING, unit: '亿元' })
      assert.equal(setting.status, 422)
      assert.match(JSON.stringify(problems(setting.body)), /不能与条文的要求比较/)
      assert.equal((await as('planner').send('POST', '/api/plan/settings', SETTING)).status, 200)
    })

    test('a workbook goes out and comes in with its faults at their cells', async () => {
      const cookie = [...as('handler').cookies].map(([key, value]) => `${key}=${value}`).join('; ')
      const headers = {
        Cookie: cookie,
        Host: 'localhost',
        Origin: 'http://localhost',
        'X-Forwarded-For': '10.9.0.9',
      }
      const out = await app.request('/api/plan/workbook?period=2025Q2', { headers })
      assert.equal(out.status, 200)
      const book = new Workbook()
      await book.xlsx.load(new Uint8Array(await out.arrayBuffer()))
      const send = async (value: number) => {
        const sheet = book.getWorksheet('填报') ?? assert.fail()
        sheet.getCell('H2').value = value
        const form = new FormData()
        form.set('file', new File([new Uint8Array(await book.xlsx.writeBuffer())], '填报表.xlsx'))
        const token = { 'X-Form-Token': as('handler').formToken ?? '' }
        return app.request('/api/plan/workbook', {
          method: 'POST',
          headers: { ...headers, ...token },
          body: form,
        })
      }
      const wrong = await send(-1)
      assert.equal(wrong.status, 422)
      assert.match(JSON.stringify(await wrong.json()), /"path":"H2".*负数/)
      const right = await send(166)
      assert.deepEqual(await right.json(), { kind: 'imported', reports: 1, unchanged: 0 })
      const exported = await app.request('/api/plan/export', { headers })
      assert.equal(exported.status, 200)
      assert.match(exported.headers.get('Content-Disposition') ?? '', /2025-11-03\.xlsx/)
    })

    test('another system reads and reports with the scopes of its token, for its own department', async () => {
      const issue = async (scopes: readonly string[], department = DEPARTMENT) => {
        const grant = { name: '统计平台', department, scopes, days: 1 }
        const { body } = await as('security_admin').send('POST', '/api/tokens', grant)
        return { Authorization: `Bearer ${member(body, 'token')}` }
      }
      const machine = createBrowser(app, '10.9.1.1')
      const reader = await issue(['read_plan'])
      const read = await machine.send('GET', '/api/exchange/plan', undefined, reader)
      assert.equal(member(read.body, 'total'), 1)
      const report = { ...WHICH, period: '2025Q1', value: '160', reason: '接口报送' }
      const refused = await machine.send('POST', '/api/exchange/plan/reports', report, reader)
      assert.equal(refused.status, 403)
      const reporter = await issue(['report_plan'])
      const sent = await machine.send('POST', '/api/exchange/plan/reports', report, reporter)
      assert.equal(sent.status, 200)
      const wrong = await machine.send(
        'POST',
        '/api/exchange/plan/reports',
        { ...report, unit: '万家' },
        reporter,
      )
      assert.equal(wrong.status, 422)
      await database.pool.query(
        `INSERT INTO department (id, name, district, kind) VALUES ('yubei-other', '渝北区某局', '渝北区', 'bureau')`,
      )
      const other = await machine.send(
        'POST',
        '/api/exchange/plan/reports',
        report,
        await issue(['report_plan'], 'yubei-other'),
      )
      // What it is not to report, a token that only reports is not even shown.
      assert.deepEqual([other.status, other.code], [404, 'unknown-indicator'])
    })

    test('a system of a street sees what the street is to report, and nothing else of its district', async () => {
      await database.pool.query(
        `INSERT INTO department (id, name, district, kind) VALUES ('beibei-street', '北碚区某街道', '北碚区', 'street')`,
      )
      const seen = async (department: string) => {
        const grant = { name: '街道平台', department, scopes: ['read_plan'], days: 1 }
        const { body } = await as('security_admin').send('POST', '/api/tokens', grant)
        const street = { Authorization: `Bearer ${member(body, 'token')}` }
        const read = await createBrowser(app, '10.9.1.2').send('GET', '/api/exchange/plan', undefined, street)
        return [read.status, member(read.body, 'total')]
      }
      assert.deepEqual(await seen('beibei-street'), [200, 0])
      await database.pool.query(
        `INSERT INTO plan_setting (policy, target, district, department_id, definition, formula, unit, source, periodicity,
           gathers, first_period, due_days, note, recorded_at)
         SELECT policy, target, '北碚区', 'beibei-street', definition, formula, unit, source, periodicity,
           gathers, first_period, due_days, note, recorded_at FROM plan_setting
         WHERE policy = $1 AND target = $2 ORDER BY id DESC LIMIT 1`,
        [WHICH.policy, WHICH.target],
      )
      assert.deepEqual(await seen('beibei-street'), [200, 1])
      await database.pool.query(
        `INSERT INTO department (id, name, district, kind) VALUES ('beibei-other', '北碚区另一街道', '北碚区', 'street')`,
      )
      assert.deepEqual(await seen('beibei-other'), [200, 0])
    })

    test('a setting is changed in every part, and refused at its field', async () => {
      const faultsOf = async (more: object) => {
        const { status, body } = await as('planner').send('POST', '/api/plan/settings', {
          ...SETTING,
          ...more,
        })
        assert.ok(status === 400 || status === 422, JSON.stringify(more))
        const list = problems(body)
        assert.ok(Array.isArray(list))
        return list.map((each) => member(each, 'path'))
      }
      await transact(database, { actor: JOB, now: clock.now }, (tx) =>
        tx.insert(department).values([
          { id: 'far', name: '巫山县某局', district: '巫山县', kind: 'bureau' },
          { id: 'gone', name: '渝北区原某局', district: '渝北区', kind: 'bureau', closedAt: clock.now },
        ]),
      )
      assert.deepEqual(await faultsOf({ departmentId: 'far' }), ['departmentId'])
      assert.deepEqual(await faultsOf({ departmentId: 'gone' }), ['departmentId'])
      assert.deepEqual(await faultsOf({ departmentId: 'nobody' }), ['departmentId'])
      assert.deepEqual(await faultsOf({ dueDays: 121 }), ['dueDays'])
      assert.deepEqual(await faultsOf({ dueDays: '十五' }), ['dueDays'])
      assert.deepEqual(await faultsOf({ lowest: '多' }), ['lowest'])
      assert.deepEqual(await faultsOf({ lowest: '9', highest: '1' }), ['lowest'])
      // Two reports wait: those of the workbook and of the other system.
      const monthly = { periodicity: 'month', firstPeriod: '2025-01' }
      assert.deepEqual(await faultsOf(monthly), ['periodicity'])
      const both = { ...monthly, gathers: 'since_start' }
      assert.deepEqual(await faultsOf(both), ['periodicity', 'gathers'])
      const waiting = await as('planner').send('GET', '/api/plan/review')
      assert.ok(Array.isArray(waiting.body) && waiting.body.length === 2)
      for (const each of waiting.body) {
        const path = `/api/plan/reports/${member(member(each, 'report'), 'id')}/return`
        assert.equal((await as('planner').send('POST', path, { reason: '口径要改' })).status, 200)
      }
      const changed = { ...both, departmentId: 'yubei-other', dueDays: 10, definition: '新定义' }
      const saved = await as('planner').send('POST', '/api/plan/settings', { ...SETTING, ...changed })
      assert.equal(saved.status, 200)
      clock.now = new Date(clock.now.getTime() + 1000)
      const { body } = await as('planner').send('GET', `/api/plan/targets/${POLICY}/${TARGET}`)
      const setting = member(body, 'setting')
      assert.deepEqual(
        ['periodicity', 'gathers', 'firstPeriod', 'dueDays', 'definition'].map((key) => member(setting, key)),
        ['month', 'since_start', '2025-01', 10, '新定义'],
      )
      const keepers = member(body, 'keepers')
      assert.ok(Array.isArray(keepers))
      assert.deepEqual(keepers.map((each) => member(each, 'id')).sort(), [DEPARTMENT, 'yubei-other'].sort())
      const seen = await as('leader').send('GET', `/api/plan/targets/${POLICY}/${TARGET}`)
      assert.deepEqual(member(seen.body, 'keepers'), [])
    })

    test('the targets of the document are named, not copied', () => {
      assert.ok(program.policies.some(({ targets }) => targets.some(({ id }) => id === TARGET)))
    })
  })
}

runSuites()
