// What is kept of the plan is what it would be if it were worked out afresh: by triggers in the database, on both engines,
// and in memory, whatever was asked for before.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { createPlanWorld, DISTRICT, type PlanLogin, type PlanWorld, POLICY } from '../../testing/planWorld.ts'
import { lone, runSuites, suite } from '../../testing/suites.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import { planProposal, planTask } from '../db/tables.ts'
import { foreseePlan } from './foreseePlan.ts'
import { createKeeping } from './keeping.ts'
import { PlanError } from './problem.ts'
import { actOnProject, registerProject } from './projects/actOnProject.ts'
import { projectDay } from './projects/listProjects.ts'
import { keptProjectSummary, projectSummaryIn } from './projects/summarizeProjects.ts'
import { makeOfficial, returnReport } from './targets/makeOfficial.ts'
import { correctValue, reportValue } from './targets/reportValue.ts'
import { actOnTask } from './tasks/actOnTask.ts'
import { taskDay } from './tasks/chooseTasks.ts'
import { countKeptTasks, countTasks, type TaskCount } from './tasks/countTasks.ts'
import { listTasks } from './tasks/listTasks.ts'
import { registerTasks } from './tasks/registerTasks.ts'
import { wallOf } from './wall.ts'

after(stopTestServer)

const { program } = compile(loadSources())
const TARGETS = ['target-yz-financial-institutions', 'target-yz-finance-buildings'] as const
const PERIODS = ['2024Q4', '2025Q1', '2025Q2']
const START = new Date('2025-08-01T01:00:00Z')
const hour = (count: number): Date => new Date(START.getTime() + count * 3_600_000)

/** What the migration finds in a database that has reports already. */
const PROPOSALS = /INSERT INTO plan_proposal [^;]*?(SELECT id, [^;]*);\n\n-- —/.exec(
  readFileSync(join(import.meta.dirname, '../db/migrations/0020-plan-rollup.sql'), 'utf8'),
)?.[1]

