// Projects for other systems, on both engines: a token reads what its department sees, as of any day, and no people.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestApp } from '../../../testing/application.ts'
import { createBrowser, member } from '../../../testing/browser.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../../testing/databases.ts'
import { createPeople, DEPARTMENT, signInFully } from '../../../testing/people.ts'
import { runSuites, suite } from '../../../testing/suites.ts'
import { department, subject } from '../../db/tables.ts'
import { JOB, transact } from '../../db/transact.ts'

after(stopTestServer)

const START = new Date('2026-03-02T01:00:00Z')
const [STREET, NEIGHBOUR, CITY] = ['yubei-street', 'yuzhong-bureau', 'city-bureau']
const LIST = '/api/exchange/plan/projects'
const TARGET = 'yuzhong-2024-plan/target-yz-value-added-share'

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const clock = { now: START }
  const app = createTestApp(database, clock)
  const people = await createPeople(database, START)
  const elsewhere = await transact(database, { actor: JOB, now: START }, async (tx) => {
    await tx.insert(department).values([
      { id: STREET, name: '渝北区某街道', district: '渝北区', kind: 'street' },
      { id: NEIGHBOUR, name: '渝中区某局', district: '渝中区', kind: 'bureau' },
      { id: CITY, name: '市某委', district: null, kind: 'bureau' },
    ])
    const [row] = await tx
      .insert(subject)
      .values({ kind: '企业', name: '丙公司', district: '渝中区' })
      .returning()
    return row?.id ?? assert.fail('nothing was inserted')
  })
  const browserOf = async (login: string) => {
    const browser = createBrowser(app, `10.9.4.${login.length}`)
    await signInFully(browser, login, START)
    return browser
  }
  const [handler, security] = [await browserOf('handler'), await browserOf('security_admin')]
  const machine = createBrowser(app, '10.9.5.1')
  const tokenOf = async (scopes: readonly string[], of = DEPARTMENT) => {
    const grant = { name: '投资平台', department: of, scopes, days: 30 }
    const { body } = await security.send('POST', '/api/tokens', grant)
    const headers = { Authorization: `Bearer ${member(body, 'token')}` }
    return (path: string) => machine.send('GET', path, undefined, headers)
  }
  const [own, street, neighbour, city, reporter] = [
    ...([await tokenOf(['read_plan']), await tokenOf(['read_plan'], STREET)] as const),
    ...([await tokenOf(['read_plan'], NEIGHBOUR), await tokenOf(['read_plan'], CITY)] as const),
    await tokenOf(['report_plan']),
  ]
  const totalOf = async (read: typeof own, query = '') => {
    const { status, body } = await read(`${LIST}${query}`)
    assert.equal(status, 200)
    return member(body, 'total')
  }
  let id: unknown

  suite(`projects for other systems on ${name}`, () => {
    before(async () => {
      const plain = { district: '渝北区', department: DEPARTMENT, industry: '软件信息服务' }
      const more = { stage: 'in_talks', on: '2026-02-02', plannedStart: '2026-06-01', subject: people.first }
      const { body } = await handler.send('POST', '/api/plan/projects', {
        ...{ requestId: 'r1', name: '某总部项目', ...plain, ...more, targets: [TARGET] },
      })
      id = member(body, 'id')
      const act = (more: object, version: number) =>
        handler.send('POST', `/api/plan/projects/${id}/acts`, { requestId: `a${version}`, version, ...more })
      const pool = await act({ act: 'pool', pool: 'admitted', source: '市发改委通知', on: '2026-02-20' }, 1)
      const gate = await act({ act: 'gate', gate: 'site', source: '选址意见', on: '2026-02-21' }, 2)
      assert.deepEqual([pool.status, gate.status], [200, 200])
    })

    test('a token reads the lists as people of its department do', async () => {
      const { body } = await own(`${LIST}?stage=in_talks`)
      const shown = await handler.send('GET', '/api/plan/projects?stage=in_talks')
      assert.deepEqual(body, shown.body)
      const projects = member(body, 'projects')
      const [line] = Array.isArray(projects) ? projects : []
      assert.deepEqual(
        ['stage', 'enteredOn', 'plannedStart', 'pool'].map((key) => member(line, key)),
        ['in_talks', '2026-02-02', '2026-06-01', 'admitted'],
      )
      assert.equal(await totalOf(own, '?stage=building'), 0)
      assert.equal(await totalOf(own, '?at=2026-01-01'), 0)
      assert.equal((await own(`${LIST}?stage=none`)).status, 400)
    })

    test('one project with its enterprise, gates and acts, and without people', async () => {
      const { body } = await own(`${LIST}/${id}`)
      assert.equal(member(member(body, 'enterprise'), 'name'), '甲公司')
      const gates = member(body, 'gates')
      assert.ok(Array.isArray(gates))
      assert.deepEqual(
        member(
          gates.find((each) => member(each, 'gate') === 'site'),
          'done',
        ),
        {
          ...{ on: '2026-02-21', source: '选址意见' },
        },
      )
      const acts = member(body, 'acts')
      assert.ok(Array.isArray(acts) && acts.length === 3)
      assert.match(JSON.stringify(member(body, 'targets')), /生产性服务业增加值占比/)
      assert.equal(JSON.stringify(body).includes('其人'), false)
      assert.equal(JSON.stringify(body).includes('person'), false)
      const earlier = await own(`${LIST}/${id}?at=2026-02-10`)
      assert.deepEqual(
        [member(earlier.body, 'day'), member(member(earlier.body, 'line'), 'pool')],
        [...['2026-02-10', 'not_applied']],
      )
    })

    test('a street reads its own, a neighbour nothing, the municipality all; other scopes are refused', async () => {
      assert.deepEqual([await totalOf(own), await totalOf(city)], [1, 1])
      assert.deepEqual([await totalOf(street), await totalOf(neighbour)], [0, 0])
      for (const read of [street, neighbour])
        assert.deepEqual(
          [(await read(`${LIST}/${id}`)).status, (await read(`${LIST}/${id}`)).code],
          [...[404, 'unknown-project']],
        )
      assert.equal((await reporter(LIST)).status, 403)
      assert.equal((await machine.send('GET', LIST)).status, 401)
    })

    test('the enterprise of a project is shown, others are not', async () => {
      const seen = (token: number) =>
        transact(database, { actor: { kind: 'system', token }, now: clock.now }, (tx) =>
          tx.select({ id: subject.id }).from(subject),
        )
      const rows = await transact(database, { actor: JOB, now: clock.now }, (tx) =>
        tx.execute<{ id: bigint; department_id: string }>(
          `SELECT id, department_id FROM api_token WHERE 'read_plan' = ANY (scopes)`,
        ),
      )
      for (const { id: token, department_id: of } of rows.rows) {
        const ids = (await seen(Number(token))).map((each) => each.id)
        assert.deepEqual(ids, of === DEPARTMENT || of === CITY ? [people.first] : [], of)
        assert.ok(!ids.includes(elsewhere))
      }
    })
  })
}

runSuites()
