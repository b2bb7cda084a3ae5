// `npm run bench:plan`: every page of the plan with five years of monthly reports for 100 indicators in 40 districts and
// a hundred thousand tasks, on a PostgreSQL server and on the embedded database. Writes bench/PLAN.md and
// bench/plan.json. Nothing is asserted about time; an answer that is not what it should be ends it with code 1.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import type { Place } from '../../server/db/openDatabase.ts'
import { startPostgres } from '../../testing/postgresServer.ts'
import { planDriver } from './planDrive.ts'
import { planPages } from './planPages.ts'
import { type PlanReport, planReport, rowsOf, type Try } from './planReport.ts'
import type { PlanReady, PlanTask } from './planServe.ts'

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'both' },
    /** How often the whole is measured; the least disturbed is told. */
    tries: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '20' },
    callers: { type: 'string', default: '4' },
  },
})
const [tries, rounds, callers] = [Number(values.tries), Number(values.rounds), Number(values.callers)]
const SIZE = { targets: 100, districts: 40, months: 60, tasks: 100_000, projects: 100 }

const engines: PlanReport['engines'][number][] = []
let wrong = 0
if (values.engine !== 'embedded') {
  const server = await startPostgres({ durable: true })
  try {
    await measure('PostgreSQL', { url: server.url() })
  } finally {
    await server.stop()
  }
}
if (values.engine !== 'server') {
  const folder = mkdtempSync(join(tmpdir(), 'duixian-plan-'))
  await measure('embedded', { folder })
  rmSync(folder, { recursive: true, force: true })
}
if (wrong > 0) process.exit(1)

async function measure(engine: string, place: Place): Promise<void> {
  console.log(`${engine}: filling`)
  const { child, ready } = await startServer({ place, ...SIZE })
  console.log(
    `  filled in ${ready.fillSeconds.toFixed(1)} s: ${JSON.stringify(ready.rows)}; worked out ahead in ${ready.foreseeSeconds.toFixed(1)} s`,
  )
  const pages = planPages(ready)
  const driver = await planDriver(ready.port, pages)
  const failures: string[] = []
  const first = await driver.alone(1)
  await driver.alone(2)
  const [alone, together] = [[] as Try[], [] as Try[]]
  for (let i = 0; i < tries; i++) {
    for (const [kind, ask] of [
      [alone, () => driver.alone(rounds)],
      [together, () => driver.together(callers, Math.ceil(rounds / 2))],
    ] as const) {
      const driven = await ask()
      failures.push(...driven.failures)
      kind.push({ load: loadavg()[0] ?? 0, times: driven.times })
      console.log(`  try ${i + 1}: load ${loadavg()[0]?.toFixed(1)}`)
    }
  }
  child.kill('SIGTERM')
  await new Promise((resolve) => child.once('exit', resolve))
  for (const each of new Set([...first.failures, ...failures])) console.error(`  answered ${each}`)
  wrong += first.failures.length + failures.length
  const { rows, ownTargets, ownTasks, foreseeSeconds } = ready
  engines.push({
    ...{ engine, rows, ownTargets, ownTasks, foreseeSeconds },
    pages: rowsOf(pages, { first: first.times, alone, together }),
  })
  write()
}

function write(): void {
  const report: PlanReport = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    node: process.version,
    ...{ tries, rounds, callers, size: SIZE, engines },
  }
  writeFileSync(join(import.meta.dirname, '../PLAN.md'), planReport(report))
  writeFileSync(join(import.meta.dirname, '../plan.json'), `${JSON.stringify(report, null, 2)}\n`)
}

async function startServer(task: PlanTask): Promise<{ child: ChildProcess; ready: PlanReady }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'planServe.ts'), JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const { stdout } = child
  if (!stdout) throw new Error('no output')
  for await (const line of createInterface({ input: stdout })) {
    stdout.resume()
    const ready: PlanReady = JSON.parse(line)
    return { child, ready }
  }
  throw new Error('the server ended before it listened')
}
