// Reports of a department, values of the plan office, and the plan as of any day as it was known then.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { asc, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../../testing/databases.ts'
import {
  createPlanWorld,
  DISTRICT,
  type PlanLogin,
  type PlanWorld,
  POLICY,
  START,
} from '../../../testing/planWorld.ts'
import { runSuites, suite } from '../../../testing/suites.ts'
import { verifyChain } from '../../audit/verifyChain.ts'
import { audit, planReport } from '../../db/tables.ts'
import { codeOf } from '../../db/transact.ts'
import { PlanError, type PlanProblem } from '../problem.ts'
import { historyOf } from './loadPlan.ts'
import { makeOfficial, returnReport } from './makeOfficial.ts'
import { type Plan, planAsOf } from './planAsOf.ts'
import { decimalText } from './quantity.ts'
import { correctValue, reportValue } from './reportValue.ts'
import { saveSetting } from './saveSetting.ts'

after(stopTestServer)

const { program } = compile(loadSources())
const [INSTITUTIONS, PREMIUM, TOWERS] = [
  ...['target-yz-financial-institutions', 'target-yz-premium-income', 'target-yz-finance-buildings'],
] as const
const day = (text: string): Date => new Date(`${text}T02:00:00Z`)

const refusedAs =
  (kind: PlanProblem, words: RegExp, path?: string) =>
  (error: unknown): boolean =>
    error instanceof PlanError &&
    error.kind === kind &&
    words.test([error.message, ...error.faults.map((each) => each.message)].join()) &&
    (path === undefined || error.faults[0]?.path === path)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  let world: PlanWorld

  const which = (target: string) => ({ policy: POLICY, target, district: DISTRICT })
  const report = (target: string, period: string, value: string, now: Date, by: PlanLogin = 'reporter') =>
    reportValue(database, { by: { person: world.idOf(by) }, now }, program, {
      ...{ ...which(target), period, value, reason: '' },
    })
  const correct = (target: string, period: string, value: string, reason: string, now: Date) =>
    correctValue(database, { by: { person: world.idOf('reporter') }, now }, program, {
      ...{ ...which(target), period, value, reason },
    })
  const decide = (id: number, now: Date, said = {}, by: PlanLogin = 'planner') =>
    makeOfficial(database, { person: world.idOf(by), now }, program, id, said)
  const plan = (at: string, knownAt: Date, by: PlanLogin = 'planner'): Promise<Plan> =>
    world.as(by, (tx) => planAsOf(tx, program, at, knownAt), knownAt)
  const values = ({ lines }: Plan, target: string): string[] =>
    (lines.find(({ indicator }) => indicator.target.id === target)?.readings ?? []).map(
      ({ period, value }) => `${period.text} ${decimalText(value)}`,
    )

  suite(`targets on ${name}`, () => {
    before(async () => {
      world = await createPlanWorld(database, program)
      await world.setting({ target: INSTITUTIONS })
      await world.setting({
        target: PREMIUM,
        unit: '亿元',
        gathers: 'within_year',
        lowest: '10',
        highest: '900',
      })
      await world.setting({ target: TOWERS, unit: '栋' })
    })

    test('a department reports a quarter, and it becomes official by another hand', async () => {
      const { id } = await report(INSTITUTIONS, '2025Q1', '451', day('2025-04-08'))
      assert.deepEqual(
        values(await plan('2025-04-08', day('2025-04-08')), INSTITUTIONS),
        [],
        'proposed is not official',
      )
      await assert.rejects(decide(id, day('2025-04-09'), {}, 'reporter'), refusedAs('same_person', /另一位/))
      await assert.rejects(decide(id, day('2025-04-09'), {}, 'economy'), refusedAs('not_yours', /计划统筹岗/))
      await assert.rejects(
        decide(id, day('2025-04-09'), {}, 'yubei-planner'),
        refusedAs('unknown_report', /没有这份报送/),
      )
      await decide(id, day('2025-04-09'))
      assert.deepEqual(values(await plan('2025-04-09', day('2025-04-09')), INSTITUTIONS), ['2025Q1 451'])
      await assert.rejects(decide(id, day('2025-04-09'), {}, 'planner2'), refusedAs('not_open', /已有人处理/))
      await assert.rejects(
        report(INSTITUTIONS, '2025Q1', '452', day('2025-04-10')),
        refusedAs('already_official', /用“更正”/, 'period'),
      )
    })

    test('who reports is of the department; who plans does not report for it', async () => {
      const now = day('2025-07-03')
      for (const login of ['economy', 'planner', 'street'] as const)
        await assert.rejects(
          report(INSTITUTIONS, '2025Q2', '455', now, login),
          (error) => error instanceof PlanError,
          login,
        )
      await assert.rejects(
        report(INSTITUTIONS, '2025Q2', '455', now, 'yubei'),
        refusedAs('unknown_indicator', /没有这项指标/),
      )
      const actor = { kind: 'person' as const, person: world.idOf('reporter') }
      const [line] = (await plan('2025-07-03', now)).lines
      const {
        id: _id,
        setBy: _by,
        recordedAt: _at,
        sample: _sample,
        ...setting
      } = line?.indicator.setting ?? assert.fail()
      await assert.rejects(
        saveSetting(database, { actor, now }, program, setting),
        refusedAs('not_yours', /计划统筹岗/),
      )
    })

    test('nobody makes official what they reported themselves, not even with both duties', async () => {
      await database.pool.query(
        `INSERT INTO duty (person_id, role, department_id, valid_from) VALUES ($1, 'planner', 'fgw', '2020-01-01')`,
        [world.idOf('checker')],
      )
      const { id } = await report(INSTITUTIONS, '2025Q2', '456', day('2025-07-04'), 'checker')
      await assert.rejects(decide(id, day('2025-07-05'), {}, 'checker'), refusedAs('same_person', /另一位/))
      await decide(id, day('2025-07-05'), {}, 'planner2')
    })

    test('another value needs a reason; a return needs one too and lets the department report again', async () => {
      const { id } = await report(INSTITUTIONS, '2025Q3', '464', day('2025-10-08'))
      await assert.rejects(
        decide(id, day('2025-10-09'), { value: '462' }),
        refusedAs('no_reason', /写明/, 'reason'),
      )
      await assert.rejects(
        decide(id, day('2025-10-09'), { value: '-1', reason: '核减' }),
        refusedAs('wrong_value', /负数/, 'value'),
      )
      const planner = { person: world.idOf('planner'), now: day('2025-10-09') }
      await assert.rejects(returnReport(database, planner, id, ' '), refusedAs('no_reason', /理由/, 'reason'))
      await returnReport(database, planner, id, '未附名录')
      const again = await report(INSTITUTIONS, '2025Q3', '463', day('2025-10-10'))
      await decide(again.id, day('2025-10-11'), { value: '462', reason: '两家已注销' })
      assert.equal(values(await plan('2025-10-12', day('2025-10-12')), INSTITUTIONS).at(-1), '2025Q3 462')
    })

    test('a correction keeps what was official until then, and what was known then', async () => {
      await assert.rejects(
        correct(INSTITUTIONS, '2025Q1', '449', ' ', day('2026-01-09')),
        refusedAs('no_reason', /理由/, 'reason'),
      )
      await assert.rejects(
        correct(INSTITUTIONS, '2025Q4', '470', '名录', day('2026-01-09')),
        refusedAs('not_official', /直接填报/, 'period'),
      )
      const { id } = await correct(INSTITUTIONS, '2025Q1', '449', '年报核实少两家', day('2026-01-09'))
      const was = '2025Q1 451'
      assert.equal(
        values(await plan('2026-01-10', day('2026-01-10')), INSTITUTIONS)[0],
        was,
        'only proposed so far',
      )
      await decide(id, day('2026-01-12'))
      assert.equal(values(await plan('2026-01-13', day('2026-01-13')), INSTITUTIONS)[0], '2025Q1 449')
      assert.equal(values(await plan('2026-01-13', day('2026-01-11')), INSTITUTIONS)[0], was)
      assert.equal(values(await plan('2025-06-30', day('2026-01-13')), INSTITUTIONS)[0], '2025Q1 449')
      const history = await world.as(
        'planner',
        (tx) => historyOf(tx, which(INSTITUTIONS), day('2026-02-01')),
        day('2026-02-01'),
      )
      assert.deepEqual(
        history
          .filter(({ period }) => period === '2025Q1')
          .map(({ kind, value, reason }) => `${kind} ${value} ${reason}`),
        ['proposed 451 ', 'official 451 ', 'proposed 449 年报核实少两家', 'official 449 '],
      )
      await assert.rejects(
        correctValue(database, { by: { person: world.idOf('planner') }, now: day('2026-02-01') }, program, {
          ...{ ...which(INSTITUTIONS), period: '2025Q1', value: '1', reason: 'x' },
        }),
        refusedAs('not_yours', /责任部门/),
      )
    })

    test('what cannot be is told at its field, and nothing of it is saved', async () => {
      const count = () => world.asJob((tx) => tx.$count(planReport))
      const before = await count()
      const now = day('2025-04-08')
      await assert.rejects(
        report(PREMIUM, '2025Q1', '600000', now),
        refusedAs('wrong_value', /像是单位写错了.*60亿元/, 'value'),
      )
      await assert.rejects(
        reportValue(database, { by: { person: world.idOf('reporter') }, now }, program, {
          ...{ ...which(PREMIUM), period: '2025Q1', value: '600000', unit: '万元', reason: '' },
        }),
        refusedAs('wrong_value', /600000万元＝60亿元/, 'unit'),
      )
      await assert.rejects(report(PREMIUM, '2025Q1', '5', now), refusedAs('wrong_value', /合理范围/, 'value'))
      await assert.rejects(
        report(PREMIUM, '2025Q2', '60', now),
        refusedAs('wrong_value', /还没有结束/, 'period'),
      )
      assert.equal(await count(), before)
    })

    test('rows cannot be changed, set back in time or written past the rules', async () => {
      for (const statement of [
        "UPDATE plan_report SET reason = 'x'",
        'DELETE FROM plan_report',
        'TRUNCATE plan_report CASCADE',
        'DELETE FROM plan_setting',
      ])
        await assert.rejects(database.pool.query(statement), (error) => codeOf(error) === '23001', statement)
      const row = {
        ...which(TOWERS),
        departmentId: 'cyj',
        period: '2025Q1',
        kind: 'proposed',
        value: '2',
        unit: '栋',
        reason: '',
      } as const
      const at = day('2025-04-08')
      const early = { ...row, sample: true, recordedAt: day('2020-01-01') }
      const [made] = await world.as('reporter', (tx) => tx.insert(planReport).values(early).returning(), at)
      assert.deepEqual([made?.sample, made?.recordedAt], [false, at])
      await assert.rejects(
        world.as(
          'planner',
          (tx) =>
            tx.insert(planReport).values({ ...row, kind: 'official', follows: made?.id ?? 0, value: '3' }),
          at,
        ),
        (error) => codeOf(error) === '23001',
      )
      await assert.rejects(
        world.as(
          'reporter',
          (tx) => tx.insert(planReport).values({ ...row, saidBy: world.idOf('checker') }),
          at,
        ),
        (error) => codeOf(error) === '42501',
      )
    })

    test('each sees their district; streets, administrators and neighbours see nothing of it', async () => {
      const seen = async (login: PlanLogin) =>
        (await plan('2026-02-01', day('2026-02-01'), login)).lines.length
      assert.deepEqual(
        await Promise.all((['planner', 'economy', 'street', 'yubei', 'admin'] as const).map(seen)),
        [3, 3, 0, 0, 0],
      )
    })

    test('a changed setting holds from then on; the earlier one is what was known before', async () => {
      await world.setting(
        { target: TOWERS, unit: '栋', definition: '按新口径', departmentId: 'jxw' },
        day('2026-03-01'),
      )
      const of = async (at: Date) =>
        (await plan('2026-03-02', at)).lines.find(({ indicator }) => indicator.target.id === TOWERS)
      assert.equal((await of(day('2026-02-27')))?.indicator.setting.definition, '按条文')
      assert.equal((await of(day('2026-03-02')))?.owner.name, '渝中区经信委')
      await assert.rejects(
        report(TOWERS, '2025Q4', '3', day('2026-03-02')),
        refusedAs('not_yours', /责任部门/),
      )
      await assert.rejects(
        world.setting({ target: TOWERS, unit: '家' }),
        refusedAs('wrong_setting', /单位“家”/, 'unit'),
      )
      await assert.rejects(
        world.setting({ target: TOWERS, unit: '栋', firstPeriod: '2024-01' }),
        refusedAs('wrong_setting', /起始期/, 'firstPeriod'),
      )
      await assert.rejects(
        world.setting({ target: 'nothing' }),
        refusedAs('unknown_indicator', /没有这个目标/),
      )
    })

    test('replay at an earlier moment gives the earlier picture, whatever came later', async () => {
      const picture = (each: Plan): string =>
        JSON.stringify(
          each.lines.map(({ indicator, readings, status, waiting, sums }) => [
            ...[indicator.target.id, indicator.setting.id, status.standing, status.lamp],
            readings.map(({ period, value }) => [period.text, decimalText(value)]),
            ...[waiting.map(({ id }) => id), sums.map(({ words }) => words)],
          ]),
        )
      const taken: { at: string; known: Date; picture: string }[] = []
      let now = day('2026-04-02').getTime()
      await fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.record({
              period: fc.constantFrom('2025Q4', '2026Q1'),
              value: fc.integer({ min: 440, max: 520 }),
              official: fc.boolean(),
            }),
            { minLength: 1, maxLength: 3 },
          ),
          async (acts) => {
            for (const { period, value, official } of acts) {
              now += 3_600_000
              const known = new Date(now)
              const was = (await plan('2026-04-30', known)).lines.find(
                ({ indicator }) => indicator.target.id === INSTITUTIONS,
              )
              const has = was?.official.some((each) => each.period === period)
              const { id } = has
                ? await correct(INSTITUTIONS, period, String(value), '核实', known)
                : await report(INSTITUTIONS, period, String(value), known)
              if (official) await decide(id, new Date(now + 60_000))
              const at = '2026-04-30'
              const then = new Date(now + 120_000)
              taken.push({ at, known: then, picture: picture(await plan(at, then)) })
            }
            for (const each of taken) assert.equal(picture(await plan(each.at, each.known)), each.picture)
          },
        ),
        { numRuns: 6, seed: 7 },
      )
    })

    test('before anything was reported nothing is known, whatever day is asked for', async () => {
      const { lines } = await plan('2026-04-30', START)
      assert.ok(lines.every(({ readings, waiting }) => readings.length + waiting.length === 0))
    })

    test('every act is in the chain of the log', async () => {
      const rows = await world.asJob((tx) => tx.select().from(audit).orderBy(asc(audit.number)))
      assert.equal(verifyChain(rows).kind, 'whole')
      const acts = new Set(rows.map(({ act }) => act))
      for (const act of ['plan.setting', 'plan.report', 'plan.official', 'plan.returned', 'plan.correct'])
        assert.ok(acts.has(act), act)
      const reports = await world.asJob((tx) =>
        tx.select().from(planReport).where(eq(planReport.kind, 'official')),
      )
      assert.equal(rows.filter(({ act }) => act === 'plan.official').length, reports.length)
    })
  })
}

runSuites()
