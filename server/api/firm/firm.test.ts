// An enterprise's own pages over HTTP: what it may say, what it may only ask to be put right, and how refusals are told.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestApp, program } from '../../../testing/application.ts'
import { type Answer, type Browser, createBrowser, member } from '../../../testing/browser.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../../testing/databases.ts'
import { createPeople, DEPARTMENT, signInFully } from '../../../testing/people.ts'
import { runSuites, suite } from '../../../testing/suites.ts'
import { department, recusal } from '../../db/tables.ts'
import { JOB, transact } from '../../db/transact.ts'
import { saidFacts } from '../../subjects/saidFacts.ts'

const LOGINS = ['owner', 'stranger', 'colleague', 'handler', 'reviewer', 'approver', 'auditor'] as const
type Login = (typeof LOGINS)[number]

after(stopTestServer)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const clock = { now: new Date('2026-03-02T01:00:00Z') }
  const app = createTestApp(database, clock)
  const browsers = new Map<Login, Browser>()
  let subject = 0
  let handler = 0

  const ask = (login: Login, method: string, path: string, body?: unknown): Promise<Answer> =>
    (browsers.get(login) ?? assert.fail(login)).send(method, path.replace('{s}', String(subject)), body)
  const asked = async (login: Login, method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await ask(login, method, path, body)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body
  }
  const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : assert.fail('no list'))
  const say = (login: Login, facts: unknown) => ask(login, 'POST', '/api/subjects/{s}/facts', { facts })
  const known = async (title: string): Promise<unknown> => {
    const profile = await asked('owner', 'GET', '/api/subjects/{s}/profile')
    return listOf(member(profile, 'known')).find((each) => member(each, 'title') === title)
  }
  const problems = ({ body }: Answer): string => JSON.stringify(member(member(body, 'error'), 'problems'))
  const later = () => {
    clock.now = new Date(clock.now.getTime() + 60_000)
  }

  suite(`an enterprise's own pages on ${name}`, () => {
    before(async () => {
      const people = await createPeople(database, clock.now)
      subject = people.first
      handler = people.ids.get('handler') ?? 0
      for (const [i, login] of LOGINS.entries()) {
        const browser = createBrowser(app, `10.9.0.${i}`)
        browsers.set(login, browser)
        await signInFully(browser, login, clock.now)
      }
      await transact(database, { actor: JOB, now: clock.now }, async (tx) => {
        const place = { id: 'yubei-tax', name: '渝北区税务局', district: '渝北区', kind: 'bureau' as const }
        await tx.insert(department).values(place)
        await saidFacts(tx, program.vocabulary, {
          ...{ subject, voice: { kind: 'register', note: '登记机关' } },
          facts: {
            ...{ 所在区县: '渝北区', 成立日期: '2015-03-02', 有效资质: ['高新技术企业'] },
            资质事件: [{ 类别: '高新技术企业', 事由: '认定', 日期: '2025-04-01' }],
          },
        })
      })
    })

    test('what is said stands with its source, its moments and who said it; the last word counts', async () => {
      later()
      assert.equal(
        (await say('owner', { 发明专利拥有量: 12, 主营业务收入: { 2024: '4800万元' } })).status,
        200,
      )
      later()
      await asked('owner', 'POST', '/api/subjects/{s}/facts', {
        ...{ facts: { 发明专利拥有量: '15件' }, validFrom: '2026-01-01', note: '花名册' },
      })
      const now = await known('发明专利拥有量')
      assert.deepEqual(
        ['value', 'source', 'note', 'voice', 'validFrom', 'recordedAt'].map((each) => member(now, each)),
        ['15件', 'enterprise', '花名册', 'owner其人', '2026-01-01', '2026-03-02T01:02:00.000Z'],
      )
      assert.equal(member(await known('主营业务收入'), 'year'), 2024)
      const history = await asked('colleague', 'GET', '/api/subjects/{s}/facts?name=发明专利拥有量')
      assert.deepEqual(
        listOf(history).map((each) => member(each, 'value')),
        [12, '15件'],
      )
      later()
      assert.equal((await say('owner', { 发明专利拥有量: null })).status, 200)
      assert.equal(await known('发明专利拥有量'), undefined, 'taken back')
    })

    test('what government holds is refused with who holds it; what cannot be read with how to write it', async () => {
      const refused = await say('owner', { 有效资质: [], 发明专利拥有量: '十几个' })
      assert.equal(`${refused.status} ${refused.code}`, '422 wrong-facts')
      assert.match(problems(refused), /有效资质.*掌握，不用自己填写/)
      assert.match(problems(refused), /发明专利拥有量/)
      assert.equal((await say('owner', {})).code, 'wrong-facts')
      assert.equal((await say('owner', { 没有的: 1 })).code, 'wrong-facts')
      assert.equal((await say('colleague', { 发明专利拥有量: 1 })).status, 403)
      assert.equal((await say('stranger', { 发明专利拥有量: 1 })).status, 403)
      const history = await ask('owner', 'GET', '/api/subjects/{s}/facts?name=没有的')
      assert.equal(`${history.status} ${history.code}`, '422 wrong-facts')
    })

    test('a fact that government holds is asked to be put right, once, and answered by another', async () => {
      const path = '/api/subjects/{s}/rectifications'
      const request = { name: '成立日期', claim: '应为 2014-03-02', ground: '营业执照' }
      const empty = await ask('owner', 'POST', path, { ...request, claim: ' ' })
      assert.equal(empty.code, 'wrong-shape')
      const own = await ask('owner', 'POST', path, { ...request, name: '发明专利拥有量' })
      assert.equal(`${own.status} ${own.code}`, '422 own-to-say')
      const id = member(await asked('owner', 'POST', path, request), 'id')
      assert.equal((await ask('owner', 'POST', path, request)).code, 'already-asked')

      const told = await asked('handler', 'GET', '/api/messages')
      assert.deepEqual(
        listOf(member(told, 'messages')).map((each) => member(each, 'title')),
        ['更正申请：「成立日期」'],
      )
      assert.equal(listOf(await asked('auditor', 'GET', '/api/rectifications')).length, 1)
      const answer = (more: object) => ask('reviewer', 'POST', `/api/rectifications/${id}/answer`, more)
      const wrong = await answer({ outcome: 'rectified', answer: '已核对营业执照', value: '昨天' })
      assert.equal(wrong.code, 'wrong-facts')
      const without = await answer({ outcome: 'rectified', answer: '已核对' })
      assert.equal(without.code, 'wrong-shape')
      assert.match(problems(without), /更正后的数据/)
      const nothing = await answer({ outcome: 'rectified', answer: '已核对', value: null })
      assert.equal(nothing.code, 'wrong-facts')
      later()
      const tie = { personId: handler, subjectId: subject, reason: '亲属任职' }
      await transact(database, { actor: JOB, now: clock.now }, (tx) => tx.insert(recusal).values(tie))
      const tied = await ask('handler', 'POST', `/api/rectifications/${id}/answer`, {
        ...{ outcome: 'kept', answer: '与登记一致' },
      })
      assert.equal(`${tied.status} ${tied.code}`, '403 not-yours')
      const done = await answer({ outcome: 'rectified', answer: '已核对营业执照', value: '2014-03-02' })
      assert.equal(done.status, 200, JSON.stringify(done.body))
      assert.equal((await answer({ outcome: 'kept', answer: '再答' })).code, 'already-answered')

      const now = await known('成立日期')
      assert.deepEqual(
        ['value', 'source', 'voice', 'note'].map((each) => member(now, each)),
        ['2014-03-02', 'department', '渝北区经济信息委', `更正申请 ${id}`],
      )
      const profile = await asked('owner', 'GET', '/api/subjects/{s}/profile')
      const [conflict] = listOf(member(profile, 'conflicts'))
      assert.deepEqual(
        [member(conflict, 'title'), listOf(member(conflict, 'against')).map((each) => member(each, 'value'))],
        ['成立日期', ['2015-03-02']],
      )
      const [first] = listOf(await asked('colleague', 'GET', path))
      assert.deepEqual(
        [member(first, 'outcome'), member(first, 'answeredFor')],
        ['rectified', '渝北区经济信息委'],
      )
      const [message] = listOf(member(await asked('owner', 'GET', '/api/messages'), 'messages'))
      assert.deepEqual(
        [member(message, 'title'), member(message, 'text')],
        ['更正申请：「成立日期」已更正', '已核对营业执照'],
      )
      assert.deepEqual(await asked('stranger', 'GET', '/api/messages/unread'), { unread: 0 })
    })

    test('the department that goes by the holder’s name is asked', async () => {
      const asking = await asked('owner', 'POST', '/api/subjects/{s}/rectifications', {
        ...{ name: '有效资质', claim: '还有市级专精特新', ground: '2025 年公告' },
      })
      const list = listOf(await asked('owner', 'GET', '/api/subjects/{s}/rectifications'))
      const own = list.find((each) => member(each, 'id') === member(asking, 'id'))
      assert.equal(member(own, 'department'), '渝北区经济信息委')
      assert.equal(DEPARTMENT, 'yubei-jxw')
    })

    test('dates, payments and messages answer, also as files', async () => {
      const dates = listOf(await asked('colleague', 'GET', '/api/subjects/{s}/dates'))
      const days = dates.map((each) => String(member(each, 'day')))
      assert.ok(days.length > 0 && days.every((day) => day >= '2026-03-02'))
      assert.deepEqual(days, days.toSorted())
      const file = await ask('owner', 'GET', '/api/subjects/{s}/dates.ics')
      assert.match(file.headers.get('Content-Type') ?? '', /text\/calendar/)
      assert.equal(String(file.body).match(/BEGIN:VEVENT/g)?.length, dates.length)
      assert.deepEqual(await asked('owner', 'GET', '/api/subjects/{s}/payments'), {
        ...{ total: '0.00', paidBackTotal: '0.00', payments: [], paidBack: [] },
      })
      assert.equal((await ask('owner', 'GET', '/api/subjects/{s}/payments.xlsx')).status, 200)
      const unread = member(await asked('owner', 'GET', '/api/messages/unread'), 'unread')
      assert.ok(Number(unread) > 0)
      assert.equal((await ask('owner', 'POST', '/api/messages/read', { messages: [] })).code, 'wrong-shape')
      await asked('owner', 'POST', '/api/messages/read', { messages: 'all' })
      assert.deepEqual(await asked('owner', 'GET', '/api/messages/unread'), { unread: 0 })
    })
  })
}

runSuites()
