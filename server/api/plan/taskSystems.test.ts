// Tasks for other systems, on both engines: what a token sees, what it says and attaches once, what it is refused in
// words, and that the append-only acts keep which system said it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { and, eq, sql } from 'drizzle-orm'
import { createTestApp, program } from '../../../testing/application.ts'
import { createBrowser, member } from '../../../testing/browser.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../../testing/databases.ts'
import { createPeople, DEPARTMENT, signInFully } from '../../../testing/people.ts'
import { runSuites, suite } from '../../../testing/suites.ts'
import { audit, department, planTask, planTaskAct, planTaskEvidence } from '../../db/tables.ts'
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
      act: (more: object, place = path) => machine.send('POST', `${place}/acts`, more, headers),
      attach: async (requestId: string, text: string, place = path) => {
        const form = new FormData()
        form.set('file', new File([`%PDF-1.4\n${text}\n%%EOF`], '证明.pdf'))
        form.set('requestId', requestId)
        const reply = await app.request(`${place}/evidence`, { method: 'POST', headers, body: form })
        const body: unknown = await reply.json()
        return { status: reply.status, code: member(member(body, 'error'), 'code'), body }
      },
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

    test('a system says that a node is done, and asks; each once, and what only people do is refused', async () => {
      const nodes = [{ node: 1, actualOn: '2026-03-04' }]
      const wrong = async (each: object, message: RegExp) => {
        const { status, code, body } = await both.act({ requestId: 'n0', act: 'node_done', nodes: [each] })
        assert.deepEqual([status, code], [422, 'wrong-nodes'])
        assert.match(JSON.stringify(body), message)
        assert.match(JSON.stringify(body), /nodes\.0\./)
      }
      await wrong({ node: 7, actualOn: '2026-03-04' }, /没有编号为 7 的节点/)
      await wrong({ node: 1, actualOn: '2026-03-06' }, /不能在今天以后/)
      assert.equal((await both.act({ requestId: 'n0', act: 'node_done' })).code, 'wrong-nodes')
      const sent = await Promise.all([1, 2].map(() => both.act({ requestId: 'n1', act: 'node_done', nodes })))
      assert.deepEqual(
        sent.map(({ status }) => status),
        [200, 200],
      )
      assert.deepEqual(sent.map(({ body }) => member(body, 'repeated')).sort(), [false, true])
      await wrong({ node: 1, actualOn: '2026-03-04' }, /已于 2026-03-04 完成/)
      const other = [{ node: 1, actualOn: '2026-03-03' }]
      assert.equal((await both.act({ requestId: 'n1', act: 'node_done', nodes: other })).code, 'request-used')
      assert.equal((await both.act({ requestId: 'a0', act: 'ask' })).code, 'task-no-reason')
      const asked = await both.act({ requestId: 'a1', act: 'ask', text: '用地指标不够，请求协调' })
      assert.equal(asked.status, 200)
      assert.equal(member((await both.read(path)).body, 'asked'), true)
      for (const [only, name] of [
        ...([
          ['strike', '销号'],
          ['review', '复核通过'],
          ['report', '反馈完成'],
        ] as const),
        ...([
          ['finish', '办结'],
          ['assign', '交办'],
          ['answer', '答复'],
        ] as const),
      ]) {
        const { status, code, body } = await both.act({ requestId: `p-${only}`, act: only, text: '请办' })
        assert.deepEqual([status, code], [403, 'only-people'], only)
        assert.match(JSON.stringify(body), new RegExp(`“${name}”只能由人登录后办理`))
      }
      assert.equal((await reader.act({ requestId: 'n2', act: 'ask', text: '请示' })).status, 403)
      assert.equal((await street.act({ requestId: 'n2', act: 'ask', text: '请示' })).code, 'unknown-task')
      const logged = await asJob((tx) =>
        tx
          .select()
          .from(audit)
          .where(eq(audit.object, `task ${task.id}`)),
      )
      for (const what of ['task.node_done', 'task.ask']) {
        const rows = logged.filter(({ act: each }) => each === what)
        assert.equal(rows.length, 1, what)
        assert.match(rows[0]?.content ?? '', /督查平台/)
        assert.equal(rows[0]?.personId, null)
      }
    })

    test('a system attaches evidence once, in its own name; people see it, and close the task', async () => {
      const first = await both.attach('e1', '竣工')
      assert.deepEqual([first.status, member(first.body, 'repeated')], [200, false])
      const again = await both.attach('e1', '竣工')
      assert.deepEqual(again.body, { ...Object(first.body), repeated: true })
      assert.deepEqual((await both.attach('e1', '别的')).code, 'request-used')
      assert.deepEqual((await both.attach('e2', '竣工')).code, 'wrong-task-evidence')
      const pair = await Promise.all([1, 2].map(() => both.attach('e3', '并网')))
      assert.deepEqual(
        pair.map(({ status }) => status),
        [200, 200],
      )
      assert.deepEqual(pair.map(({ body }) => member(body, 'repeated')).sort(), [false, true])
      assert.equal((await reader.attach('e4', '只读')).status, 403)
      assert.equal((await street.attach('e4', '看不到')).code, 'unknown-task')
      const logged = await asJob((tx) => tx.select().from(audit).where(eq(audit.act, 'task.evidence')))
      assert.equal(logged.length, 2)
      assert.ok(logged.every(({ content, personId }) => content.includes('督查平台') && personId === null))

      const person = await browserOf('handler')
      const kept = member((await person.send('GET', `/api/plan/tasks/${task.id}`)).body, 'evidence')
      assert.ok(Array.isArray(kept) && kept.length === 2)
      assert.deepEqual([member(kept[0], 'person'), member(kept[0], 'system')], [null, '督查平台'])
      const file = await person.send('GET', `/api/plan/task-evidence/${member(kept[0], 'id')}`)
      assert.match(String(file.body), /竣工/)
      const told = member((await both.read(path)).body, 'evidence')
      assert.ok(Array.isArray(told) && told.length === 2 && !Object.hasOwn(Object(told[0]), 'person'))

      await act(await browserOf('planner'), 'answer', { text: '已协调' })
      await act(person, 'report', { department: DEPARTMENT, text: '已完成' })
      const late = await both.attach('e5', '太晚')
      assert.deepEqual([late.status, late.code], [409, 'wrong-task-step'])
      assert.match(JSON.stringify(late.body), /环节是“反馈”/)
      assert.deepEqual((await both.attach('e1', '竣工')).body, again.body)
      const closed = await both.act({ requestId: 's1', act: 'strike' })
      assert.deepEqual([closed.status, closed.code], [403, 'only-people'])
      await act(await browserOf('planner'), 'return', { text: '再补一份' })
    })

    test('the database itself keeps a token to what its department says, in its own name', async () => {
      const tokens = await asJob((tx) =>
        tx.execute<{ id: bigint }>(sql`SELECT id FROM api_token
          WHERE department_id = ${DEPARTMENT} AND 'report_plan' = ANY (scopes) ORDER BY id DESC`),
      )
      const token = Number(tokens.rows[0]?.id)
      const write = (more: object) =>
        transact(database, { actor: { kind: 'system', token }, now: clock.now }, (tx) =>
          tx.insert(planTaskAct).values({
            ...{ taskId: task.id, number: 13, act: 'progress', key: 'direct', text: '进展' },
            ...{ departmentId: DEPARTMENT, ...more },
          }),
        )
      const refused = (more: object, rule: string) =>
        assert.rejects(write(more), (error) => refusalNames(error).includes(rule), JSON.stringify(more))
      await refused({ act: 'return' }, 'task_step')
      await refused({ act: 'set_deadline', deadline: '2026-12-31' }, 'task_party')
      await refused({ act: 'node', nodes: [] }, 'task_party')
      await refused({ tokenId: null }, '42501')
      await refused({ tokenId: token - 1 }, '42501')
      await refused({ departmentId: STREET }, 'task_party')
      await refused({ act: 'finish' }, 'task_step')
      const attach = (more: object) =>
        transact(database, { actor: { kind: 'system', token }, now: clock.now }, (tx) =>
          tx.insert(planTaskEvidence).values({
            ...{ taskId: task.id, name: '证明.pdf', mediaType: 'application/pdf', sizeBytes: 1 },
            ...{ sha256: 'a'.repeat(64), key: 'direct', ...more },
          }),
        )
      for (const more of [{ tokenId: token - 1 }, { key: null }, { tokenId: null }])
        await assert.rejects(
          attach(more),
          (error) => refusalNames(error).includes('42501'),
          JSON.stringify(more),
        )
      await asJob((tx) => tx.execute(sql`UPDATE api_token SET ended_at = act_time() WHERE id = ${token}`))
      await refused({}, 'task_party')
    })
  })
}

runSuites()
