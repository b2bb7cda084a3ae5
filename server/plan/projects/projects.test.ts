// Projects through the four lists by the people who may, on both engines; what is shown adds up, as of any day as known
// at any moment; what is expected changes with what happens.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../../testing/databases.ts'
import { createPlanWorld, DISTRICT, type PlanLogin } from '../../../testing/planWorld.ts'
import { lone, runSuites, suite } from '../../../testing/suites.ts'
import { audit } from '../../db/tables.ts'
import { callMeeting } from '../tasks/callMeeting.ts'
import { actOnProject, type NewProject, type ProjectActInput, registerProject } from './actOnProject.ts'
import { daysAfter, expected, LEAST_CASES, type Move, spellsFrom } from './forecastProject.ts'
import { allProjects, type ProjectFilter, pageOfProjects, projectDay } from './listProjects.ts'
import { ProjectError, type ProjectProblem } from './problem.ts'
import { projectInFull } from './projectInFull.ts'
import { GATES, LISTS, nextStage, PROJECT_ACT_NAMES, type ProjectAct, projectRule } from './stages.ts'
import { subsidiesOf } from './subsidies.ts'
import { keptProjectSummary, projectSummaryIn } from './summarizeProjects.ts'

after(stopTestServer)

const { program } = compile(loadSources())
const at = (day: string): Date => new Date(`${day}T10:00:00+08:00`)

