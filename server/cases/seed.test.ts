// The first start: what is configured for every item that pays, and the sample cases with the people who made them.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { compile } from '#lang'
import { loadSamples, loadSources } from '#policies'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { PATHS } from '../approval/paths.ts'
import { approvalPath, caseAct, itemSetting, person, supportCase } from '../db/tables.ts'
import { JOB, transact } from '../db/transact.ts'
import { seedOfficers } from '../identity/seedOfficers.ts'
import { WITHOUT_MONEY } from './apart.ts'
import { listSettings } from './listSettings.ts'
import { renewPaths } from './renewPaths.ts'
import { seedSamples } from './seedSamples.ts'
import { seedSettings } from './seedSettings.ts'

after(stopTestServer)

const pathOf = (wanted: string) => PATHS.find(({ id }) => id === wanted) ?? assert.fail(wanted)
const { program } = compile(loadSources())
const now = new Date('2026-03-02T01:00:00Z')
const paying = program.policies.flatMap(({ document, items }) =>
  items
    .filter(({ nature }) => nature === 'cash' || nature === 'relief')
    .map(({ id }) => `${document.id} ${id}`),
)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const asJob = { actor: JOB, now }

  suite(`the first start on ${name}`, () => {
    test('every item that pays or remits is handled somewhere; a second start changes nothing', async () => {
      await seedOfficers(database, now, loadSamples())
      assert.equal(await seedSettings(database, now, program), paying.length)
      assert.equal(await seedSettings(database, now, program), 0)
      const settings = await listSettings(database, asJob)
      const set = settings.map(({ setting: { policy, item } }) => `${policy} ${item}`)
      assert.deepEqual(set.sort(), paying.toSorted())
      const financed = settings.every(
        ({ setting: { leadDepartment, financeDepartment } }) => leadDepartment !== financeDepartment,
      )
      assert.ok(financed)
      // Configuration that nobody has looked through yet says so: no person has saved it.
      const rows = await transact(database, asJob, (tx) => tx.select().from(itemSetting))
      assert.ok(rows.every(({ savedBy }) => savedBy === null))
    })

    test('a path that came with an earlier version is renewed once; what a person saved stays', async () => {
      assert.deepEqual(await renewPaths(database, now), [])
      const newer = PATHS.map((path) => ({ ...path, name: `${path.name}（新）` }))
      const [instant] = newer.filter(({ id }) => id === 'instant')
      const before = await listSettings(database, asJob)
      assert.ok(instant)
      assert.deepEqual(await renewPaths(database, now, [instant]), [{ id: 'instant', version: 2 }])
      assert.deepEqual(await renewPaths(database, now, [instant]), [])
      const after = await listSettings(database, asJob)
      assert.equal(after.length, before.length)
      for (const { setting, path } of after)
        assert.equal(setting.pathVersion, path.id === 'instant' ? 2 : 1, setting.item)
      const [changed] = after.filter(({ path }) => path.id === 'instant').map(({ setting }) => setting)
      const same = before.find(({ setting: { item } }) => item === changed?.item)?.setting
      const { id: _, pathVersion: __, savedAt: ___, ...kept } = changed ?? assert.fail()
      assert.deepEqual({ ...same, ...kept }, { ...same, validFrom: kept.validFrom })

      // Somebody has looked at this one and saved it: it is theirs from now on.
      const savedBy = (await transact(database, asJob, (tx) => tx.select().from(person)))[0]?.id ?? 0
      await transact(database, asJob, (tx) =>
        tx
          .insert(approvalPath)
          .values({ id: 'matching', version: 2, definition: pathOf('matching'), savedBy }),
      )
      const [matching] = newer.filter(({ id }) => id === 'matching')
      assert.deepEqual(await renewPaths(database, now, [matching ?? assert.fail()]), [])
    })

    test('sample cases stand in several states, each brought there by acts of people', async () => {
      const made = await seedSamples(database, { now, program, effects: WITHOUT_MONEY }, loadSamples())
      const cases = await transact(database, asJob, (tx) => tx.select().from(supportCase))
      assert.equal(cases.length, made)
      const states = new Set(cases.map(({ state }) => state))
      for (const state of ['draft', 'submitted', 'correcting', 'in_review', 'not_accepted'] as const)
        assert.ok(states.has(state), state)
      const acts = await transact(database, asJob, (tx) => tx.select().from(caseAct))
      assert.equal(
        acts.length,
        cases.reduce((sum, { version }) => sum + version, 0),
      )
      assert.ok(acts.every(({ personId }) => personId !== null))
    })
  })
}

runSuites()
