// The project workbook, out and in: new rows and moved plans go in, every wrong cell is named, and nothing is half-imported.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { openTestEmbedded, stopTestServer } from '../../../testing/databases.ts'
import { createPlanWorld, DISTRICT } from '../../../testing/planWorld.ts'
import { runSuites, suite } from '../../../testing/suites.ts'
import { registerProject } from './actOnProject.ts'
import { exportProjects, importProjects } from './importProjects.ts'
import { allProjects } from './listProjects.ts'
import { ProjectError } from './problem.ts'

after(stopTestServer)

const { program } = compile(loadSources())
const { database, close } = await openTestEmbedded()
after(close)
const world = await createPlanWorld(database, program)
const now = new Date('2026-03-03T02:00:00Z')
const occasion = { actor: { kind: 'person' as const, person: world.idOf('reporter') }, now }

type Cells = Readonly<Record<string, string | number | { readonly formula: string }>>

async function changed(cells: Cells): Promise<Buffer> {
  const book = new Workbook()
  await book.xlsx.load(new Uint8Array(await exportProjects(database, occasion, {})))
  const sheet = book.getWorksheet('项目') ?? assert.fail('no sheet')
  for (const [cell, value] of Object.entries(cells)) sheet.getCell(cell).value = value
  return Buffer.from(await book.xlsx.writeBuffer())
}

suite('the project workbook', () => {
  test('goes out, comes back with a new project and a moved plan, and names what is wrong by its cell', async () => {
    const known = { key: 'k', district: DISTRICT, department: 'cyj', name: '甲项目', industry: '物流' }
    await registerProject(database, occasion, {
      ...known,
      ...{ stage: 'to_attract', on: '2026-01-05', plannedStart: '2026-06-01', investedFen: 5_000_000_000 },
    })
    const fresh = {
      C3: '乙项目',
      E3: '金融',
      H3: '渝中区产业发展局',
      I3: '在谈',
      J3: '2026-02-01',
      G3: 1200.5,
    }
    const faultsOf = async (cells: Cells): Promise<string[]> => {
      try {
        await importProjects(database, occasion, await changed(cells))
      } catch (error) {
        if (error instanceof ProjectError) return error.faults.map(({ path }) => path)
        throw error
      }
      return []
    }
    assert.deepEqual(await faultsOf({ ...fresh, G3: '1.2亿' }), ['G3'])
    assert.deepEqual(await faultsOf({ ...fresh, G3: -5 }), ['G3'])
    assert.deepEqual(await faultsOf({ ...fresh, G3: 120_005_000 }), ['G3'])
    assert.deepEqual(await faultsOf({ ...fresh, G3: { formula: '1+1' } }), ['G3'])
    assert.deepEqual(await faultsOf({ ...fresh, I3: '已建成', J3: '2026-04-01' }), ['I3', 'J3'])
    assert.deepEqual(await faultsOf({ ...fresh, H3: '没有的局' }), ['H3'])
    assert.deepEqual(await faultsOf({ K2: '2026-09-01' }), ['M2'])
    assert.deepEqual(await faultsOf({ B2: 7 }), ['B2'])
    assert.deepEqual(await faultsOf({ I2: '在谈' }), ['I2'])
    // One that the database alone refuses takes the right ones with it.
    assert.deepEqual(await faultsOf({ ...fresh, H3: '渝中区经信委', K2: '2026-09-01', M2: '晚' }), ['H3'])
    assert.equal((await allProjects(database, occasion, {})).length, 1)

    const done = await importProjects(
      database,
      occasion,
      await changed({ ...fresh, K2: '2026-09-01', M2: '选址未定' }),
    )
    assert.deepEqual(done, { added: 1, revised: 0, replanned: 1, unchanged: 0 })
    const lines = await allProjects(database, occasion, {})
    assert.deepEqual(
      lines.map(({ name, stage, investedFen, plannedStart, slips }) => [
        name,
        stage,
        investedFen,
        plannedStart,
        slips,
      ]),
      [
        ['甲项目', 'to_attract', 5_000_000_000, '2026-09-01', 1],
        ['乙项目', 'in_talks', 1_200_500_000, null, 0],
      ],
    )
    assert.deepEqual(await importProjects(database, occasion, await changed({})), {
      ...{ added: 0, revised: 0, replanned: 0, unchanged: 2 },
    })
  })
})

runSuites()
