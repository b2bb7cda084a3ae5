// What other systems are told of the plan, on both engines: each act on a task, each change of list, each official value;
// in the same transaction, and only those whose department sees it.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { asc, eq } from 'drizzle-orm'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { createPlanWorld, DISTRICT, POLICY, START } from '../../testing/planWorld.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { department, duty, person, planTask, webhookDelivery } from '../db/tables.ts'
import { actOnProject, registerProject } from '../plan/projects/actOnProject.ts'
import { makeOfficial } from '../plan/targets/makeOfficial.ts'
import { correctValue } from '../plan/targets/reportValue.ts'
import { actOnTask } from '../plan/tasks/actOnTask.ts'
import { registerTasks } from '../plan/tasks/registerTasks.ts'
import { deliver } from './deliver.ts'
import { endWebhook } from './endWebhook.ts'
import { makeWebhook, type NewWebhook } from './makeWebhook.ts'

after(stopTestServer)

const { program } = compile(loadSources())
const SETTINGS = { key: Buffer.alloc(32, 3), plainHosts: ['127.0.0.1'] }
const TASK = 'task-yz-finance-main-area'
const TARGET = 'target-yz-municipal-clusters'
const NOW = new Date('2025-06-02T01:00:00Z')
const ALL = ['task.moved', 'project.moved', 'indicator.official'] as const

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const world = await createPlanWorld(database, program)
  await world.setting({ target: TARGET, unit: '个' })
  const admin = await world.asJob(async (tx) => {
    await tx.insert(department).values({ id: 'city', name: '市某委', district: null, kind: 'bureau' })
    const [row] = await tx.insert(person).values({ login: 'security', name: '安全管理员' }).returning()
    assert.ok(row)
    await tx.insert(duty).values({ personId: row.id, role: 'security_admin', validFrom: '2020-01-01' })
    return row.id
  })
  const hook = async (of: string, events: NewWebhook['events'] = ALL) => {
    const { id } = await makeWebhook(database, START, admin, SETTINGS, {
      ...{ name: `${of}的系统`, department: of, url: 'http://127.0.0.1:9/x', events },
    })
    return id
  }
  const toldTo = (id: number) =>
    world.asJob((tx) =>
      tx
        .select({ event: webhookDelivery.event, content: webhookDelivery.content })
        .from(webhookDelivery)
        .where(eq(webhookDelivery.webhookId, id))
        .orderBy(asc(webhookDelivery.id)),
    )
  await registerTasks(database, START, program)
  const occasion = (login: 'planner' | 'reporter') => ({
    ...{ actor: { kind: 'person' as const, person: world.idOf(login) }, now: NOW },
  })
  const task = await world.asJob(async (tx) => {
    const [row] = await tx.select().from(planTask).where(eq(planTask.task, TASK))
    return row ?? assert.fail('no task')
  })
  const [own, bureau, city, street, neighbour] = [
    ...([await hook('cyj'), await hook('jxw'), await hook('city')] as const),
    ...([await hook('street'), await hook('yubei')] as const),
  ]
  const deaf = await hook('cyj', ['case.moved'])
  /** How many more each was told than before. */
  const telling = async (work: () => Promise<unknown>) => {
    const all = [own, bureau, city, street, neighbour, deaf]
    const count = () => Promise.all(all.map(async (id) => (await toldTo(id)).length))
    const before = await count()
    await work()
    return (await count()).map((each, i) => each - (before[i] ?? 0))
  }

  suite(`what is told of the plan on ${name}`, () => {
    test('an act on a task, to those whose department sees the task', async () => {
      const act = (what: 'assign' | 'sign', version: number, more: object) =>
        actOnTask(database, occasion(what === 'assign' ? 'planner' : 'reporter'), task.id, what, {
          ...{ key: `k${version}`, version, ...more },
        })
      assert.deepEqual(await telling(() => act('assign', 1, { lead: 'cyj' })), [1, 1, 1, 0, 0, 0])
      assert.deepEqual(await telling(() => act('assign', 1, { lead: 'cyj' })), [0, 0, 0, 0, 0, 0])
      await telling(() => act('sign', 2, { department: 'cyj' }))
      const last = (await toldTo(own)).at(-1)
      assert.equal(last?.event, 'task.moved')
      const { at, ...content } = Object(last?.content)
      assert.equal(new Date(at).getTime(), NOW.getTime() + 1)
      assert.deepEqual(content, {
        task: { id: task.id, policy: POLICY, task: TASK, district: DISTRICT },
        ...{ version: 3, act: 'sign', from: 'assigned', to: 'signed', lead: 'cyj', department: 'cyj' },
        ...{ deadline: null, nextOn: null },
      })
    })

    test('nothing of an act that was refused', async () => {
      const refused = () =>
        assert.rejects(
          actOnTask(database, occasion('reporter'), task.id, 'assign', {
            key: 'no',
            version: 3,
            lead: 'cyj',
          }),
        )
      assert.deepEqual(await telling(refused), [0, 0, 0, 0, 0, 0])
    })

    test('a project that comes to another list, and not what else is done with it', async () => {
      const project = { district: DISTRICT, department: 'cyj', industry: '软件信息服务', name: '某总部项目' }
      const { id } = await registerProject(database, occasion('reporter'), {
        ...{ ...project, key: 'first', stage: 'in_talks', on: '2025-06-01' },
      })
      const act = (what: 'note' | 'drop', version: number, more: object) =>
        actOnProject(database, occasion('reporter'), id, what, {
          ...{ key: `p${version}`, version, text: '说明', ...more },
        })
      assert.deepEqual(await telling(() => act('note', 1, {})), [0, 0, 0, 0, 0, 0])
      const drop = () => act('drop', 2, { dropReason: 'funds' })
      assert.deepEqual(await telling(drop), [1, 1, 1, 0, 0, 0])
      const told = (await toldTo(bureau)).filter(({ event }) => event === 'project.moved')
      assert.deepEqual(
        told.map(({ content }) => [Object(content).act, Object(content).from, Object(content).to]),
        [
          ['register', null, 'in_talks'],
          ['drop', 'in_talks', 'dropped'],
        ],
      )
      const { at: _, ...content } = Object(told[1]?.content)
      assert.deepEqual(content, {
        project: { id, name: '某总部项目', district: DISTRICT, department: 'cyj' },
        ...{
          version: 3,
          act: 'drop',
          from: 'in_talks',
          to: 'dropped',
          on: '2025-06-02',
          dropReason: 'funds',
        },
      })
    })

    test('a value when it becomes official, and a correction as one', async () => {
      const report = { policy: POLICY, target: TARGET, district: DISTRICT, period: '2025Q1', reason: '' }
      assert.deepEqual(await telling(() => world.official(TARGET, '2025Q1', '3', NOW)), [1, 1, 1, 0, 0, 0])
      const by = { by: { person: world.idOf('reporter') }, now: new Date(NOW.getTime() + 5000) }
      let proposal = 0
      const correct = async () => {
        const said = { ...report, value: '4', reason: '漏统一个' }
        proposal = (await correctValue(database, by, program, said)).id
      }
      assert.deepEqual(await telling(correct), [0, 0, 0, 0, 0, 0])
      const deciding = { person: world.idOf('planner'), now: new Date(NOW.getTime() + 9000) }
      await makeOfficial(database, deciding, program, proposal)
      const told = (await toldTo(city)).filter(({ event }) => event === 'indicator.official')
      const without = told.map(({ content }) => {
        const { at: _, ...rest } = Object(content)
        return rest
      })
      const same = {
        indicator: { policy: POLICY, target: TARGET, district: DISTRICT, department: 'cyj' },
        ...{ period: '2025Q1', unit: '个' },
      }
      assert.deepEqual(without, [
        { ...same, value: '3', corrects: false },
        { ...same, value: '4', corrects: true },
      ])
    })

    test('a callback that has ended is told nothing more', async () => {
      for (const id of [own, bureau, city, street, neighbour, deaf])
        await endWebhook(database, NOW, admin, id)
      const more = () => world.official(TARGET, '2024Q4', '2', new Date(NOW.getTime() + 20_000))
      assert.deepEqual(await telling(more), [0, 0, 0, 0, 0, 0])
      assert.deepEqual(await deliver(database, SETTINGS, () => NOW), { arrived: 0, failed: 0 })
    })
  })
}

runSuites()