const refusedAs =
  (kind: ProjectProblem) =>
  (error: unknown): boolean =>
    error instanceof ProjectError && error.kind === kind && error.message.length > 5

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const world = await createPlanWorld(database, program)
  const occasion = (login: PlanLogin, now: Date) => ({
    ...{ actor: { kind: 'person' as const, person: world.idOf(login) }, now },
  })
  let keys = 0
  const register = async (
    more: Partial<NewProject> = {},
    login: PlanLogin = 'reporter',
    now = at('2025-03-03'),
  ) => {
    const plain = { district: DISTRICT, department: 'cyj', name: '某总部项目', industry: '软件信息服务' }
    const place = { stage: 'to_attract' as const, on: '2025-03-03' }
    return (
      await registerProject(database, occasion(login, now), {
        key: `k${++keys}`,
        ...plain,
        ...place,
        ...more,
      })
    ).id
  }
  const list = (filter: ProjectFilter = {}, login: PlanLogin = 'planner', now = at('2026-03-03')) =>
    allProjects(database, occasion(login, now), filter)
  const act = async (
    id: number,
    what: Exclude<ProjectAct, 'register'>,
    day: string,
    more: Partial<ProjectActInput> = {},
    login: PlanLogin = 'reporter',
    recorded = day,
  ) => {
    const [line] = await allProjects(database, occasion('planner', at('2027-01-01')), { id })
    const version = line?.version ?? 0
    return actOnProject(database, occasion(login, at(recorded)), id, what, {
      key: `k${++keys}`,
      version,
      on: day,
      ...more,
    })
  }
  const pass = async (id: number, day: string) => {
    const [line] = await list({ id }, 'planner', at('2027-01-01'))
    const stage = LISTS.find((each) => each === line?.stage) ?? assert.fail('no list')
    for (const { gate } of GATES[stage]) await act(id, 'gate', day, { gate, source: '证明材料' })
    await act(id, 'advance', day)
    return nextStage(stage)
  }
  const full = (id: number, now = at('2026-03-03'), as = {}) =>
    projectInFull(database, occasion('planner', now), program, id, as)

  suite(`projects on ${name}`, () => {
    test('lists, gates and acts of the program and of the database are the same', async () => {
      const { rows: gates } = await world.asJob((tx) =>
        tx.execute<{ stage: string; gate: string }>(sql`SELECT stage, gate FROM project_gates()`),
      )
      assert.deepEqual(
        gates.map(({ stage, gate }) => [stage, gate]),
        LISTS.flatMap((stage) => GATES[stage].map(({ gate }) => [stage, gate])),
      )
      const { rows: stages } = await world.asJob((tx) =>
        tx.execute<{ stage: string; next: string }>(sql`SELECT stage, next FROM project_stages()`),
      )
      assert.deepEqual(
        stages.map(({ stage, next }) => [stage, next]),
        LISTS.map((stage) => [stage, nextStage(stage)]),
      )
      const { rows } = await world.asJob((tx) =>
        tx.execute<{ act: string; topic: string; from_stages: string[]; says: boolean; proves: boolean }>(
          sql`SELECT * FROM project_act_rules()`,
        ),
      )
      assert.deepEqual(
        rows.map((each) => [each.act, each.topic, each.from_stages, each.says, each.proves]),
        PROJECT_ACT_NAMES.map((each) => {
          const { topic, from, says, proves } = projectRule(each)
          return [each, topic, [...from], says, proves]
        }),
      )
    })

    test('a project goes through the four lists, each gate with its papers, and every act is logged', async () => {
      const id = await register({ plannedStart: '2025-09-01', plannedCompletion: '2026-06-30' })
      await assert.rejects(act(id, 'advance', '2025-03-10'), refusedAs('gate_open'))
      await assert.rejects(act(id, 'gate', '2025-03-10', { gate: 'contact' }), refusedAs('no_project_source'))
      await assert.rejects(
        act(id, 'gate', '2025-03-10', { gate: 'permit', source: '证' }),
        refusedAs('wrong_project'),
      )
      await assert.rejects(act(id, 'advance', '2025-03-10', {}, 'economy'), refusedAs('not_your_project'))
      await assert.rejects(act(id, 'advance', '2025-03-10', {}, 'yubei'), refusedAs('unknown_project'))
      assert.equal(await pass(id, '2025-04-01'), 'in_talks')
      await assert.rejects(
        act(id, 'gate', '2025-03-20', { gate: 'site', source: '证' }),
        refusedAs('wrong_day'),
      )
      await assert.rejects(
        act(id, 'note', '2025-05-01', { text: '还没有到' }, 'reporter', '2025-04-20'),
        refusedAs('wrong_day'),
      )
      assert.equal(await pass(id, '2025-05-01'), 'preparing')
      assert.equal(await pass(id, '2025-08-01'), 'building')
      await assert.rejects(
        act(id, 'replan', '2025-08-02', { plannedStart: '2025-12-01', text: '晚' }),
        refusedAs('wrong_plan'),
      )
      assert.equal(await pass(id, '2026-02-01'), 'completed')
      const { stays, line, acts } = await full(id)
      assert.deepEqual(
        stays.map(({ stage, days }) => [stage, days]),
        [
          ['to_attract', 29],
          ['in_talks', 30],
          ['preparing', 92],
          ['building', 184],
          ['completed', 30],
        ],
      )
      assert.deepEqual([line.stage, line.slips, line.late], ['completed', 0, 0])
      assert.ok(acts.every(({ person }) => person === 'reporter其人'))
      const logged = await world.asJob((tx) => tx.select().from(audit))
      assert.equal(logged.filter(({ object }) => object === `project ${id}`).length, acts.length)
    })

    test('a plan that moves is counted with who moved it and why; what is dropped has its reason', async () => {
      const id = await register({ plannedStart: '2025-06-01' })
      await assert.rejects(
        act(id, 'replan', '2025-04-01', { plannedStart: '2025-07-01' }),
        refusedAs('no_project_reason'),
      )
      await assert.rejects(
        act(id, 'replan', '2025-04-01', { plannedStart: '2025-06-01', text: '没变' }),
        refusedAs('wrong_plan'),
      )
      await act(id, 'replan', '2025-04-01', { plannedStart: '2025-07-01', text: '选址未定' })
      await act(id, 'replan', '2025-05-01', { plannedStart: '2025-06-15', text: '提前' }, 'planner')
      await act(id, 'replan', '2025-06-01', { plannedStart: '2025-08-15', text: '投资方再议' })
      const [line] = await list({ id })
      assert.deepEqual([line?.slips, line?.plannedStart], [2, '2025-08-15'])
      const { acts } = await full(id)
      assert.deepEqual(
        acts
          .filter((each) => each.act === 'replan')
          .map((each) => [each.person, each.text, each.slippedDays]),
        [
          ['reporter其人', '选址未定', 30],
          ['planner其人', '提前', 0],
          ['reporter其人', '投资方再议', 61],
        ],
      )
      await assert.rejects(act(id, 'drop', '2025-09-01', { text: '谈不拢' }), refusedAs('no_project_reason'))
      await act(id, 'drop', '2025-09-01', { text: '谈不拢', dropReason: 'investor_withdrew' })
      assert.equal((await list({ id }))[0]?.dropReason, 'investor_withdrew')
      await assert.rejects(act(id, 'advance', '2025-09-02'), refusedAs('wrong_stage'))
      await act(id, 'revive', '2025-10-01', { text: '投资方回来' })
      assert.deepEqual(
        [(await list({ id }))[0]?.stage, (await list({ id }))[0]?.dropReason],
        ['to_attract', null],
      )
    })

    test('the library, the green channel, what was verified and meetings each have their paper', async () => {
      const id = await register({ stage: 'preparing' })
      await assert.rejects(act(id, 'pool', '2025-04-01', { pool: 'applied' }), refusedAs('no_project_source'))
      await act(id, 'pool', '2025-04-01', { pool: 'applied', source: '渝中发改〔2025〕1号（示例）' })
      await act(id, 'pool', '2025-06-01', { pool: 'admitted', source: '市发展改革委通知（示例）' })
      await assert.rejects(
        act(id, 'pool', '2025-06-02', { pool: 'admitted', source: '同一份' }),
        refusedAs('wrong_project'),
      )
      await act(id, 'green', '2025-06-05', { green: true, source: '联审单（示例）', text: '并联审批' })
      await assert.rejects(act(id, 'verify', '2025-06-06', { source: '报告' }), refusedAs('wrong_project'))
      await act(id, 'verify', '2025-06-06', { approvedFen: 3_000_000_00, source: '核定表（示例）' })
      const called = { district: DISTRICT, title: '项目会商', heldOn: '2025-06-10', agenda: '推进' }
      const meeting = await callMeeting(database, occasion('planner', at('2025-06-08')), called)
      await act(id, 'meet', '2025-06-10', { meeting, text: '议定由发改委协调' })
      await assert.rejects(
        act(id, 'meet', '2025-06-10', { meeting: 9999, text: '没有的会' }),
        refusedAs('wrong_project'),
      )
      const found = await full(id)
      assert.deepEqual(
        [found.line.pool, found.line.green, found.line.approvedFen],
        ['admitted', true, 300_000_000],
      )
      assert.equal(found.meetings.get(meeting)?.title, '项目会商')
      assert.equal((await list({ pool: 'admitted', green: true })).length, 1)
    })

    test('what the rules of 北碚 give a project follows what is recorded of it', async () => {
      const [line] = await list({})
      assert.ok(line)
      const facts = {
        district: '北碚区',
        pool: 'admitted',
        progressQualifies: true,
        exceptional: false,
      } as const
      const known = { ...line, ...facts, totalFen: 3_900_0000_00, approvedFen: 3_500_0000_00 }
      const found = subsidiesOf(program, known, '2026-06-01').find(
        ({ item }) => item.id === 'key-project-subsidy',
      )
      assert.ok(found)
      assert.deepEqual(found.finding.ifEligible ?? found.finding.amount, {
        kind: 'upper_bound',
        yuan: '1950000.00',
      })
      assert.equal(found.finding.caps.length, 3)
      assert.ok(
        subsidiesOf(program, { ...known, district: '渝中区' }, '2026-06-01').every(
          ({ policy }) => policy.document.id !== 'beibei-2025-108',
        ),
      )
    })

    test('as of an earlier day, and as known at an earlier moment, the project is as it was', async () => {
      const id = await register({ name: '回溯项目', plannedStart: '2025-09-01' })
      await act(id, 'gate', '2025-03-20', { gate: 'contact', source: '函' })
      await act(id, 'gate', '2025-03-25', { gate: 'fit', source: '报告' })
      // It took place on 1 April and became known on 1 June.
      await act(id, 'advance', '2025-04-01', {}, 'reporter', '2025-06-01')
      await act(
        id,
        'replan',
        '2025-05-01',
        { plannedStart: '2026-01-01', text: '晚' },
        'reporter',
        '2025-06-02',
      )
      const stage = async (as: ProjectFilter) => (await list({ id, ...as }))[0]
      assert.equal((await stage({ at: '2025-03-31' }))?.stage, 'to_attract')
      assert.equal((await stage({ at: '2025-04-02' }))?.stage, 'in_talks')
      assert.equal((await stage({ at: '2025-04-02', known: '2025-05-31' }))?.stage, 'to_attract')
      assert.equal((await stage({ known: '2025-06-01' }))?.slips, 0)
      assert.equal((await stage({ at: '2025-05-02' }))?.plannedStart, '2026-01-01')
      assert.equal(await stage({ at: '2025-03-02' }), undefined)
      assert.equal((await full(id, at('2026-03-03'), { known: '2025-05-31' })).stays.length, 1)
    })

    test('nobody changes a project but through its acts, and no act is changed', async () => {
      const id = await register({ name: '不能改的项目' })
      for (const change of [
        sql`UPDATE plan_project SET stage = 'building' WHERE id = ${id}`,
        sql`UPDATE plan_project_act SET text = '别的' WHERE project_id = ${id}`,
        sql`DELETE FROM plan_project_act WHERE project_id = ${id}`,
      ])
        await assert.rejects(world.as('planner', (tx) => tx.execute(change)))
      await assert.rejects(register({ department: 'jxw' }), refusedAs('not_your_project'))
      await assert.rejects(register({ name: '' }), refusedAs('wrong_project'))
      assert.ok((await list({}, 'street')).length === 0)
      assert.ok((await list({}, 'yubei')).length === 0)
    })

    test('every sum is the length of its list, and replay at an earlier moment gives the earlier picture', async () => {
      const days = ['2025-03-03', '2025-05-15', '2025-09-15', '2026-03-03']
      const filters = fc.record(
        {
          ...{ stage: fc.constantFrom('to_attract' as const, 'building' as const, 'dropped' as const) },
          ...{
            department: fc.constantFrom('cyj', 'jxw'),
            late: fc.constant(true),
            slipped: fc.constant(true),
          },
          ...{
            text: fc.constantFrom('项目', '回溯', '%'),
            at: fc.constantFrom(...days),
            known: fc.constantFrom(...days),
          },
        },
        { requiredKeys: [] },
      )
      await fc.assert(
        fc.asyncProperty(filters, async (filter) => {
          const now = at('2026-03-03')
          const lines = await list(filter)
          const summary = await world.as(
            'planner',
            (tx) => projectSummaryIn(tx, projectDay(now, filter), now, filter),
            now,
          )
          const kept = await world.as('planner', (tx) => keptProjectSummary(tx, database, now, filter), now)
          assert.deepEqual(kept, summary)
          assert.equal(summary.total, lines.length)
          assert.equal(
            summary.stages.reduce((sum, each) => sum + each.projects, 0),
            lines.length,
          )
          const tally = <T>(of: (line: (typeof lines)[number]) => T | null) =>
            [...Map.groupBy(lines, of)].flatMap(([one, own]) => (one === null ? [] : [{ one, own }]))
          assert.deepEqual(
            summary.departments,
            tally((line) => line.department).map(({ one, own }) => ({
              ...{ department: one, projects: own.length, late: own.filter((each) => each.late > 0).length },
            })),
          )
          assert.deepEqual(
            summary.dropped,
            tally((line) => line.dropReason).map(({ one, own }) => ({ reason: one, projects: own.length })),
          )
          assert.deepEqual(new Set(summary.industries), new Set(lines.map(({ industry }) => industry)))
          for (const { stage, projects, late, slipped, investedFen } of summary.stages) {
            if (projects === 0) continue
            const own = await list({ ...filter, stage })
            assert.equal(own.length, projects)
            assert.equal((await list({ ...filter, stage, late: true })).length, late)
            assert.equal((await list({ ...filter, stage, slipped: true })).length, slipped)
            assert.equal(
              own.reduce((sum, each) => sum + (each.investedFen ?? 0), 0),
              investedFen,
            )
          }
          const page = await pageOfProjects(database, occasion('planner', now), filter, { from: 0, size: 2 })
          assert.equal(page.total, lines.length)
          assert.deepEqual(page.lines, lines.slice(0, 2))
          // Asked later, the same moment shows the same.
          if (filter.known)
            assert.deepEqual(await list({ at: '2026-03-03', ...filter }, 'planner', at('2027-01-01')), lines)
        }),
        { numRuns: 25 },
      )
    })
  })
}

