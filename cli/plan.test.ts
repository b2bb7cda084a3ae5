// duixian plan status, over a database that the first start has filled.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { openDatabase } from '#server/db/openDatabase.ts'
import { seedOfficers } from '#server/identity/seedOfficers.ts'
import { seedPlan } from '#server/plan/targets/seedPlan.ts'

const main = join(import.meta.dirname, 'main.ts')

describe('duixian plan status', () => {
  const folder = mkdtempSync(join(tmpdir(), 'duixian-plan-'))
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [main, 'plan', ...args, '--database', folder], { encoding: 'utf8' })

  before(async () => {
    const { program } = compile(loadSources())
    const database = await openDatabase({ folder })
    const now = new Date('2026-11-21T01:00:00Z')
    await seedOfficers(database, now, [])
    await seedPlan(database, now, program, { samples: true })
    await database.close()
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  test('prints the plan of a day as it was known then', () => {
    const { status, stdout } = run('status', '--at', '2026-09-30', '--known', '2026-11-21')
    assert.equal(status, 0)
    assert.match(stdout, /2026-09-30 的情况，按 2026-11-21 23:59 已知/)
    assert.match(stdout, /含示例数据，不是真实填报/)
    assert.match(stdout, /合计87家，只做到这些数字，还不够总数超过100家/)
    const early = run('status', '--at', '2026-09-30', '--known', '2025-01-31', '--json')
    const { lines }: { lines: { readings: unknown[] }[] } = JSON.parse(early.stdout)
    assert.ok(lines.length > 70 && lines.every(({ readings }) => readings.length <= 1))
  })

  test('says what is wrong with its arguments', () => {
    const wrong = run('status', '--at', '2026-02-30')
    assert.deepEqual([wrong.status, /应是存在的日期/.test(wrong.stderr)], [2, true])
    assert.equal(run('nothing').status, 2)
  })
})
