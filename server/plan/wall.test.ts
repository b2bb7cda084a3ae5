// Every number of the wall is the length of the list behind it, at every level, today and as of any earlier day.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { openTestEmbedded, stopTestServer } from '../../testing/databases.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { department } from '../db/tables.ts'
import { JOB, transact } from '../db/transact.ts'
import { YUZHONG_DEPARTMENTS } from './departments.ts'
import { allProjects } from './projects/listProjects.ts'
import { seedProjects } from './projects/seedProjects.ts'
import { planAsOf } from './targets/planAsOf.ts'
import { seedPlan } from './targets/seedPlan.ts'
import { LAMPS } from './targets/status.ts'
import { LAMPS as TASK_LAMPS } from './tasks/lamp.ts'
import { allTasks } from './tasks/listTasks.ts'
import { seedTasks } from './tasks/seedTasks.ts'
import { areaKey, wallOf } from './wall.ts'

after(stopTestServer)

const { program } = compile(loadSources())
const now = new Date('2026-11-21T02:00:00Z')
const occasion = { actor: JOB, now }
const { database, close } = await openTestEmbedded()
after(close)
await transact(database, occasion, (tx) =>
  tx
    .insert(department)
    .values([...YUZHONG_DEPARTMENTS])
    .onConflictDoNothing(),
)
await seedPlan(database, now, program, { samples: true })
await seedTasks(database, now, program, { samples: true })
await seedProjects(database, now, program)

suite('the wall', () => {
  for (const at of [undefined, '2026-06-30', '2025-10-15'])
    test(`its numbers are the lengths of lists ${at ?? 'today'}`, async () => {
      const scope = at === undefined ? {} : { at }
      const wall = await wallOf(database, occasion, program, scope)
      const knownAt = at === undefined ? now : new Date(`${at}T23:59:59.999+08:00`)
      const { lines } = await transact(database, occasion, (tx) => planAsOf(tx, program, wall.day, knownAt))
      assert.equal(wall.targets.total, lines.length)
      assert.equal(
        wall.targets.areas.reduce((sum, each) => sum + each.total, 0),
        lines.length,
      )
      for (const { area, lamps, total } of wall.targets.areas) {
        const own = lines.filter((line) => areaKey(program, line) === area)
        assert.equal(own.length, total)
        for (const lamp of LAMPS)
          assert.equal(own.filter(({ status }) => status.lamp === lamp).length, lamps[lamp])
      }
      const tasks = await allTasks(database, occasion, program, scope)
      assert.equal(wall.tasks.total, tasks.length)
      for (const { lead, lamps } of wall.tasks.leads)
        for (const lamp of TASK_LAMPS) {
          const own = await allTasks(database, occasion, program, { ...scope, lead: lead ?? 'none', lamp })
          assert.equal(own.length, lamps[lamp])
        }
      const when = at === undefined ? {} : { at, known: at }
      for (const { stage, projects, late } of wall.projects.stages) {
        assert.equal((await allProjects(database, occasion, { ...when, stage })).length, projects)
        assert.equal((await allProjects(database, occasion, { ...when, stage, late: true })).length, late)
      }
      assert.ok(wall.projects.total > 0 && wall.targets.total > 0)
    })
})

runSuites()