const inOrder = (counts: readonly TaskCount[]): TaskCount[] => {
  const keyOf = ({ lead, lamp, step }: TaskCount): string => `${lead ?? ''} ${lamp} ${step}`
  return [...Map.groupBy(counts, keyOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, own]) => {
      const [first] = own
      const sum = (of: (each: TaskCount) => number): number =>
        own.reduce((total, each) => total + of(each), 0)
      return first
        ? [{ ...first, tasks: sum((each) => each.tasks), lateDays: sum((each) => each.lateDays) }]
        : []
    })
}

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const place = { database, program }
  let world: PlanWorld
  const occasion = (login: PlanLogin, now: Date) => ({
    ...{ actor: { kind: 'person' as const, person: world.idOf(login) }, now },
  })

  suite(`what is kept of the plan on ${name}`, () => {
    before(async () => {
      world = await createPlanWorld(database, program)
      for (const [i, target] of TARGETS.entries())
        await world.setting({ target, unit: i === 0 ? '家' : '栋' })
      await registerTasks(database, START, program)
    })

    test('a proposal is settled by the next word on its period, as the reports themselves say', async () => {
      let now = 0
      const acts = fc.record({
        target: fc.constantFrom(...TARGETS),
        period: fc.constantFrom(...PERIODS),
        act: fc.constantFrom('report', 'report', 'correct', 'official', 'return'),
        value: fc.integer({ min: 1, max: 900 }),
      })
      const waitingFor = async (target: string, period: string): Promise<number> => {
        const { rows } = await database.pool.query<{ id: bigint }>(
          `SELECT report_id AS id FROM plan_proposal WHERE target = $1 AND period = $2 AND settled_at = 'infinity'`,
          [target, period],
        )
        return Number(rows[0]?.id ?? 0)
      }
      await fc.assert(
        fc.asyncProperty(fc.array(acts, { minLength: 1, maxLength: 6 }), async (steps) => {
          for (const { target, period, act, value } of steps) {
            const at = hour(++now)
            const said = {
              policy: POLICY,
              target,
              district: DISTRICT,
              period,
              value: `${value}`,
              reason: '核对',
            }
            const by = { by: { person: world.idOf('reporter') }, now: at }
            const planner = { person: world.idOf('planner'), now: at }
            const done =
              act === 'report'
                ? reportValue(database, by, program, said)
                : act === 'correct'
                  ? correctValue(database, by, program, said)
                  : act === 'official'
                    ? makeOfficial(database, planner, program, await waitingFor(target, period))
                    : returnReport(database, planner, await waitingFor(target, period), '重报')
            await done.catch((error: unknown) => {
              if (!(error instanceof PlanError)) throw error
            })
          }
          const { rows: fresh } = await database.pool.query(
            `SELECT id, settled_at FROM (${PROPOSALS}) AS found (id, policy, target, district, department_id, period, settled_at) ORDER BY id`,
          )
          const { rows: kept } = await database.pool.query(
            'SELECT report_id AS id, settled_at FROM plan_proposal ORDER BY report_id',
          )
          assert.ok(PROPOSALS)
          assert.deepEqual(kept, fresh)
          const { rows: last } = await database.pool.query<{ id: bigint }>(`SELECT id FROM (
            SELECT DISTINCT ON (target, period) id, kind FROM plan_report ORDER BY target, period, id DESC) AS last
            WHERE kind = 'proposed' ORDER BY id`)
          const { rows: open } = await database.pool.query<{ id: bigint }>(
            `SELECT report_id AS id FROM plan_proposal WHERE settled_at = 'infinity' ORDER BY report_id`,
          )
          assert.deepEqual(open, last)
        }),
        { numRuns: 12 },
      )
      const { rows: settled } = await database.pool.query(
        `SELECT FROM plan_proposal WHERE settled_at < 'infinity'`,
      )
      assert.ok(settled.length > 0)
      for (const login of ['reporter', 'planner', 'yubei', 'street'] as const)
        assert.equal(
          (await world.as(login, (tx) => tx.select().from(planProposal))).length > 0,
          ['reporter', 'planner'].includes(login),
          login,
        )
    })

    test('how often a district changed is told to those alone who see all of it, and nobody writes it', async () => {
      const seen = async (login: PlanLogin) =>
        (
          await world.as(login, (tx) =>
            tx.execute<{ of: string }>(sql`SELECT part || ' ' || district AS of FROM plan_change ORDER BY 1`),
          )
        ).rows.map(({ of }) => of)
      assert.deepEqual(await seen('planner'), [
        ...[`targets ${DISTRICT}`, `tasks ${DISTRICT}`, 'tasks 重庆市'].sort(),
      ])
      assert.ok(!(await seen('yubei')).some((each) => each.includes(DISTRICT)))
      assert.deepEqual([await seen('street'), await seen('admin')], [[], []])
      await assert.rejects(world.as('planner', (tx) => tx.execute(sql`UPDATE plan_change SET number = 1`)))
      await assert.rejects(world.as('planner', (tx) => tx.execute(sql`DELETE FROM plan_proposal`)))
    })

    test('counts of tasks are what they would be afresh, after every act, on any day, for whoever asks', async () => {
      const tasks = (await world.asJob((tx) => tx.select().from(planTask))).filter(({ departments }) =>
        departments.includes('cyj'),
      )
      const acts = fc.record({ task: fc.nat(3), days: fc.integer({ min: -20, max: 40 }) })
      let keys = 0
      await fc.assert(
        fc.asyncProperty(acts, async ({ task, days }) => {
          const now = hour(24 * ++keys)
          const id = tasks[task]?.id ?? assert.fail('too few tasks')
          const held = (await world.asJob((tx) => tx.select().from(planTask))).find((each) => each.id === id)
          const plannedOn = hour(24 * (keys + days))
            .toISOString()
            .slice(0, 10)
          const base = { key: `kept${keys}`, version: held?.version ?? 0 }
          if (held?.step === 'registered')
            await actOnTask(database, occasion('planner', now), id, 'assign', { ...base, lead: 'cyj' })
          else if (held?.step === 'assigned')
            await actOnTask(database, occasion('reporter', now), id, 'sign', { ...base, department: 'cyj' })
          else
            await actOnTask(database, occasion('planner', now), id, 'node', {
              ...base,
              nodes: [{ title: '节点', department: 'cyj', plannedOn }],
            })
          for (const login of ['planner', 'reporter', 'street', 'yubei'] as const)
            for (const at of [
              undefined,
              hour(24 * (keys - 2))
                .toISOString()
                .slice(0, 10),
            ])
              for (const filter of [{}, { district: DISTRICT }, { lead: 'cyj' }, { lamp: 'red' as const }]) {
                const on = taskDay(now, at)
                const [kept, fresh] = await world.as(login, async (tx) => [
                  await countKeptTasks(tx, place, on, filter),
                  await countTasks(tx, on, program, filter),
                ])
                assert.deepEqual(inOrder(kept ?? []), inOrder(fresh ?? []))
                const asked = { ...filter, ...(at !== undefined && { at }) }
                const { total } = await listTasks(database, occasion(login, now), program, asked)
                assert.equal(
                  total,
                  (fresh ?? []).reduce((sum, each) => sum + each.tasks, 0),
                )
              }
        }),
        { numRuns: 12 },
      )
    })

    test('sums of projects are what they would be afresh, after every act, on any day, for whoever asks', async () => {
      const logins = ['planner', 'reporter', 'street', 'yubei', 'yubei-planner'] as const
      const days = fc.integer({ min: -3, max: 0 })
      const acts = fc.record({
        department: fc.constantFrom('cyj', 'street'),
        at: days,
        known: days,
        drop: fc.boolean(),
      })
      const NONE: { id: number; version: number; by: PlanLogin } = { id: 0, version: 1, by: 'reporter' }
      let [keys, last] = [0, NONE]
      await fc.assert(
        fc.asyncProperty(acts, async ({ department, at, known, drop }) => {
          const now = hour(24 * (100 + ++keys))
          const dayOf = (back: number): string => dayInChina(new Date(now.getTime() + back * 86_400_000))
          const by: PlanLogin = department === 'cyj' ? 'reporter' : 'street'
          if (drop && last.id > 0) {
            const why = { version: last.version, text: '资金没有落实', dropReason: 'funds' as const }
            await actOnProject(database, occasion(last.by, now), last.id, 'drop', {
              key: `drop${keys}`,
              ...why,
            })
            last = NONE
          } else {
            const project = {
              department,
              name: `项目${keys}`,
              industry: `产业${keys % 2}`,
              stage: 'to_attract' as const,
            }
            const made = { ...project, district: DISTRICT, key: `new${keys}` }
            const { id, number } = await registerProject(database, occasion(by, now), made)
            last = { id, version: number, by }
          }
          for (const login of logins)
            for (const when of [{}, { at: dayOf(at) }, { at: dayOf(at), known: dayOf(known) }])
              for (const filter of [when, { ...when, district: DISTRICT }, { ...when, industry: '产业0' }])
                await world.as(
                  login,
                  async (tx) =>
                    assert.deepEqual(
                      await keptProjectSummary(tx, database, now, filter),
                      await projectSummaryIn(tx, projectDay(now, filter), now, filter),
                    ),
                  now,
                )
        }),
        { numRuns: 10 },
      )
    })

    test('acts that come at once are all counted, and none waits for another that waits for it', async () => {
      const number = async (part: string): Promise<number> => {
        const { rows } = await database.pool.query<{ number: bigint }>(
          'SELECT number FROM plan_change WHERE district = $1 AND part = $2',
          [DISTRICT, part],
        )
        return Number(rows[0]?.number)
      }
      const now = hour(24 * 40)
      const before = [await number('targets'), await number('tasks')]
      const said = (target: string, i: number) =>
        reportValue(database, { by: { person: world.idOf('reporter') }, now }, program, {
          ...{ policy: POLICY, target, district: DISTRICT, period: `2024Q${1 + (i % 3)}`, reason: '核对' },
          value: `${100 + i}`,
        })
      const both = (i: number) =>
        world.asJob(async (tx) => {
          // Two of one district in either order, as in two tables that are imported at once.
          for (const each of i % 2 === 0 ? ['both-1', 'both-2'] : ['both-2', 'both-1'])
            await tx.insert(planTask).values({ policy: POLICY, task: `${each}-${i}`, district: DISTRICT })
        }, now)
      const done = await Promise.allSettled([
        ...Array.from({ length: 8 }, (_, i) => said(TARGETS[i % 2] ?? '', Math.floor(i / 2))),
        ...Array.from({ length: 4 }, (_, i) => both(i)),
      ])
      const wrong = done.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
      assert.ok(wrong.every((each) => each instanceof PlanError))
      const made = done.slice(0, 8).filter(({ status }) => status === 'fulfilled').length
      assert.ok(made > 0)
      assert.deepEqual(
        [await number('targets'), await number('tasks')],
        [(before[0] ?? 0) + made, (before[1] ?? 0) + 8],
      )
    })

    test('what a transaction saw of its own acts is forgotten with it', async () => {
      const now = hour(24 * 50)
      const on = taskDay(now, undefined)
      const added = (task: string) => ({
        policy: POLICY,
        task,
        district: DISTRICT,
        step: 'finished' as const,
      })
      const undone = world.asJob(async (tx) => {
        // As many changes as are made below, with other rows.
        await tx.insert(planTask).values([added('none-1'), { ...added('none-2'), step: 'struck' }])
        await countKeptTasks(tx, place, on, { district: DISTRICT })
        throw new Error('undone')
      }, now)
      await assert.rejects(undone, /undone/)
      for (const task of ['none-3', 'none-4'])
        await world.asJob((tx) => tx.insert(planTask).values(added(task)), now)
      await world.as('planner', async (tx) => {
        const [kept, fresh] = [
          await countKeptTasks(tx, place, on, { district: DISTRICT }),
          await countTasks(tx, on, program, { district: DISTRICT }),
        ]
        assert.deepEqual(inOrder(kept), inOrder(fresh))
      })
    })

    test('what the clock works out ahead is what the pages show', async () => {
      const now = hour(24 * 60)
      const before = await wallOf(database, occasion('planner', now), program, {})
      await foreseePlan(database, now, program)
      assert.deepEqual(await wallOf(database, occasion('planner', now), program, {}), before)
      const tomorrow = hour(24 * 61)
      const ahead = await wallOf(database, occasion('planner', tomorrow), program, {})
      assert.equal(ahead.targets.total, TARGETS.length)
      assert.deepEqual(await wallOf(database, occasion('planner', tomorrow), { ...program }, {}), ahead)
    })
  })
}

lone('what was asked for last is kept, what was asked for longest ago forgotten', async () => {
  const keeping = createKeeping<number>(3)
  for (let i = 0; i < 3; i++) keeping.set(`${i}`, i)
  for (let i = 3; i < 30; i++) {
    assert.equal(keeping.get('0'), 0)
    keeping.set(`${i}`, i)
  }
  assert.equal(keeping.get('29'), 29)
  assert.equal(keeping.get('1'), undefined)
})

runSuites()
