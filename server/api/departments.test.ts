// What administrators keep over HTTP: departments that can be closed only when nothing hangs on them, paths that are
// examined before they are saved.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestApp } from '../../testing/application.ts'
import { type Browser, createBrowser, member } from '../../testing/browser.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { createPeople, DEPARTMENT, signInFully } from '../../testing/people.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { PATHS } from '../approval/paths.ts'
import { department } from '../db/tables.ts'
import { codeOf, JOB, transact } from '../db/transact.ts'

const LOGINS = ['system_admin', 'security_admin', 'approver', 'leader'] as const
type Login = (typeof LOGINS)[number]

const REVIEW = PATHS.find(({ id }) => id === 'review') ?? assert.fail()

/** Pays right after the proposal: 公示 leads to 审定, which asks no more for it. */
const WITHOUT_PUBLICITY = {
  ...REVIEW,
  ...{ id: 'quick', name: '快办' },
  steps: REVIEW.steps.map((step) => ({
    ...step,
    acts: step.acts.map((act) => ({
      ...act,
      to: act.id === 'publish' ? 'determining' : act.to,
      needs: act.needs.filter((each) => each !== 'publicity_closed'),
    })),
  })),
}

after(stopTestServer)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)

  const clock = { now: new Date('2026-03-02T01:00:00Z') }
  const app = createTestApp(database, clock)
  const browsers = new Map<Login, Browser>()
  let people: ReadonlyMap<string, number> = new Map()

  const as = (login: Login): Browser => browsers.get(login) ?? assert.fail(login)
  const post = (login: Login, path: string, body: unknown) => as(login).send('POST', path, body)
  const departments = async (): Promise<readonly unknown[]> => {
    const { body } = await as('leader').send('GET', '/api/departments')
    return Array.isArray(body) ? body : assert.fail('no list')
  }
  const found = async (id: string): Promise<unknown> =>
    (await departments()).find((each) => member(each, 'id') === id)
  const message = (body: unknown): string => String(member(member(body, 'error'), 'message'))
  const created = { id: 'yubei-swj', name: '渝北区商务委', district: '渝北区', kind: 'bureau' }

  suite(`what administrators keep on ${name}`, () => {
    before(async () => {
      people = (await createPeople(database, clock.now)).ids
      for (const [i, login] of LOGINS.entries()) {
        browsers.set(login, createBrowser(app, `10.8.0.${i}`))
        await signInFully(as(login), login, clock.now)
      }
    })

    test('a department is created once, renamed, and stays where and what it is', async () => {
      assert.equal((await post('system_admin', '/api/departments', created)).status, 200)
      assert.equal((await post('system_admin', '/api/departments', created)).code, 'department-taken')
      const odd = await post('system_admin', '/api/departments', { ...created, id: '商务' })
      assert.equal(odd.code, 'wrong-shape')
      const taken = { name: '渝北区经济信息委' }
      assert.equal(
        (await post('system_admin', `/api/departments/${created.id}/name`, taken)).code,
        'department-taken',
      )
      const renamed = await post('system_admin', `/api/departments/${created.id}/name`, {
        name: '渝北区商务局',
      })
      assert.equal(renamed.status, 200)
      assert.equal(member(await found(created.id), 'name'), '渝北区商务局')
      const none = await post('system_admin', '/api/departments/none/name', { name: '无' })
      assert.equal(none.code, 'unknown-department')
      await assert.rejects(
        transact(database, { actor: JOB, now: clock.now }, (tx) =>
          tx.update(department).set({ district: '北碚区' }),
        ),
        (error) => codeOf(error) === '23001',
      )
    })

    test('who does not keep departments cannot write them, whatever the program does', async () => {
      const approver = { kind: 'person', person: people.get('approver') ?? 0 } as const
      const work = transact(database, { actor: approver, now: clock.now }, (tx) =>
        tx.insert(department).values({ id: 'x', name: 'x', kind: 'bureau' }),
      )
      await assert.rejects(work, (error) => codeOf(error) === '42501')
    })

    test('a department on which something hangs is not closed, and told what', async () => {
      const closing = `/api/departments/${DEPARTMENT}/closed`
      const { code, body } = await post('system_admin', closing, { closed: true })
      assert.equal(code, 'department-needed')
      assert.match(message(body), /还有人在这里任职/)
    })

    test('nobody is entered into a closed department; it can be opened again', async () => {
      const closing = `/api/departments/${created.id}/closed`
      assert.equal((await post('system_admin', closing, { closed: true })).status, 200)
      assert.ok(member(await found(created.id), 'closedAt'))
      const duty = { person: people.get('handler'), role: 'handler', department: created.id }
      assert.equal((await post('security_admin', '/api/duties', duty)).code, 'closed-department')
      const token = { name: '系统', department: created.id, scopes: ['evaluate'], days: 1 }
      assert.equal((await post('security_admin', '/api/tokens', token)).code, 'closed-department')
      assert.equal((await post('system_admin', closing, { closed: false })).status, 200)
      const granted = await post('security_admin', '/api/duties', duty)
      assert.equal(granted.status, 200)
      const refused = await post('system_admin', closing, { closed: true })
      assert.equal(refused.code, 'department-needed')
      await as('security_admin').send('DELETE', `/api/duties/${member(granted.body, 'id')}`)
      clock.now = new Date(clock.now.getTime() + 1000)
      assert.equal((await post('system_admin', closing, { closed: true })).status, 200)
    })

    test('a path is examined without being saved: the way to every fault is told', async () => {
      const path = '/api/approval-paths/examination'
      assert.equal(member((await post('system_admin', path, REVIEW)).body, 'kind'), 'sound')
      const { body } = await post('system_admin', path, WITHOUT_PUBLICITY)
      const faults = member(body, 'faults')
      const fault = Array.isArray(faults)
        ? faults.find((each) => member(each, 'kind') === 'paid_without_publicity')
        : assert.fail()
      const way = member(fault, 'way')
      assert.ok(Array.isArray(way) && way[0] === '提交' && way.at(-1) === '送银行')
      const saving = await post('system_admin', '/api/approval-paths', WITHOUT_PUBLICITY)
      assert.equal(saving.code, 'wrong-path')
      assert.match(message(saving.body), /公示没有结束就能拨付（提交→.*→送银行）/)
      const twice = { ...REVIEW, steps: [...REVIEW.steps, REVIEW.steps[0]] }
      assert.equal(member((await post('system_admin', path, twice)).body, 'kind'), 'malformed')
      const { body: paths } = await as('leader').send('GET', '/api/approval-paths')
      assert.deepEqual(paths, [])
    })

    test('a setting keeps its programme and its stages', async () => {
      await post('system_admin', '/api/departments', {
        ...{ id: 'yubei-czj', name: '渝北区财政局', district: '渝北区', kind: 'finance' },
      })
      const saved = (await post('system_admin', '/api/approval-paths', REVIEW)).body
      const stages = [{ stage: '首期' }, { stage: '二期', after: { kind: 'months', months: 12 } }]
      const setting = {
        ...{ policy: 'yubei-2021-13', item: 'software-firm-award', district: '渝北区', path: saved },
        ...{ leadDepartment: DEPARTMENT, financeDepartment: 'yubei-czj', publicityDays: 7, stages },
        ...{ validFrom: '2026-01-01', programme: '制造业高质量发展专项' },
      }
      const made = await post('approver', '/api/item-settings', setting)
      assert.equal(made.status, 200, JSON.stringify(made.body))
      const { body } = await as('leader').send('GET', '/api/item-settings')
      const kept = member(Array.isArray(body) ? body[0] : assert.fail(), 'setting')
      assert.equal(member(kept, 'programme'), setting.programme)
      assert.deepEqual(member(kept, 'stages'), stages)
      const finance = await post('system_admin', '/api/departments/yubei-czj/closed', { closed: true })
      assert.match(message(finance.body), /还有事项由它办理/)
      const closed = { ...setting, leadDepartment: DEPARTMENT, takingPart: [created.id] }
      const refused = await post('approver', '/api/item-settings', closed)
      assert.match(message(refused.body), /已经撤销/)
    })
  })
}

runSuites()
