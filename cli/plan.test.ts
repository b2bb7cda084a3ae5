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
import { seedProjects } from '#server/plan/projects/seedProjects.ts'
import { seedPlan } from '#server/plan/targets/seedPlan.ts'
import { seedTasks } from '#server/plan/tasks/seedTasks.ts'

type Status = {
  readonly lines: readonly { readonly readings: readonly unknown[] }[]
  readonly tasks: {
    readonly total: number
    readonly lamps: { readonly red: number }
    readonly leads: readonly { readonly total: number; readonly lateDays: number }[]
    readonly red: readonly { readonly late: number; readonly step: string }[]
  }
  readonly projects: { readonly stages: unknown; readonly late: readonly unknown[] } | null
}

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
    await seedProjects(database, now, program)
    await seedTasks(database, now, program, { samples: true })
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
    const { lines, tasks }: Status = JSON.parse(early.stdout)
    assert.ok(tasks.red.every(({ step }) => step === 'registered'))
    assert.ok(lines.length > 70 && lines.every(({ readings }) => readings.length <= 1))
  })

  test('prints tasks by lamp and lead, and projects by list, what is late with its days', () => {
    const { stdout } = run('status', '--at', '2026-11-21', '--known', '2026-11-21')
    assert.match(stdout, /\n任务：共 (\d+) 项：红灯(\d+)　黄灯\d+　绿灯\d+　未定期限\d+　已办结\d+\n/)
    assert.match(stdout, /\n {2}渝中区产业发展局：\d+ 项：红灯\d+.*逾期合计 \d+ 个工作日\n/)
    assert.match(stdout, /\n {2}\[红\] .+：应于 2026-\d\d-\d\d 完成，逾期 \d+ 个工作日，现在的环节是分解/)
    assert.match(stdout, /\n项目：共 76 个：拟招引\d+/)
    assert.match(stdout, /\n {2}\[逾期\] .+：在建，计划 2026-\d\d-\d\d 建成，已过 \d+ 天（/)
    const late = stdout.split('\n').filter((line) => line.startsWith('  [逾期]')).length
    const json: Status = JSON.parse(run('status', '--at', '2026-11-21', '--json').stdout)
    assert.equal(json.projects?.late.length, late)
    const { leads, red, lamps, total } = json.tasks
    assert.equal(red.length, lamps.red)
    assert.equal(
      leads.reduce((sum, each) => sum + each.total, 0),
      total,
    )
    assert.equal(
      leads.reduce((sum, each) => sum + each.lateDays, 0),
      red.reduce((sum, each) => sum + each.late, 0),
    )
  })

  test('shows tasks and projects as they were known then, and of one document only', () => {
    const read = (...args: string[]): Status => JSON.parse(run('status', ...args, '--json').stdout)
    const now = read('--at', '2026-11-21')
    const then = read('--at', '2026-10-31', '--known', '2026-11-21')
    assert.notDeepEqual(then.tasks, now.tasks)
    assert.notDeepEqual(then.projects?.stages, now.projects?.stages)
    const one = read('--at', '2026-11-21', '--policy', 'yubei-2024-34')
    assert.ok(one.tasks.total > 0 && one.tasks.total < now.tasks.total)
    assert.equal(one.projects, null)
  })

  test('says what is wrong with its arguments', () => {
    const wrong = run('status', '--at', '2026-02-30')
    assert.deepEqual([wrong.status, /应是存在的日期/.test(wrong.stderr)], [2, true])
    assert.equal(run('nothing').status, 2)
  })
})
