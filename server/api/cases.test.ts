// Cases over HTTP: who opens, acts, reads and uploads, what each side sees, and how refusals are told.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestApp, program } from '../../testing/application.ts'
import { type Browser, createBrowser, member } from '../../testing/browser.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { createPeople, DEPARTMENT, signInFully } from '../../testing/people.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { PATHS } from '../approval/paths.ts'
import { saveItemSetting } from '../cases/saveItemSetting.ts'
import { savePath } from '../cases/savePath.ts'
import { department } from '../db/tables.ts'
import { JOB, transact } from '../db/transact.ts'
import { docxType } from './file.ts'

const POLICY = 'yubei-2021-13'
const ITEMS = ['software-firm-award', 'smart-showcase-award', 'cloud-project-subsidy'] as const
const DAY = 24 * 60 * 60_000
const REASON = {
  ...{ code: 'papers_incomplete', text: '缺认定文件' },
  clause: { policy: POLICY, article: '1', quote: '给予' },
}
const PDF = '%PDF-1.4\n%%EOF\n'

const LOGINS = ['owner', 'stranger', 'colleague', 'handler', 'reviewer', 'approver', 'system_admin'] as const
type Login = (typeof LOGINS)[number]

after(stopTestServer)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)

  const clock = { now: new Date('2026-03-02T01:00:00Z') }
  const app = createTestApp(database, clock)
  const browsers = new Map<Login, Browser>()
  let subject = 0
  let other = 0
  let requests = 0

  const as = (login: Login): Browser => browsers.get(login) ?? assert.fail(login)
  const arrayOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : assert.fail('no list'))
  const texts = (value: unknown, field: string): unknown[] =>
    arrayOf(value).map((each) => member(each, field))
  const problems = (body: unknown): unknown[] => texts(member(member(body, 'error'), 'problems'), 'path')

  async function openCase(login: Login, of: number, item: string, year = 2026, more: object = {}) {
    const body = { subject: of, policy: POLICY, item, year, ...more }
    return as(login).send('POST', '/api/cases', body)
  }

  async function opened(item: string, year: number): Promise<number> {
    const { status, body } = await openCase('owner', subject, item, year)
    assert.equal(status, 200, JSON.stringify(body))
    return Number(member(body, 'id'))
  }

  function act(login: Login, id: number, wanted: string, version: number, more: object = {}) {
    const body = { requestId: `request ${++requests}`, act: wanted, version, ...more }
    return as(login).send('POST', `/api/cases/${id}/acts`, body)
  }

  async function upload(login: Login, id: number, content: string, fileName: string): Promise<Response> {
    const form = new FormData()
    form.set('file', new File([content], fileName))
    form.set('kind', 'licence')
    const { cookies, formToken = '' } = as(login)
    const cookie = [...cookies].map(([key, value]) => `${key}=${value}`).join('; ')
    const headers = {
      Cookie: cookie,
      'X-Form-Token': formToken,
      Host: 'localhost',
      Origin: 'http://localhost',
    }
    return app.request(`/api/cases/${id}/evidence`, { method: 'POST', headers, body: form })
  }

  async function signInAll(): Promise<void> {
    for (const [i, login] of LOGINS.entries()) {
      if (browsers.has(login) && login !== 'handler' && login !== 'owner') continue
      const browser = createBrowser(app, `10.7.${Math.floor(clock.now.getTime() / DAY) % 250}.${i}`)
      browsers.set(login, browser)
      await signInFully(browser, login, clock.now)
    }
  }

  suite(`cases over HTTP on ${name}`, () => {
    before(async () => {
      const people = await createPeople(database, clock.now)
      ;({ first: subject, second: other } = people)
      const occasion = { actor: JOB, now: clock.now }
      const finance = { id: 'yubei-czj', name: '渝北区财政局', district: '渝北区', kind: 'finance' as const }
      await transact(database, occasion, (tx) => tx.insert(department).values(finance))
      const path = PATHS.find(({ id }) => id === 'review') ?? assert.fail()
      const saved = await savePath(database, occasion, path)
      for (const item of ITEMS)
        await saveItemSetting(database, occasion, {
          ...{ policy: POLICY, item, district: '渝北区', path: saved, leadDepartment: DEPARTMENT },
          ...{ financeDepartment: finance.id, publicityDays: 5, validFrom: '2025-01-01' },
        })
      await signInAll()
    })

    test('what can be applied for is listed; what is known is shown to the enterprise alone', async () => {
      const { body } = await as('owner').send('GET', '/api/open-items')
      assert.deepEqual(texts(body, 'item'), [...ITEMS].sort())
      const path = `/api/subjects/${subject}/prefill?policy=${POLICY}&item=${ITEMS[0]}`
      const known = await as('owner').send('GET', path)
      assert.equal(member(known.body, 'outcome'), 'undetermined')
      assert.equal((await as('stranger').send('GET', path)).code, 'forbidden')
      assert.equal((await as('owner').send('GET', path.replace(ITEMS[0], 'nothing'))).code, 'unknown-item')
    })

    test('only who may apply for the enterprise opens a case of it, and only one', async () => {
      assert.equal((await openCase('stranger', subject, ITEMS[0])).code, 'not-yours')
      assert.equal((await openCase('colleague', subject, ITEMS[0])).code, 'not-yours')
      assert.equal((await openCase('owner', subject, 'nothing')).code, 'unknown-setting')
      assert.equal((await openCase('owner', subject, ITEMS[0])).status, 200)
      assert.equal((await openCase('owner', subject, ITEMS[0])).code, 'duplicate-case')
      assert.equal((await openCase('stranger', other, ITEMS[0])).status, 200)
    })

    test('what only the enterprise knows is asked once; what government holds, or nobody can read, is not taken', async () => {
      const { vocabulary } = program
      const held = vocabulary.facts.find(({ authority }) => authority.kind === 'government') ?? assert.fail()
      const own =
        vocabulary.facts.find(
          ({ authority, type }) => authority.kind === 'applicant' && type.kind === 'date',
        ) ?? assert.fail()
      const facts = (english: string, value: unknown) => ({ facts: [{ name: english, value }] })
      const year = 2020
      assert.equal(
        (await openCase('owner', subject, ITEMS[0], year, facts('nothing', 1))).code,
        'unknown-fact',
      )
      const wrong = await openCase('owner', subject, ITEMS[0], year, facts(own.english, 'soon'))
      assert.equal(wrong.code, 'wrong-facts')
      const heldFact = await openCase('owner', subject, ITEMS[0], year, facts(held.english, null))
      assert.equal(heldFact.code, 'not-asked')

      const said = { facts: [{ name: 'manufacturingProjects', value: [] }] }
      const path = `/api/subjects/${subject}/prefill?policy=${POLICY}&item=${ITEMS[2]}`
      const before = (await as('owner').send('GET', path)).body
      assert.ok(texts(member(before, 'asked'), 'title').includes('制造业项目'))
      assert.equal((await openCase('owner', subject, ITEMS[2], year, said)).status, 200)
      const known = (await as('owner').send('GET', path)).body
      assert.deepEqual(texts(member(known, 'known'), 'name'), ['manufacturingProjects'])
      assert.ok(!texts(member(known, 'asked'), 'title').includes('制造业项目'))
    })

    test('a case goes from side to side; the enterprise sees neither names nor opinions', async () => {
      const id = await opened(ITEMS[0], 2025)
      const see = async (login: Login) => (await as(login).send('GET', `/api/cases/${id}`)).body
      assert.deepEqual(texts(member(await see('owner'), 'possible'), 'id'), ['submit', 'decline'])
      assert.equal((await as('stranger').send('GET', `/api/cases/${id}`)).code, 'unknown-case')
      // A draft is the applicant's own.
      assert.equal((await as('handler').send('GET', `/api/cases/${id}`)).code, 'unknown-case')
      assert.equal((await act('owner', id, 'submit', 0)).status, 200)

      assert.equal((await act('stranger', id, 'withdraw', 1)).code, 'unknown-case')
      const late = await act('handler', id, 'accept', 0)
      assert.equal(late.status, 409)
      assert.deepEqual(problems(late.body), ['stale'])
      const bare = await act('handler', id, 'ask-correction', 1)
      assert.deepEqual(problems(bare.body), ['no_reason', 'no_correction'])
      const corrections = [{ what: '认定文件', how: '上传名单' }]
      const asked = await act('handler', id, 'ask-correction', 1, { reason: REASON, corrections })
      assert.equal(member(asked.body, 'state'), 'correcting')

      assert.equal((await act('owner', id, 'resubmit', 2)).status, 200)
      const officer = await see('handler')
      const again = arrayOf(member(officer, 'possible')).find(
        (each) => member(each, 'id') === 'ask-correction',
      )
      assert.deepEqual(texts(member(again, 'against'), 'kind'), ['need'])
      await act('handler', id, 'accept', 3, { opinion: '只给同事看的话' })

      const steps = arrayOf(member(member(await see('owner'), 'path'), 'steps'))
      assert.deepEqual(
        steps.slice(0, 5).map((each) => `${member(each, 'id')} ${member(each, 'kind')}`),
        ['draft passed', 'acceptance passed', 'correcting passed', 'handling current', 'reviewing ahead'],
      )
      const seen = JSON.stringify(await see('owner'))
      assert.ok(
        seen.includes('缺认定文件') && !seen.includes('只给同事看的话') && !seen.includes('handler其人'),
      )
      assert.equal(member(await see('owner'), 'officer'), undefined)
      assert.ok(JSON.stringify(member(await see('reviewer'), 'officer')).includes('只给同事看的话'))

      const papers = (login: Login, kind = '') => as(login).send('GET', `/api/cases/${id}/papers${kind}`)
      const own = await papers('owner')
      assert.deepEqual(texts(member(own.body, 'papers'), 'title'), ['受理通知书', '一次性告知书'])
      assert.deepEqual((await papers('handler')).body, own.body)
      for (const login of ['owner', 'colleague', 'handler'] as const) {
        const { status, headers } = await papers(login, '/correction')
        assert.deepEqual([status, headers.get('Content-Type')], [200, docxType])
      }
      assert.equal((await papers('owner', '/refused')).status, 409)
      for (const login of ['stranger', 'system_admin'] as const)
        for (const kind of ['', '/correction']) assert.equal((await papers(login, kind)).code, 'unknown-case')
      const nobody = await createBrowser(app).send('GET', `/api/cases/${id}/papers/correction`)
      assert.equal(nobody.code, 'not-signed-in')
    })

    test('the same request twice is one act', async () => {
      const id = await opened(ITEMS[1], 2025)
      const body = { requestId: 'once', act: 'submit', version: 0 }
      const first = await as('owner').send('POST', `/api/cases/${id}/acts`, body)
      const second = await as('owner').send('POST', `/api/cases/${id}/acts`, body)
      assert.deepEqual([member(first.body, 'repeated'), member(second.body, 'repeated')], [false, true])
      assert.equal(member(second.body, 'version'), 1)
    })

    test('what needs money that is not connected is refused in words, before and in the act', async () => {
      const id = await opened(ITEMS[2], 2025)
      await act('owner', id, 'submit', 0)
      await act('handler', id, 'accept', 1)
      await act('handler', id, 'recommend', 2)
      const { body } = await as('reviewer').send('GET', `/api/cases/${id}`)
      const agree = arrayOf(member(body, 'possible')).find((each) => member(each, 'id') === 'agree')
      assert.match(String(texts(member(agree, 'against'), 'text')[0]), /没有接通/)
      assert.equal((await act('reviewer', id, 'agree', 3)).code, 'wrong-setting')
      const after = await as('reviewer').send('GET', `/api/cases/${id}`)
      assert.equal(member(after.body, 'version'), 3)
    })

    test('files are taken by what is in them, given back to be kept, and shown to nobody else', async () => {
      const id = await opened(ITEMS[0], 2024)
      const kept = await upload('owner', id, PDF, '认定.pdf')
      assert.equal(kept.status, 200)
      const file = member(await kept.json(), 'id')
      const back = await as('owner').send('GET', `/api/evidence/${file}`)
      assert.equal(back.body, PDF)
      assert.match(back.headers.get('Content-Disposition') ?? '', /^attachment; .*%E8%AE%A4%E5%AE%9A\.pdf$/)
      assert.equal((await as('stranger').send('GET', `/api/evidence/${file}`)).code, 'unknown-case')
      assert.equal((await upload('stranger', id, `${PDF} `, '认定.pdf')).status, 404)
      assert.equal((await upload('owner', id, PDF, '又一份.pdf')).status, 409)
      assert.equal((await upload('owner', id, '<html>', '网页.pdf')).status, 422)
      assert.equal((await upload('owner', id, 'x'.repeat(21 * 2 ** 20), '很大.pdf')).status, 413)
    })

    test('the workbench goes by deadline, page after page, and marks what is late', async () => {
      for (const year of [2021, 2022, 2023]) await act('owner', await opened(ITEMS[1], year), 'submit', 0)
      clock.now = new Date(clock.now.getTime() + 20 * DAY)
      await signInAll()
      const ids: unknown[] = []
      let next = ''
      do {
        const after = next === '' ? '' : `&after=${next}`
        const { body } = await as('handler').send('GET', `/api/workbench?size=2${after}`)
        ids.push(...texts(member(body, 'cases'), 'id'))
        next = String(member(body, 'next') ?? '')
      } while (next !== '')
      const { body } = await as('handler').send('GET', '/api/workbench?size=200')
      assert.deepEqual(ids, texts(member(body, 'cases'), 'id'))
      const due = texts(member(body, 'cases'), 'dueOn').map((each) => String(each ?? '9999'))
      assert.deepEqual(due, [...due].sort())
      const late = await as('handler').send(
        'GET',
        `/api/workbench?overdue=1&mine=1&item=${ITEMS[1]}&year=2022`,
      )
      assert.equal(member(late.body, 'total'), 1)
      assert.ok(Number(texts(member(late.body, 'cases'), 'late')[0]) > 5)
      assert.equal((await as('owner').send('GET', '/api/workbench')).code, 'forbidden')
      assert.equal((await as('handler').send('GET', '/api/workbench?after=nothing')).status, 400)
    })

    test('alike cases are done together; what does not fit is told and leaves the others alone', async () => {
      const { body } = await as('handler').send(
        'GET',
        `/api/workbench?mine=1&item=${ITEMS[1]}&step=acceptance`,
      )
      const lines = arrayOf(member(body, 'cases'))
      const cases = lines.map((each, i) => ({ id: member(each, 'id'), version: i === 0 ? 0 : 1 }))
      const many = await as('handler').send('POST', '/api/cases/acts', {
        ...{ requestId: 'many', act: 'accept', cases },
      })
      const done = texts(member(many.body, 'results'), 'done')
      assert.deepEqual(done, [false, ...lines.slice(1).map(() => true)])
      assert.match(JSON.stringify(many.body), /您看到的不是最新情况/)
    })

    test('a path with holes is not saved; settings are saved by the department that leads', async () => {
      const clever = PATHS.find(({ id }) => id === 'review') ?? assert.fail()
      const steps = clever.steps.map((each) =>
        each.id === 'handling'
          ? { ...each, acts: each.acts.map((one) => ({ ...one, to: 'determining' })) }
          : each,
      )
      clock.now = new Date(clock.now.getTime() - 20 * DAY)
      const admin = as('system_admin')
      const refused = await admin.send('POST', '/api/approval-paths', { ...clever, steps })
      assert.equal(refused.code, 'wrong-path')
      assert.match(JSON.stringify(refused.body), /路径有漏洞/)
      const saved = await admin.send('POST', '/api/approval-paths', clever)
      assert.deepEqual(saved.body, { id: 'review', version: 2 })
      const setting = {
        ...{ policy: POLICY, item: 'green-factory-award', district: '渝北区', leadDepartment: DEPARTMENT },
        ...{ financeDepartment: 'yubei-czj', publicityDays: 5, validFrom: '2025-01-01' },
        path: { id: 'review', version: 2 },
      }
      const approver = as('approver')
      assert.equal((await approver.send('POST', '/api/item-settings', setting)).status, 200)
      const elsewhere = { ...setting, leadDepartment: 'yubei-czj' }
      assert.equal((await approver.send('POST', '/api/item-settings', elsewhere)).code, 'not-yours')
      const listed = await as('owner').send('GET', '/api/open-items')
      assert.ok(texts(listed.body, 'item').includes('green-factory-award'))
    })

    test('an objection to what is not published is told so', async () => {
      const said = { name: '某人', contact: '13800000000', content: '已经搬走' }
      const body = { requestId: 'objection', notice: 'GS2026000001', ...said }
      const answer = await createBrowser(app, '10.9.0.1').send('POST', '/api/objections', body)
      assert.equal(answer.code, 'not-in-publicity')
    })
  })
}

runSuites()
