// Tasks from 立项 to 销号 by the people who may, on both engines; what is shown adds up, today and as of any earlier day.
import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../../testing/databases.ts'
import { createPlanWorld, DISTRICT, type PlanLogin } from '../../../testing/planWorld.ts'
import { runSuites, suite } from '../../../testing/suites.ts'
import { dayInChina } from '../../clock/dayInChina.ts'
import { nextDay } from '../../clock/workingDays.ts'
import { audit, planTask, planTaskAct } from '../../db/tables.ts'
import { actOnTask, type TaskActInput } from './actOnTask.ts'
import { addTaskEvidence } from './addTaskEvidence.ts'
import { callMeeting, listMeetings, recordMeeting } from './callMeeting.ts'
import { LAMPS } from './lamp.ts'
import { allTasks, listTasks, type TaskFilter } from './listTasks.ts'
import { TaskError, type TaskProblem } from './problem.ts'
import { registerTasks } from './registerTasks.ts'
import { runTaskClock } from './runTaskClock.ts'
import { saveOwnerName } from './saveOwnerName.ts'
import { ruleOf, TASK_ACT_NAMES, type TaskAct } from './steps.ts'
import { summarizeTasks } from './summarizeTasks.ts'
import { taskInFull } from './taskInFull.ts'

after(stopTestServer)

const { program } = compile(loadSources())
const START = new Date('2025-03-03T01:00:00Z')
const day = (count: number): Date => new Date(START.getTime() + count * 86_400_000)
const onDay = (count: number): string => dayInChina(day(count))
const FINANCE = 'task-yz-finance-main-area'
const PDF = (text: string) => ({ name: '证明.pdf', bytes: Buffer.from(`%PDF-1.4\n${text}\n%%EOF`) })

