// Tasks for other systems, on both engines: what a token sees, what it says once, what it is refused in words, and that
// the append-only acts keep which system said it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { and, eq, sql } from 'drizzle-orm'
import { createTestApp, program } from '../../../testing/application.ts'
import { createBrowser, member } from '../../../testing/browser.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../../testing/databases.ts'
import { createPeople, DEPARTMENT, signInFully } from '../../../testing/people.ts'
import { runSuites, suite } from '../../../testing/suites.ts'
import { audit, department, planTask, planTaskAct } from '../../db/tables.ts'
import { JOB, refusalNames, transact } from '../../db/transact.ts'
import { registerTasks } from '../../plan/tasks/registerTasks.ts'

after(stopTestServer)

const START = new Date('2026-03-02T01:00:00Z')
const TASK = 'task-attract-investment'
const [STREET, NEIGHBOUR] = ['yubei-street', 'yuzhong-bureau']

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const clock = { now: START }
  const app = createTestApp(database, clock)
  await createPeople(database, START)
  await transact(database, { actor: JOB, now: START }, (tx) =>
    tx.insert(department).values([
      { id: STREET, name: '渝北区某街道', district: '渝北区', kind: 'street' },
      { id: NEIGHBOUR, name: '渝中区某局', district: '渝中区', kind: 'bureau' },
    ]),
  )
  await registerTasks(database, START, program)
  const asJob = <T>(work: Parameters<typeof transact<T>>[2]) =>
    transact(database, { actor: JOB, now: clock.now }, work)
  const task = await asJob(async (tx) => {
    const [row] = await tx.select().from(planTask).where(eq(planTask.task, TASK))
    return row ?? assert.fail('no task')
  })
  const path = `/api/exchange/plan/tasks/${task.id}`
  const browserOf = async (login: string) => {
    const browser = createBrowser(app, `10.9.2.${login.length}`)
    await signInFully(browser, login, START)
    return browser
  }
  const [planner, handler, security] = [
    await browserOf('planner'),
    await browserOf('handler'),
    await browserOf('security_admin'),
  ]
  const machine = createBrowser(app, '10.9.3.1')
  const systemOf = async (scopes: readonly string[], of = DEPARTMENT) => {
    const grant = { name: '督查平台', department: of, scopes, days: 30 }
    const { body } = await security.send('POST', '/api/tokens', grant)
    const headers = { Authorization: `Bearer ${member(body, 'token')}` }
    return {
      read: (place: string) => machine.send('GET', place, undefined, headers),
      report: (more: object, place = path) => machine.send('POST', `${place}/progress`, more, headers),
    }
  }
  // Sessions end sooner than tokens.
  const both = await systemOf(['read_plan', 'report_plan'])
  const reader = await systemOf(['read_plan'])
  const reporter = await systemOf(['report_plan'])
  const street = await systemOf(['read_plan', 'report_plan'], STREET)
  const neighbour = await systemOf(['read_plan'], NEIGHBOUR)
  let keys = 0
  const act = async (browser: typeof planner, what: string, more: object = {}) => {
    const [row] = await asJob((tx) => tx.select().from(planTask).where(eq(planTask.id, task.id)))
    const body = { requestId: `p${++keys}`, act: what, version: row?.version, ...more }
    const { status } = await browser.send('POST', `/api/plan/tasks/${task.id}/acts`, body)
    assert.equal(status, 200, what)
  }
  const progressActs = () =>
    asJob((tx) =>
      tx
        .select()
        .from(planTaskAct)
        .where(and(eq(planTaskAct.taskId, task.id), eq(planTaskAct.act, 'progress'))),
    )

  suite(`tasks for other systems on ${name}`, () => {
    before(async () => {
      await act(planner, 'assign', { lead: DEPARTMENT })
    })

    test('a token sees what its department sees', async () => {
      const own = await reader.read('/api/exchange/plan/tasks?size=200')
      const shown = await handler.send('GET', '/api/plan/tasks?size=200')
      assert.equal(own.status, 200)
      assert.deepEqual(own.body, shown.body)
      const red = await reader.read('/api/exchange/plan/tasks?lamp=red&at=2099-01-01')
      assert.equal(red.status, 200)
      assert.equal(member((await street.read('/api/exchange/plan/tasks')).body, 'total'), 0)
      assert.equal((await street.read(path)).code, 'unknown-task')
      const there = member((await neighbour.read('/api/exchange/plan/tasks?size=200')).body, 'tasks')
      assert.ok(Array.isArray(there) && there.length > 0)
      assert.ok(there.every((each) => member(each, 'district') !== '渝北区'))
      assert.equal((await reporter.read(path)).status, 403)
      assert.equal((await machine.send('GET', path)).status, 401)
    })

    test('progress is said once, kept with the system that said it, and shown to people', async () => {
      const early = await both.report({ requestId: 'r1', text: '已对接三家企业' })
      assert.deepEqual([early.status, early.code], [409, 'wrong-task-step'])
      assert.match(JSON.stringify(early.body), /任务现在的环节是“交办”/)
      await act(handler, 'sign', { department: DEPARTMENT })
      const nodes = [{ title: '方案', department: DEPARTMENT, plannedOn: '2026-06-30' }]
      await act(handler, 'break_down', { department: DEPARTMENT, nodes })
      clock.now = new Date('2026-03-05T01:00:00Z')
      const first = await both.report({ requestId: 'r1', text: '已对接三家企业' })
      assert.deepEqual([first.status, member(first.body, 'repeated')], [200, false])
      const again = await both.report({ requestId: 'r1', text: '已对接三家企业' })
      assert.deepEqual(again.body, { ...Object(first.body), repeated: true })
      const changed = await both.report({ requestId: 'r1', text: '已对接五家企业' })
      assert.deepEqual([changed.status, changed.code], [409, 'request-used'])
      // Two at once: both are kept, one after the other; the same one twice is kept once.
      const sent = await Promise.all(
        ['r2', 'r3', 'r3'].map((requestId) => both.report({ requestId, text: '继续推进' })),
      )
      assert.deepEqual(
        sent.map(({ status }) => status),
        [200, 200, 200],
      )
      const kept = await progressActs()
      assert.equal(kept.length, 3)
      assert.ok(kept.every((each) => each.personId === null && each.tokenId !== null))
      assert.ok(kept.every((each) => each.departmentId === DEPARTMENT))
      const logged = await asJob((tx) => tx.select().from(audit).where(eq(audit.act, 'task.progress')))
      assert.equal(logged.length, 3)
      assert.match(logged[0]?.content ?? '', /督查平台/)

      const { body } = await (await browserOf('handler')).send('GET', `/api/plan/tasks/${task.id}`)
      const acts = member(body, 'acts')
      const last = Array.isArray(acts) ? acts.at(-1) : undefined
      assert.deepEqual([member(last, 'person'), member(last, 'system')], [null, '督查平台'])
      const told = (await both.read(path)).body
      const theirs = member(told, 'acts')
      assert.ok(Array.isArray(theirs) && theirs.length === 7)
      assert.ok(theirs.every((each) => !Object.hasOwn(Object(each), 'person')))
      assert.equal(JSON.stringify(told).includes('其人'), false)
      const planned = member(told, 'nodes')
      assert.ok(Array.isArray(planned) && member(planned[0], 'title') === '方案')
      const before = (await both.read(`${path}?at=2026-03-02`)).body
      assert.deepEqual([member(before, 'today'), member(before, 'version')], ['2026-03-02', 4])
    })

    test('a token says nothing for others, nothing but progress, and nothing empty', async () => {
      const said = { requestId: 'x1', text: '进展' }
      assert.deepEqual((await street.report(said)).code, 'unknown-task')
      const another = await asJob(async (tx) => {
        const rows = await tx.select().from(planTask).where(eq(planTask.district, '渝北区'))
        return rows.find((each) => !each.departments.includes(DEPARTMENT)) ?? assert.fail('all are ours')
      })
      const foreign = await both.report(said, `/api/exchange/plan/tasks/${another.id}`)
      assert.deepEqual([foreign.status, foreign.code], [403, 'not-your-task'])
      assert.match(JSON.stringify(foreign.body), /渝北区经济信息委不是这项任务的责任单位/)
      assert.equal((await reader.report(said)).status, 403)
      assert.equal((await both.report({ requestId: 'x2', text: ' ' })).code, 'task-no-reason')
      assert.equal((await both.report({ ...said, act: 'report' })).status, 400)
      assert.equal((await progressActs()).length, 3)
    })

    test('the database itself keeps a token to progress of its department, in its own name', async () => {
      const tokens = await asJob((tx) =>
        tx.execute<{ id: bigint }>(sql`SELECT id FROM api_token
          WHERE department_id = ${DEPARTMENT} AND 'report_plan' = ANY (scopes) ORDER BY id DESC`),
      )
      const token = Number(tokens.rows[0]?.id)
      const write = (more: object) =>
        transact(database, { actor: { kind: 'system', token }, now: clock.now }, (tx) =>
          tx.insert(planTaskAct).values({
            ...{ taskId: task.id, number: 8, act: 'progress', key: 'direct', text: '进展' },
            ...{ departmentId: DEPARTMENT, ...more },
          }),
        )
      const refused = (more: object, rule: string) =>
        assert.rejects(write(more), (error) => refusalNames(error).includes(rule), JSON.stringify(more))
      await refused({ act: 'ask' }, '42501')
      await refused({ tokenId: null }, '42501')
      await refused({ tokenId: token - 1 }, '42501')
      await refused({ departmentId: STREET }, 'task_party')
      await refused({ act: 'finish' }, 'task_step')
      await asJob((tx) => tx.execute(sql`UPDATE api_token SET ended_at = act_time() WHERE id = ${token}`))
      await refused({}, 'task_party')
    })
  })
}

runSuites()
