// The first start's plan, on both engines: the documents' targets, invented reports that are marked as such.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../../testing/databases.ts'
import { runSuites, suite } from '../../../testing/suites.ts'
import { seedSettings } from '../../cases/seedSettings.ts'
import { planReport } from '../../db/tables.ts'
import { JOB, transact } from '../../db/transact.ts'
import { seedOfficers } from '../../identity/seedOfficers.ts'
import { lineJson } from './lineJson.ts'
import { planAsOf } from './planAsOf.ts'
import { chance } from './sampleSeries.ts'
import { seedPlan } from './seedPlan.ts'

after(stopTestServer)

const { program } = compile(loadSources())
const now = new Date('2026-11-21T01:00:00Z')
const pictures = new Map<string, string>()

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)

  suite(`a first plan on ${name}`, () => {
    test('keeps every target of the library, once, and shows two years of one document', async () => {
      await seedOfficers(database, now, [])
      await seedSettings(database, now, program)
      const targets = program.policies.flatMap((each) => each.targets)
      assert.equal(await seedPlan(database, now, program, { samples: true }), targets.length)
      assert.equal(await seedPlan(database, now, program, { samples: true }), 0)
      const plan = await transact(database, { actor: JOB, now }, (tx) =>
        planAsOf(tx, program, '2026-11-21', now),
      )
      assert.equal(plan.lines.length, targets.length)
      const shown = plan.lines.filter(({ readings }) => readings.length > 0)
      assert.equal(
        shown.length,
        program.policies.find(({ document }) => document.id === 'yuzhong-2024-plan')?.targets.length,
      )
      assert.ok(
        shown.every(
          ({ official, indicator }) => indicator.setting.sample && official.every(({ sample }) => sample),
        ),
      )
      const lamps = new Set(shown.map(({ status }) => status.lamp))
      assert.deepEqual([...lamps].sort(), ['green', 'grey', 'red', 'yellow'], 'every lamp is to be seen')
      assert.ok(
        plan.lines.some(({ waiting }) => waiting.length > 0),
        'the plan office has something to decide',
      )
      pictures.set(name, JSON.stringify(plan.lines.map(lineJson)))
    })

    test('was known bit by bit', async () => {
      const count = async (knownAt: string) => {
        const at = new Date(knownAt)
        const plan = await transact(database, { actor: JOB, now }, (tx) =>
          planAsOf(tx, program, '2026-11-21', at),
        )
        return plan.lines.reduce((sum, { readings }) => sum + readings.length, 0)
      }
      const [early, later, all] = [
        await count('2025-02-01'),
        await count('2026-02-01'),
        await count('2026-11-21'),
      ]
      assert.ok(0 < early && early < later && later < all, `${early} ${later} ${all}`)
    })

    test('is said by nobody and marked as invented', async () => {
      const rows = await transact(database, { actor: JOB, now }, (tx) => tx.select().from(planReport))
      assert.ok(rows.every(({ sample, saidBy }) => sample && saidBy === null))
    })

    test('of an installation that is not new holds no invented report', async () => {
      const other = await open()
      await seedOfficers(other.database, now, [])
      assert.ok((await seedPlan(other.database, now, program, { samples: false })) > 0)
      assert.equal(await transact(other.database, { actor: JOB, now }, (tx) => tx.$count(planReport)), 0)
      await other.close()
    })
  })
}

suite('a first plan', () => {
  test('is drawn from its own names, evenly', () => {
    const drawn = Array.from({ length: 1000 }, (_, i) => chance(`target ${i}`))
    assert.ok(drawn.every((each) => 0 <= each && each < 1))
    assert.ok(Math.abs(drawn.reduce((sum, each) => sum + each, 0) / 1000 - 0.5) < 0.03)
    assert.equal(chance('target 1'), drawn[1])
  })

  test('is the same everywhere', () => {
    const [one, other] = [...pictures.values()]
    assert.equal(one, other)
  })
})

runSuites()