const refusedAs =
  (kind: TaskProblem) =>
  (error: unknown): boolean =>
    error instanceof TaskError && error.kind === kind && error.message.length > 5

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const world = await createPlanWorld(database, program)
  const folder = mkdtempSync(join(tmpdir(), 'duixian-evidence-'))
  await registerTasks(database, START, program)
  const occasion = (login: PlanLogin, now: Date) => ({
    ...{ actor: { kind: 'person' as const, person: world.idOf(login) }, now },
  })
  let keys = 0
  const taskNamed = (task: string) =>
    world.asJob(async (tx) => {
      const [row] = await tx.select().from(planTask).where(eq(planTask.task, task))
      return row ?? assert.fail(`no task ${task}`)
    })
  const act = async (
    login: PlanLogin,
    task: string,
    what: TaskAct,
    more: Partial<TaskActInput> = {},
    now = START,
  ) => {
    const { id, version } = await taskNamed(task)
    const own = login === 'reporter' || login === 'checker' ? { department: 'cyj' } : {}
    return actOnTask(database, occasion(login, now), id, what, {
      key: `k${++keys}`,
      version,
      ...own,
      ...more,
    })
  }
  const list = (filter: TaskFilter = {}, login: PlanLogin = 'planner', now = START) =>
    allTasks(database, occasion(login, now), program, filter)
  const node = (title: string, count: number) => ({ title, department: 'cyj', plannedOn: onDay(count) })
  const toBrokenDown = async (task: string, planned = 30) => {
    await act('planner', task, 'assign', { lead: 'cyj' })
    await act('reporter', task, 'sign')
    await act('reporter', task, 'break_down', { nodes: [node('方案', planned)] })
  }

  suite(`tasks on ${name}`, () => {
    test('every task of every document is tracked once, in its first step, with the owners that the table has', async () => {
      const wanted = program.policies.reduce((sum, each) => sum + each.tasks.length, 0)
      const rows = await world.asJob((tx) => tx.select().from(planTask))
      assert.equal(rows.length, wanted)
      assert.ok(rows.every(({ step, version }) => step === 'registered' && version === 1))
      assert.equal(await registerTasks(database, START, program), 0)
      assert.deepEqual((await taskNamed(FINANCE)).departments, ['cyj'])
      assert.equal((await taskNamed('task-yz-overall-integration')).nextOn, '2027-12-31')
      assert.equal((await taskNamed(FINANCE)).nextOn, null)
    })

    test('the acts of the program and of the database are the same', async () => {
      const { rows } = await world.asJob((tx) =>
        tx.execute<{
          act: string
          from_steps: string[]
          to_step: string | null
          party: string
          says: boolean
        }>(sql`SELECT * FROM task_act_rules()`),
      )
      const ours = TASK_ACT_NAMES.map((each) => ({ act: each, ...ruleOf(each) }))
      assert.deepEqual(
        rows.map(({ act: id, from_steps, to_step, party, says }) => [id, from_steps, to_step, party, says]),
        ours.map(({ act: id, from, to, party, says }) => [id, [...from], to ?? null, party, says]),
      )
    })

    test('a task goes to its end, done by one, closed by another with evidence', async () => {
      const task = 'task-yz-finance-headquarters'
      await assert.rejects(act('reporter', task, 'assign', { lead: 'cyj' }), refusedAs('not_your_task'))
      await assert.rejects(act('planner', task, 'assign', { lead: 'jxw' }), refusedAs('wrong_owners'))
      await act('planner', task, 'assign', { lead: 'cyj' })
      await assert.rejects(act('economy', task, 'sign', { department: 'jxw' }), refusedAs('not_your_task'))
      await act('reporter', task, 'sign')
      await assert.rejects(act('reporter', task, 'break_down'), refusedAs('wrong_nodes'))
      await act('reporter', task, 'break_down', { nodes: [node('方案', 5), node('签约', 20)] })
      await assert.rejects(act('reporter', task, 'report', { text: '已完成' }), refusedAs('no_evidence'))
      const { id } = await taskNamed(task)
      const adding = { ...occasion('reporter', START), folder }
      await addTaskEvidence(database, adding, id, PDF('1'))
      await assert.rejects(addTaskEvidence(database, adding, id, PDF('1')), refusedAs('wrong_evidence'))
      await assert.rejects(act('reporter', task, 'report', { text: '已完成' }), refusedAs('nodes_open'))
      await assert.rejects(
        act('reporter', task, 'node_done', { nodes: [{ node: 1, actualOn: onDay(1) }] }),
        refusedAs('wrong_nodes'),
      )
      const both = [1, 2].map((each) => ({ node: each, actualOn: onDay(0) }))
      await act('reporter', task, 'node_done', { nodes: both })
      await assert.rejects(act('reporter', task, 'report', { text: ' ' }), refusedAs('no_reason'))
      await act('reporter', task, 'report', { text: '已完成' })
      await assert.rejects(act('reporter', task, 'review'), refusedAs('not_your_task'))
      await act('checker', task, 'review')
      await assert.rejects(act('checker', task, 'finish'), refusedAs('same_person'))
      await act('reporter', task, 'finish')
      await act('planner', task, 'strike')
      await assert.rejects(act('planner', task, 'strike'), refusedAs('wrong_step'))
      assert.equal((await taskNamed(task)).step, 'struck')
      const logged = await world.asJob((tx) =>
        tx
          .select()
          .from(audit)
          .where(eq(audit.object, `task ${id}`)),
      )
      assert.deepEqual(
        logged.map((each) => each.act),
        ['assign', 'sign', 'break_down', 'evidence', 'node_done', 'report', 'review', 'finish', 'strike'].map(
          (each) => `task.${each}`,
        ),
      )
    })

    test('who reported does not review, also with both duties; a request made twice is one act', async () => {
      const task = 'task-yz-finance-new-forms'
      await toBrokenDown(task)
      const { id, version } = await taskNamed(task)
      await addTaskEvidence(database, { ...occasion('checker', START), folder }, id, PDF('2'))
      const done = { key: 'twice', version, department: 'cyj', nodes: [{ node: 1, actualOn: onDay(0) }] }
      const once = await actOnTask(database, occasion('checker', START), id, 'node_done', done)
      const again = await actOnTask(database, occasion('checker', START), id, 'node_done', done)
      assert.deepEqual([once.repeated, again.repeated, again.number], [false, true, once.number])
      await assert.rejects(
        actOnTask(database, occasion('checker', START), id, 'ask', {
          ...done,
          key: 'late',
          text: '？',
          nodes: [],
        }),
        refusedAs('task_changed'),
      )
      await act('checker', task, 'report', { text: '已完成' })
      await assert.rejects(act('checker', task, 'review'), refusedAs('same_person'))
      await act('planner', task, 'return', { text: '材料不够' })
      assert.deepEqual((await taskNamed(task)).reportedOn, null)
      const { possible } = await taskInFull(database, occasion('checker', START), program, id)
      assert.ok(possible.some((each) => each.act === 'report' && each.against.length === 0))
    })

    test('owners that the text leaves open are completed with a reason, names are mapped once for all tasks', async () => {
      await assert.rejects(
        act('planner', FINANCE, 'own', { owners: ['jxw'], text: '' }),
        refusedAs('no_reason'),
      )
      await assert.rejects(
        act('planner', FINANCE, 'own', { owners: ['nobody'], text: '会议定' }),
        refusedAs('wrong_owners'),
      )
      await act('planner', FINANCE, 'own', { owners: ['jxw'], text: '区政府专题会议明确' })
      assert.deepEqual((await taskNamed(FINANCE)).departments, ['cyj', 'jxw'])
      const wanted = { district: DISTRICT, name: '各管委会', departments: ['fgw'], note: '专班会议明确' }
      await assert.rejects(
        saveOwnerName(database, occasion('reporter', START), program, wanted),
        refusedAs('not_your_task'),
      )
      const changed = await saveOwnerName(database, occasion('planner', START), program, wanted)
      assert.ok(changed > 0)
      const { line, acts } = await taskInFull(
        database,
        occasion('planner', START),
        program,
        (await taskNamed('task-yz-building-plan')).id,
      )
      assert.ok(line.departments.includes('fgw'))
      assert.ok(acts.every((each) => each.act !== 'own' || each.person === 'planner其人'))
    })

    test('nothing is red before its day; a late task is reminded of, escalated once, and a report stops the clock', async () => {
      const task = 'task-yz-finance-cluster'
      await toBrokenDown(task, 30)
      const lampOn = async (count: number) => (await list({ text: task }, 'planner', day(count)))[0]?.lamp
      assert.deepEqual(
        [await lampOn(0), await lampOn(28), await lampOn(30), await lampOn(31)],
        ['green', 'yellow', 'yellow', 'red'],
      )
      const told = async () => {
        const { acts } = await taskInFull(
          database,
          occasion('planner', day(60)),
          program,
          (await taskNamed(task)).id,
        )
        return acts.filter((each) => each.personId === null).map((each) => `${each.act} ${each.level ?? ''}`)
      }
      await runTaskClock(database, day(1))
      assert.deepEqual(await told(), ['register '])
      await runTaskClock(database, day(29))
      await runTaskClock(database, day(29))
      await runTaskClock(database, day(32))
      await runTaskClock(database, day(45))
      assert.deepEqual(await told(), [
        'register ',
        'remind department',
        'escalate department',
        'escalate leader',
      ])
      await assert.rejects(
        act(
          'reporter',
          task,
          'replan',
          { text: '延期', nodes: [{ node: 1, plannedOn: onDay(90) }] },
          day(45),
        ),
        refusedAs('not_your_task'),
      )
      await act('reporter', task, 'node_done', { nodes: [{ node: 1, actualOn: onDay(45) }] }, day(45))
      assert.equal((await list({ text: task }, 'planner', day(45)))[0]?.lamp, 'undated')
    })

    test('the stated deadline is not moved, nodes do not lie behind it', async () => {
      const task = 'task-yz-satellite-empower'
      await act('planner', task, 'own', { owners: ['cyj'], text: '明确' })
      await assert.rejects(
        act('planner', task, 'set_deadline', { deadline: '2028-06-30', text: '延' }),
        refusedAs('wrong_deadline'),
      )
      await act('planner', task, 'set_deadline', { deadline: '2026-12-31', text: '提前' })
      await act('planner', task, 'assign', { lead: 'cyj' })
      await act('reporter', task, 'sign')
      const late = { nodes: [{ title: '方案', department: 'cyj', plannedOn: '2027-06-30' }] }
      await assert.rejects(act('reporter', task, 'break_down', late), refusedAs('wrong_nodes'))
      assert.equal((await taskNamed(task)).nextOn, '2026-12-31')
    })

    test('a meeting decides: its decisions are nodes of tasks, all or none', async () => {
      const task = 'task-yz-specialized-board'
      await toBrokenDown(task)
      const { id } = await taskNamed(task)
      const call = { district: DISTRICT, title: '金融专题会商', heldOn: onDay(3), agenda: '专板建设' }
      await assert.rejects(
        callMeeting(database, occasion('reporter', START), call),
        refusedAs('not_your_task'),
      )
      const meeting = await callMeeting(database, occasion('planner', START), call)
      const decision = { task: id, title: '报送名单', department: 'cyj', plannedOn: onDay(20) }
      const wrong = { minutes: '会议议定', decisions: [decision, { ...decision, department: 'street' }] }
      await assert.rejects(
        recordMeeting(database, occasion('planner', START), meeting, wrong),
        refusedAs('wrong_nodes'),
      )
      const before = await listMeetings(database, occasion('planner', START))
      assert.deepEqual(
        before.map(({ minutes, decisions }) => [minutes.length, decisions.length]),
        [[0, 0]],
      )
      await recordMeeting(database, occasion('planner', START), meeting, {
        minutes: '会议议定',
        decisions: [decision],
      })
      const [kept] = await listMeetings(database, occasion('reporter', START))
      assert.deepEqual(
        kept?.decisions.map(({ title, node: of }) => [title, of]),
        [['报送名单', 2]],
      )
      assert.equal((await taskNamed(task)).nextOn, onDay(20))
      assert.deepEqual(await listMeetings(database, occasion('yubei', START)), [])
    })

    test('a department asks, the plan office answers', async () => {
      const task = 'task-yz-equity-products'
      await toBrokenDown(task)
      await assert.rejects(act('planner', task, 'answer', { text: '可以' }), refusedAs('no_question'))
      await act('reporter', task, 'ask', { text: '口径如何掌握？' })
      assert.equal((await list({ asked: true })).length, 1)
      await act('planner', task, 'answer', { text: '按条文' })
      assert.equal((await list({ asked: true })).length, 0)
    })

    test('whoever is of another district, or has no duty, sees nothing of it; a street sees its own', async () => {
      assert.deepEqual(await list({ district: DISTRICT }, 'yubei'), [])
      assert.deepEqual(await list({}, 'street'), [])
      assert.deepEqual(await list({}, 'admin'), [])
      const { id, version } = await taskNamed(FINANCE)
      await assert.rejects(
        taskInFull(database, occasion('yubei', START), program, id),
        refusedAs('unknown_task'),
      )
      await assert.rejects(
        actOnTask(database, occasion('yubei-planner', START), id, 'assign', {
          key: 'x',
          version,
          lead: 'cyj',
        }),
        refusedAs('unknown_task'),
      )
    })

    test('acts are not changed, removed or made up', async () => {
      const job = (statement: ReturnType<typeof sql>) => world.asJob((tx) => tx.execute(statement))
      await assert.rejects(job(sql`UPDATE plan_task_act SET text = 'x'`))
      await assert.rejects(job(sql`UPDATE plan_task SET step = 'struck'`))
      await assert.rejects(job(sql`DELETE FROM plan_task_node`))
      const { id, version } = await taskNamed(FINANCE)
      const invented = {
        taskId: id,
        number: version + 1,
        act: 'assign',
        key: 'i',
        leadDepartment: 'cyj',
        sample: true,
      }
      await assert.rejects(world.asJob((tx) => tx.insert(planTaskAct).values(invented)))
      await assert.rejects(
        world.as('planner', (tx) => tx.insert(planTaskAct).values({ ...invented, act: 'escalate' })),
      )
    })

    test('pages hold the whole list, the lamp asked for is the lamp shown, and the parts sum to the whole', async () => {
      for (const filter of [
        {},
        { policy: 'yuzhong-2024-plan' },
        { department: 'cyj' },
        { text: '金融' },
      ] as TaskFilter[]) {
        const whole = await list(filter, 'planner', day(40))
        const summary = await summarizeTasks(database, occasion('planner', day(40)), program, filter)
        assert.equal(summary.total, whole.length)
        for (const lamp of LAMPS) {
          const own = await list({ ...filter, lamp }, 'planner', day(40))
          assert.ok(own.every((each) => each.lamp === lamp))
          assert.equal(summary.lamps[lamp], own.length)
          assert.equal(
            summary.leads.reduce((sum, each) => sum + each.lamps[lamp], 0),
            own.length,
          )
        }
        for (const { lead, total } of summary.leads)
          assert.equal((await list({ ...filter, lead: lead ?? 'none' }, 'planner', day(40))).length, total)
        for (const { step, tasks } of summary.steps)
          assert.equal((await list({ ...filter, step }, 'planner', day(40))).length, tasks)
        const paged: number[] = []
        let after: Awaited<ReturnType<typeof listTasks>>['next']
        do {
          const page = await listTasks(database, occasion('planner', day(40)), program, filter, {
            size: 37,
            ...(after && { after }),
          })
          assert.equal(page.total, whole.length)
          paged.push(...page.lines.map((each) => each.id))
          after = page.next
        } while (after)
        assert.deepEqual(
          paged,
          whole.map((each) => each.id),
        )
      }
    })

    test('whatever happens, the tasks as known at an earlier day are what was shown on that day', async () => {
      const tasks = [
        'task-yz-insurance-asset-management',
        'task-yz-insurance-benchmarks',
        'task-yz-green-finance-zone',
      ]
      const shown: { at: string; lines: unknown }[] = []
      // Lamps at the day's end: what was shown then is asked for again later.
      const plain = (lines: Awaited<ReturnType<typeof list>>) => lines.map(({ actedAt: _, ...rest }) => rest)
      let now = 100
      const step = fc.record({
        task: fc.constantFrom(...tasks),
        act: fc.constantFrom<TaskAct>(
          'assign',
          'sign',
          'break_down',
          'node_done',
          'set_deadline',
          'report',
          'review',
          'finish',
          'strike',
          'return',
          'node',
          'replan',
        ),
        by: fc.constantFrom<PlanLogin>('planner', 'reporter', 'checker'),
        days: fc.integer({ min: 1, max: 25 }),
      })
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
          for (const { task, act: what, by, days } of steps) {
            now += 1
            const nodes =
              what === 'node_done'
                ? [{ node: 1, actualOn: onDay(now) }]
                : what === 'replan'
                  ? [{ node: 1, plannedOn: onDay(now + days) }]
                  : ['node', 'break_down'].includes(what)
                    ? [node('节点', now + days)]
                    : []
            const more = { lead: 'cyj', text: '说明', nodes, deadline: onDay(now + days * 3) }
            await act(by, task, what, more, day(now)).catch((error: unknown) => {
              if (!(error instanceof TaskError)) throw error
            })
            shown.push({ at: onDay(now), lines: plain(await list({ text: '保险' }, 'planner', day(now))) })
          }
          for (const { at, lines } of shown)
            assert.deepEqual(plain(await list({ at, text: '保险' }, 'planner', day(now + 1))), lines)
        }),
        { numRuns: 6 },
      )
      assert.deepEqual(await list({ at: nextDay(onDay(0), -1) }), [])
    })
  })
}

runSuites()
