// A first start has projects on every list, all marked as invented, enough of them that something can be expected.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../../testing/databases.ts'
import { runSuites, suite } from '../../../testing/suites.ts'
import { department } from '../../db/tables.ts'
import { JOB, transact } from '../../db/transact.ts'
import { YUZHONG_DEPARTMENTS } from '../departments.ts'
import { allProjects } from './listProjects.ts'
import { projectInFull } from './projectInFull.ts'
import { seedProjects } from './seedProjects.ts'
import { LISTS } from './stages.ts'

after(stopTestServer)

const { program } = compile(loadSources())

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)

  suite(`sample projects on ${name}`, () => {
    test('each list is shown, and something is expected', async () => {
      const now = new Date('2026-03-02T02:00:00Z')
      const occasion = { actor: JOB, now }
      await transact(database, occasion, (tx) =>
        tx
          .insert(department)
          .values([...YUZHONG_DEPARTMENTS])
          .onConflictDoNothing(),
      )
      const count = await seedProjects(database, now, program)
      const lines = await allProjects(database, occasion, {})
      assert.equal(lines.length, count)
      assert.equal(await seedProjects(database, now, program), 0)
      assert.ok(lines.every(({ sample, name: title }) => sample && title.includes('示例')))
      assert.ok(lines.every(({ targets }) => targets.length > 0))
      for (const stage of LISTS)
        assert.ok(
          lines.some((each) => each.stage === stage),
          stage,
        )
      assert.ok(lines.some(({ stage }) => stage === 'dropped') && lines.some(({ slips }) => slips > 0))
      const kinds = new Set<string | undefined>()
      for (const line of lines.filter(({ stage }) => stage === 'preparing')) {
        const { expectations } = await projectInFull(database, occasion, program, line.id)
        kinds.add(expectations.start?.kind)
      }
      assert.ok(kinds.has('forecast'), [...kinds].join())
    })
  })
}

runSuites()
