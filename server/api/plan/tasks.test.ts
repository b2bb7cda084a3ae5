// Tasks over the API: what people can get wrong comes back as a refusal with words, and the walk of a task goes through.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { eq } from 'drizzle-orm'
import { createTestApp, program } from '../../../testing/application.ts'
import { createBrowser, member } from '../../../testing/browser.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../../testing/databases.ts'
import { createPeople, DEPARTMENT, signInFully } from '../../../testing/people.ts'
import { runSuites, suite } from '../../../testing/suites.ts'
import { planTask } from '../../db/tables.ts'
import { JOB, transact } from '../../db/transact.ts'
import { registerTasks } from '../../plan/tasks/registerTasks.ts'

after(stopTestServer)

const NOW = new Date('2026-03-02T01:00:00Z')

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const app = createTestApp(database, { now: NOW })
  await createPeople(database, NOW)
  await registerTasks(database, NOW, program)
  const task = await transact(database, { actor: JOB, now: NOW }, async (tx) => {
    const [row] = await tx.select().from(planTask).where(eq(planTask.task, 'task-attract-investment'))
    return row ?? assert.fail('no task')
  })
  const browserOf = async (login: string) => {
    const browser = createBrowser(app, `10.9.0.${login.length}`)
    await signInFully(browser, login, NOW)
    return browser
  }
  const planner = await browserOf('planner')
  const handler = await browserOf('handler')
  const path = `/api/plan/tasks/${task.id}`
  let keys = 0
  const act = (more: object) => ({ requestId: `r${++keys}`, version: task.version, ...more })

  suite(`tasks over the API on ${name}`, () => {
    test('lists are filtered, sums are those of the lists, an unknown filter is told', async () => {
      const all = await planner.send('GET', '/api/plan/tasks?size=200')
      const sums = await planner.send('GET', '/api/plan/task-summary')
      assert.equal(all.status, 200)
      assert.equal(member(all.body, 'total'), member(sums.body, 'total'))
      const red = await planner.send('GET', '/api/plan/tasks?lamp=red')
      assert.equal(member(red.body, 'total'), 0)
      assert.equal((await planner.send('GET', '/api/plan/tasks?lamp=pink')).status, 400)
      assert.equal((await planner.send('GET', '/api/plan/tasks?at=2026-02-30')).status, 400)
      assert.equal((await planner.send('GET', '/api/plan/tasks/999999')).code, 'unknown-task')
    })

    test('what stands against an act is said with a code and in words', async () => {
      const send = (browser: typeof planner, more: object) => browser.send('POST', `${path}/acts`, act(more))
      assert.equal((await send(handler, { act: 'assign', lead: DEPARTMENT })).code, 'not-your-task')
      assert.equal((await send(planner, { act: 'assign', lead: 'nobody' })).code, 'wrong-owners')
      assert.equal((await send(planner, { act: 'dance' })).status, 400)
      assert.equal((await send(planner, { act: 'strike' })).code, 'wrong-task-step')
      assert.equal(
        (await send(planner, { act: 'set_deadline', deadline: '2026-12-31' })).code,
        'task-no-reason',
      )
      assert.equal(
        (await send(planner, { act: 'assign', lead: DEPARTMENT, version: 7 })).code,
        'task-changed',
      )
      assert.equal((await send(planner, { act: 'assign', lead: DEPARTMENT })).status, 200)
      const sign = await send(handler, { act: 'sign', department: DEPARTMENT, version: task.version + 1 })
      assert.equal(sign.status, 200)
      const nodes = [{ title: '方案', department: DEPARTMENT }]
      const version = task.version + 2
      const plan = { act: 'break_down', department: DEPARTMENT, version, nodes }
      assert.equal((await send(handler, plan)).code, 'wrong-nodes')
      const one = await handler.send('GET', path)
      const possible = member(one.body, 'possible')
      assert.ok(Array.isArray(possible) && possible.some((each) => member(each, 'act') === 'break_down'))
    })

    test('meetings and names are the plan office’s', async () => {
      const meeting = { district: '渝北区', title: '会商', heldOn: '2026-03-05', agenda: '推进' }
      assert.equal((await planner.send('POST', '/api/plan/meetings', meeting)).status, 200)
      assert.equal(
        (await planner.send('POST', '/api/plan/meetings', { ...meeting, district: '渝中区' })).code,
        'not-your-task',
      )
      const record = { minutes: '议定', decisions: [] }
      assert.equal(
        (await planner.send('POST', '/api/plan/meetings/999/record', record)).code,
        'unknown-meeting',
      )
      const name = { district: '渝北区', name: '各园区公司', departments: ['nobody'], note: '依据' }
      assert.equal((await planner.send('POST', '/api/plan/owner-names', name)).code, 'wrong-owners')
    })

    test('files come as files, and what is no workbook is told', async () => {
      for (const file of [
        'tasks.xlsx',
        'task-summary.xlsx',
        'wall.xlsx',
        'task-nodes.xlsx',
        'task-report.docx?kind=bulletin',
        'task-report.docx?kind=special',
      ]) {
        const { status, headers } = await planner.send('GET', `/api/plan/${file}`)
        assert.equal(status, 200, file)
        assert.match(headers.get('Content-Disposition') ?? '', /^attachment/)
      }
      const form = new FormData()
      form.set('file', new File(['编号,节点'], '节点.xlsx'))
      const headers = {
        ...{ Cookie: [...planner.cookies].map(([key, value]) => `${key}=${value}`).join('; ') },
        ...{ Origin: 'http://localhost', Host: 'localhost', 'X-Form-Token': planner.formToken ?? '' },
      }
      const reply = await app.request('/api/plan/task-nodes', { method: 'POST', headers, body: form })
      assert.equal(reply.status, 422)
      assert.equal(member(member(await reply.json(), 'error'), 'code'), 'wrong-node-workbook')
    })
  })
}

runSuites()
