// Every number of the wall is the length of the list behind it, at every level, today and as of any earlier day.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { openTestEmbedded, stopTestServer } from '../../testing/databases.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { department } from '../db/tables.ts'
import { JOB, transact } from '../db/transact.ts'
import { departmentNames } from '../identity/departmentNames.ts'
import { YUZHONG_DEPARTMENTS } from './departments.ts'
import { exportWall } from './exportWall.ts'
import { allProjects } from './projects/listProjects.ts'
import { seedProjects } from './projects/seedProjects.ts'
import { STAGE_NAMES } from './projects/stages.ts'
import { planAsOf } from './targets/planAsOf.ts'
import { seedPlan } from './targets/seedPlan.ts'
import { LAMPS } from './targets/status.ts'
import { exportRanking } from './tasks/exportRanking.ts'
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

async function sheetsOf(file: Buffer): Promise<ReadonlyMap<string, unknown[][]>> {
  const book = new Workbook()
  await book.xlsx.load(new Uint8Array(file))
  return new Map(
    book.worksheets.map((sheet) => {
      const rows = Array.from({ length: sheet.rowCount }, (_, i) =>
        Array.from({ length: sheet.columnCount }, (_, j) => sheet.getCell(i + 1, j + 1).value),
      )
      return [sheet.name, rows]
    }),
  )
}

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

  test('its file has the same numbers, and so has the file of the ranking', async () => {
    const wall = await wallOf(database, occasion, program, {})
    const places = await transact(database, occasion, (tx) => departmentNames(tx))
    const sheets = await sheetsOf(await exportWall(wall, places))
    assert.deepEqual(
      sheets.get('指标')?.slice(1),
      wall.targets.areas.map(({ document, title, total, lamps }) => [
        ...[document, title, total],
        ...[lamps.red, lamps.yellow, lamps.green, lamps.grey],
      ]),
    )
    const { leads, total } = wall.tasks
    const numbers = leads.map((each) => [
      each.total,
      ...TASK_LAMPS.map((lamp) => each.lamps[lamp]),
      each.lateDays,
    ])
    const ranking = await sheetsOf(await exportRanking(wall.tasks, places))
    for (const rows of [sheets.get('牵头单位'), ranking.get('牵头单位')])
      assert.deepEqual(
        rows?.slice(1).map((row) => row.slice(2)),
        numbers,
      )
    assert.equal(
      ranking
        .get('环节')
        ?.slice(1)
        .reduce((sum, [, tasks]) => sum + Number(tasks), 0),
      total,
    )
    assert.deepEqual(
      sheets
        .get('项目')
        ?.slice(1)
        .map((row) => row.slice(0, 3)),
      wall.projects.stages.map(({ stage, projects, investedFen }) => [
        ...[STAGE_NAMES[stage], projects, investedFen / 100],
      ]),
    )
  })
})

runSuites()
