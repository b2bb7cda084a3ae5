// The enterprise behind a project and the targets that it feeds, on both engines: found, tied, corrected, shown, and
// refused where they are not there or not seen.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createTestApp } from '../../../testing/application.ts'
import { createBrowser, member } from '../../../testing/browser.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../../testing/databases.ts'
import { createPeople, DEPARTMENT, signInFully } from '../../../testing/people.ts'
import { runSuites, suite } from '../../../testing/suites.ts'
import { subject } from '../../db/tables.ts'
import { JOB, transact } from '../../db/transact.ts'

after(stopTestServer)

const START = new Date('2026-03-02T01:00:00Z')
const TARGETS = ['target-municipal-specialized', 'target-little-giants'].map(
  (each) => `yubei-2024-34/${each}`,
)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const app = createTestApp(database, { now: START })
  const people = await createPeople(database, START)
  const elsewhere = await transact(database, { actor: JOB, now: START }, async (tx) => {
    const [row] = await tx
      .insert(subject)
      .values({ kind: '企业', name: '巫山甲公司', district: '巫山县' })
      .returning()
    return row?.id ?? assert.fail('nothing was inserted')
  })
  const handler = createBrowser(app, '10.9.6.1')
  await signInFully(handler, 'handler', START)
  const act = (id: unknown, version: number, more: object) =>
    handler.send('POST', `/api/plan/projects/${id}/acts`, {
      ...{ requestId: `a${version}${JSON.stringify(more).length}`, act: 'revise', version, text: '核对登记' },
      ...more,
    })
  const pathsOf = (body: unknown) => {
    const problems = member(member(body, 'error'), 'problems')
    return Array.isArray(problems) ? problems.map((each) => member(each, 'path')) : []
  }

  suite(`what a project is tied to on ${name}`, () => {
    test('an enterprise is found by its name where the person sees it', async () => {
      const find = async (text: string) => {
        const { body } = await handler.send(
          'GET',
          `/api/plan/project-enterprises?text=${encodeURIComponent(text)}`,
        )
        const found = member(body, 'enterprises')
        return Array.isArray(found) ? found.map((each) => member(each, 'name')) : []
      }
      assert.deepEqual(await find('甲公'), ['甲公司'])
      assert.deepEqual(await find('公司'), ['乙公司', '甲公司'])
      assert.deepEqual(await find('%%'), [])
      const short = await handler.send('GET', '/api/plan/project-enterprises?text=a')
      assert.equal(short.status, 400)
    })

    test('both are tied, corrected, and told; the course says what was put otherwise', async () => {
      const plain = { district: '渝北区', department: DEPARTMENT, industry: '制造', stage: 'to_attract' }
      const made = await handler.send('POST', '/api/plan/projects', {
        ...{ requestId: 'r1', name: '某项目', ...plain, on: '2026-02-02', targets: [TARGETS[0]] },
      })
      assert.equal(made.status, 200)
      const id = member(made.body, 'id')
      const hidden = await act(id, 1, { subject: elsewhere })
      assert.deepEqual(
        [hidden.status, hidden.code, pathsOf(hidden.body)],
        [422, 'wrong-project', ['subject']],
      )
      const missing = await act(id, 1, { subject: 999_999 })
      assert.deepEqual([missing.status, pathsOf(missing.body)], [422, ['subject']])
      const unknown = await act(id, 1, { targets: [TARGETS[0], 'yubei-2024-34/none'] })
      assert.deepEqual([unknown.status, pathsOf(unknown.body)], [422, ['targets.1']])
      const tied = await act(id, 1, { subject: people.first, targets: TARGETS })
      assert.equal(tied.status, 200)
      assert.equal((await act(id, 2, { targets: [] })).status, 200)
      const { body } = await handler.send('GET', `/api/plan/projects/${id}`)
      assert.deepEqual(member(body, 'enterprise'), { id: people.first, name: '甲公司', creditCode: null })
      assert.deepEqual(member(body, 'targets'), [])
      const acts = member(body, 'acts')
      assert.ok(Array.isArray(acts))
      assert.deepEqual(
        acts.map((each) => member(each, 'details')),
        [['清单：拟招引'], ['更正：建设企业、支撑的指标'], ['更正：支撑的指标']],
      )
    })
  })
}

runSuites()