const moved = (project: number, ...entries: readonly (readonly [Move['stage'], string])[]): Move[] =>
  entries.map(([stage, on]) => ({ project, stage, on }))

lone('only stays that lasted as long are compared, from then on', async () => {
  const moves = [
    ...moved(1, ['preparing', '2025-01-01'], ['building', '2025-04-11']),
    ...moved(2, ['preparing', '2025-01-01'], ['building', '2025-02-01']),
    ...moved(3, ['preparing', '2025-01-01'], ['dropped', '2025-05-01']),
    ...moved(
      4,
      ['preparing', '2025-01-01'],
      ['in_talks', '2025-04-01'],
      ['preparing', '2025-06-01'],
      ['building', '2025-07-01'],
    ),
    ...moved(5, ['preparing', '2025-05-01']),
  ]
  const asked = { stage: 'preparing', spent: 60, goal: 'building', day: '2025-08-01', planned: null } as const
  assert.deepEqual(spellsFrom(moves, asked), [
    { days: 40, happened: true, dropped: false },
    { days: 60, happened: false, dropped: true },
    // Put back and forth: until it began after all. Its second stay was too short.
    { days: 121, happened: true, dropped: false },
    { days: 32, happened: false, dropped: false },
  ])
})

lone('too few cases are said to be too few; enough give a day with its interval', async () => {
  const past = (count: number): Move[] =>
    Array.from({ length: count }, (_, i) =>
      moved(i, ['preparing', '2025-01-01'], ['building', daysAfter('2025-01-01', 50 + 10 * i)]),
    ).flat()
  const asked = {
    stage: 'preparing',
    spent: 10,
    goal: 'building',
    day: '2026-01-01',
    planned: '2026-03-01',
  } as const
  assert.deepEqual(expected(past(LEAST_CASES - 1), asked), {
    kind: 'too_few',
    cases: LEAST_CASES - 1,
    events: LEAST_CASES - 1,
  })
  const found = expected(past(20), asked)
  assert.ok(found.kind === 'forecast')
  // Half of twenty: the tenth, 140 days after its entry, so 130 after the landmark.
  assert.equal(found.half.on, daysAfter('2026-01-01', 130))
  assert.ok((found.half.low ?? '') < (found.half.on ?? '') && (found.half.on ?? '') < (found.half.high ?? ''))
  assert.ok(found.byPlan && Math.abs(found.byPlan.share - 2 / 20) < 1e-9)
  // The longer it has waited, the later.
  const later = expected(past(30), { ...asked, spent: 120 })
  assert.ok(later.kind === 'forecast' && later.cases === 22)
})

runSuites()
