// The plan's indicators for other systems, on both engines: a token sees what people of its department see, says what
// the department reports, and the database shows its role nothing more.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestApp, program } from '../../../testing/application.ts'
import { createBrowser, member } from '../../../testing/browser.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../../testing/databases.ts'
import { createPeople, DEPARTMENT } from '../../../testing/people.ts'
import { runSuites, suite } from '../../../testing/suites.ts'
import { department, planReport, planSetting, type TOKEN_SCOPES } from '../../db/tables.ts'
import { codeOf, JOB, type Transaction, transact } from '../../db/transact.ts'
import { hashOfRules, storeRules } from '../../decisions/rules.ts'
import { endToken } from '../../identity/endToken.ts'
import { issueToken } from '../../identity/issueToken.ts'

after(stopTestServer)

type Scopes = (typeof TOKEN_SCOPES)[number][]

const [START, NOW] = [new Date('2025-01-02T00:00:00Z'), new Date('2025-11-03T02:00:00Z')]
const [STREET, NEIGHBOUR, CITY] = ['yubei-street', 'yuzhong-bureau', 'city-bureau']
const POLICY = 'yubei-2024-34'
const PLAN = '/api/exchange/plan'

/** Which department keeps which indicator of which district. */
const KEPT = [
  { target: 'target-municipal-specialized', district: '渝北区', departmentId: DEPARTMENT },
  { target: 'target-little-giants', district: '渝北区', departmentId: STREET },
  { target: 'target-municipal-specialized', district: '渝中区', departmentId: NEIGHBOUR },
  { target: 'target-listed-enterprises', district: '重庆市', departmentId: CITY },
] as const

const placeOf = ({ target, district }: { readonly target: unknown; readonly district: unknown }): string =>
  `${district} ${target}`
const ALL = KEPT.map(placeOf)
const [OWN = '', OF_STREET = '', NEIGHBOURS = ''] = ALL

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const clock = { now: NOW }
  const app = createTestApp(database, clock)
  const people = await createPeople(database, START)
  const admin = people.ids.get('security_admin') ?? assert.fail()
  const machine = createBrowser(app, '10.9.6.1')
  const earlier = { ...program, policies: program.policies.filter(({ document }) => document.id === POLICY) }

  const systemOf = async (scopes: Scopes, of = DEPARTMENT, days = 30) => {
    const grant = { name: '统计平台', department: of, scopes, days }
    const { id, token } = await issueToken(database, NOW, admin, grant)
    const headers = { Authorization: `Bearer ${token}` }
    const raw = <T>(work: (tx: Transaction) => Promise<T>) =>
      transact(database, { actor: { kind: 'system', token: id }, now: clock.now }, work)
    return {
      ...{ id, raw },
      read: (query = '') => machine.send('GET', `${PLAN}${query}`, undefined, headers),
      report: (body: object) => machine.send('POST', `${PLAN}/reports`, body, headers),
      /** What a query without any condition shows. */
      rows: async (table: 'plan_setting' | 'plan_report' | 'plan_proposal') => {
        const { rows } = await raw((tx) =>
          tx.execute<{ target: string; district: string }>(`SELECT DISTINCT target, district FROM ${table}`),
        )
        return rows.map(placeOf).sort()
      },
    }
  }
  const linesOf = (body: unknown): string[] => {
    const lines = member(body, 'lines')
    assert.ok(Array.isArray(lines))
    return lines
      .map((each) => placeOf({ target: member(each, 'target'), district: member(each, 'district') }))
      .sort()
  }

  suite(`the plan for other systems on ${name}`, () => {
    before(async () => {
      await transact(database, { actor: JOB, now: START }, async (tx) => {
        await storeRules(tx, earlier)
        await tx.insert(department).values([
          { id: STREET, name: '渝北区某街道', district: '渝北区', kind: 'street' },
          { id: NEIGHBOUR, name: '渝中区某局', district: '渝中区', kind: 'bureau' },
          { id: CITY, name: '市某委', district: null, kind: 'bureau' },
        ])
        for (const kept of KEPT) {
          await tx.insert(planSetting).values({
            ...{ ...kept, policy: POLICY, definition: '', formula: '', unit: '家', source: '台账', note: '' },
            ...{ periodicity: 'quarter' as const, gathers: 'level' as const, firstPeriod: '2025Q1' },
            ...{ dueDays: 15, lowest: '0', highest: '1000' },
          })
          const report = { ...kept, policy: POLICY, unit: '家', reason: '', sample: true }
          const [proposed] = await tx
            .insert(planReport)
            .values({ ...report, period: '2025Q1', kind: 'proposed', value: '100' })
            .returning()
          const official = { period: '2025Q1', kind: 'official' as const, value: '100' }
          await tx.insert(planReport).values({ ...report, ...official, follows: proposed?.id ?? null })
          await tx.insert(planReport).values({ ...report, period: '2025Q2', kind: 'proposed', value: '110' })
        }
      })
      await transact(database, { actor: JOB, now: new Date('2025-06-01T00:00:00Z') }, (tx) =>
        storeRules(tx, program),
      )
    })

    test('a bureau sees its district, the municipality all, a street its own, and the database shows no more', async () => {
      const places = [
        [DEPARTMENT, [OWN, OF_STREET]],
        [STREET, [OF_STREET]],
        [NEIGHBOUR, [NEIGHBOURS]],
        [CITY, ALL],
      ] as const
      for (const [place, wanted] of places) {
        const system = await systemOf(['read_plan'], place)
        const { status, body } = await system.read()
        assert.equal(status, 200, place)
        assert.deepEqual(linesOf(body), [...wanted].sort(), place)
        const lines = member(body, 'lines')
        assert.ok(Array.isArray(lines))
        for (const line of lines)
          assert.deepEqual([member(member(line, 'latest'), 'value'), member(line, 'waiting')], ['100', 1])
        for (const table of ['plan_setting', 'plan_report', 'plan_proposal'] as const)
          assert.deepEqual(await system.rows(table), [...wanted].sort(), `${place} ${table}`)
      }
    })

    test('a token without the scope, ended or expired sees nothing, whoever asks for it', async () => {
      const other = await systemOf(['read_cases', 'push_facts'], CITY)
      const ended = await systemOf(['read_plan', 'report_plan'], CITY)
      const expired = await systemOf(['read_plan', 'report_plan'], CITY, 1)
      await endToken(database, NOW, admin, ended.id)
      assert.deepEqual([(await other.read()).status, (await ended.read()).status], [403, 401])
      clock.now = new Date(NOW.getTime() + 2 * 24 * 3_600_000)
      assert.equal((await expired.read()).status, 401)
      for (const system of [other, ended, expired])
        for (const table of ['plan_setting', 'plan_report', 'plan_proposal'] as const)
          assert.deepEqual(await system.rows(table), [], table)
      clock.now = NOW
    })

    test('a token that only reports sees what its department is to report, and reports that', async () => {
      const system = await systemOf(['report_plan'])
      assert.equal((await system.read()).status, 403)
      assert.deepEqual(await system.rows('plan_report'), [OWN])
      const report = {
        policy: POLICY,
        target: KEPT[0].target,
        district: '渝北区',
        period: '2025Q3',
        value: '160',
      }
      const sent = await system.report(report)
      assert.equal(sent.status, 200)
      const corrected = await system.report({ ...report, period: '2025Q1', reason: '漏报', correct: true })
      assert.equal(corrected.status, 200)
      const { rows } = await database.pool.query<{ act: string; person_id: unknown; content: string }>(
        `SELECT act, person_id, content FROM audit WHERE act LIKE 'plan.%' AND object = ANY ($1) ORDER BY number`,
        [[sent, corrected].map(({ body }) => `plan_report ${member(body, 'id')}`)],
      )
      assert.deepEqual(
        rows.map((row) => [row.act, row.person_id, JSON.parse(row.content).system]),
        [
          ['plan.report', null, system.id],
          ['plan.correct', null, system.id],
        ],
      )
      const foreign = { ...report, target: KEPT[1].target }
      const unseen = await system.report(foreign)
      assert.deepEqual([unseen.status, unseen.code], [404, 'unknown-indicator'])
      const seeing = await systemOf(['read_plan', 'report_plan'])
      const seen = await seeing.report(foreign)
      assert.deepEqual([seen.status, seen.code], [403, 'not-yours'])
    })

    test('the plan of an earlier moment is judged by the documents of then, which every token may read', async () => {
      const system = await systemOf(['read_plan'], STREET)
      const then = await system.read('?known=2025-03-01')
      assert.deepEqual(member(then.body, 'rules'), { kind: 'adopted', hash: hashOfRules(earlier) })
      assert.deepEqual(linesOf(then.body), [OF_STREET])
      const today = await system.read()
      assert.deepEqual(member(today.body, 'rules'), { kind: 'adopted', hash: hashOfRules(program) })
    })

    test('the role of a system says nothing for others, nothing official and nothing invented', async () => {
      const { id, raw } = await systemOf(['read_plan', 'report_plan'])
      const insert = (more: object) => (tx: Transaction) =>
        tx.insert(planReport).values({
          ...{ policy: POLICY, target: KEPT[0].target, district: '渝北区', departmentId: DEPARTMENT },
          ...{ period: '2025Q4', kind: 'proposed' as const, value: '1', unit: '家', reason: '' },
          ...{ saidBy: null, saidByToken: id, ...more },
        })
      const reports = await raw((tx) => tx.select().from(planReport))
      const waiting = reports.find((each) => each.target === KEPT[0].target && each.period === '2025Q2')
      const refused: [string, (tx: Transaction) => Promise<unknown>][] = [
        ['as another system', insert({ saidByToken: id - 1 })],
        ['as a person', insert({ saidByToken: null, saidBy: admin })],
        ['for a street', insert({ target: KEPT[1].target, departmentId: STREET })],
        [
          'official',
          insert({ kind: 'official', period: '2025Q2', value: '110', follows: waiting?.id ?? assert.fail() }),
        ],
        ['a setting', (tx) => tx.execute(`INSERT INTO plan_setting (policy) VALUES ('x')`)],
        ['evidence', (tx) => tx.execute('SELECT id FROM plan_evidence')],
        ['how often it changed', (tx) => tx.execute('SELECT number FROM plan_change')],
        ['the law', (tx) => tx.execute(`INSERT INTO rule_adoption (rule_hash) VALUES ('x')`)],
        [
          'the log',
          (tx) => tx.execute(`INSERT INTO audit (act, object, content) VALUES ('plan.set', 'x 1', '{}')`),
        ],
      ]
      for (const [what, work] of refused)
        await assert.rejects(raw(work), (error) => codeOf(error) === '42501', what)
    })
  })
}

runSuites()
