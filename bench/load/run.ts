// `npm run bench:load`: the server under realistic traffic, on the embedded database and on a PostgreSQL server, from
// a thousand cases to a million. Writes bench/LOAD.md and bench/load.json after each size. Nothing is asserted about time;
// an answer that is not what it should be ends it with code 1.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import pg from 'pg'
import type { Place } from '../../server/db/openDatabase.ts'
import { startPostgres } from '../../testing/postgresServer.ts'
import { pageByHand } from './byHand.ts'
import { drive, submissions } from './drive.ts'
import { type LoadRow, loadReport, rowOf } from './report.ts'
import type { Ready } from './serve.ts'

const { values } = parseArgs({
  options: {
    most: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '15' },
    few: { type: 'string', default: '2' },
    many: { type: 'string', default: '16' },
  },
})
const [most, seconds] = [Number(values.most), Number(values.seconds)]
const [few, many] = [Number(values.few), Number(values.many)]
const SIZES = [1000, 10_000, 100_000, 1_000_000].filter((each) => each <= most)
/** The embedded database is for one machine and a district; it lives in the memory of one process. */
const MOST_EMBEDDED = 100_000

const server = await startPostgres({ durable: true })
const rows: LoadRow[] = []
let wrong = 0
try {
  for (const cases of SIZES) {
    const name = `load_${cases}`
    const client = new pg.Client({ connectionString: server.url() })
    await client.connect()
    await client.query(`CREATE DATABASE ${name}`)
    await client.end()
    await measure('PostgreSQL', cases, { url: server.url(name) }, server.url(name))
    if (cases > MOST_EMBEDDED) continue
    const folder = mkdtempSync(join(tmpdir(), 'duixian-load-'))
    await measure('embedded', cases, { folder })
    rmSync(folder, { recursive: true, force: true })
  }
} finally {
  await server.stop()
}
if (wrong > 0) process.exit(1)

async function measure(engine: string, cases: number, place: Place, url?: string): Promise<void> {
  console.log(`${engine}, ${cases} cases: filling`)
  const { child, ready } = await startServer(place, cases)
  console.log(
    `  filled in ${ready.fillSeconds.toFixed(1)} s; ${few}, then ${many} callers for ${seconds} s each`,
  )
  const fresh = submissions(ready)
  const light = await drive(ready, fresh, { callers: few, warmUp: 3, seconds, cases })
  const heavy = await drive(ready, fresh, { callers: many, warmUp: 3, seconds, cases })
  const byHand = url === undefined ? undefined : await pageByHand(url)
  const peak = await memoryOf(child)
  await stopped(child)
  const failures = [...light.failures, ...heavy.failures]
  for (const each of new Set(failures)) console.error(`  answered ${each}`)
  wrong += failures.length
  const row = rowOf({ engine, cases, light, heavy, byHand, peak })
  rows.push(row)
  console.log(`  ${row.light.perSecond.toFixed(0)}, then ${row.heavy.perSecond.toFixed(0)} requests a second`)
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`
  const data = {
    date: new Date().toISOString().slice(0, 10),
    machine,
    node: process.version,
    ...{ few, many, seconds, rows },
  }
  writeFileSync(join(import.meta.dirname, '../LOAD.md'), loadReport(data))
  writeFileSync(join(import.meta.dirname, '../load.json'), `${JSON.stringify(data, null, 2)}\n`)
}

async function startServer(place: Place, cases: number): Promise<{ child: ChildProcess; ready: Ready }> {
  const task = JSON.stringify({ place, cases })
  const child = spawn(process.execPath, [join(import.meta.dirname, 'serve.ts'), task], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const { stdout } = child
  if (!stdout) throw new Error('no output')
  for await (const line of createInterface({ input: stdout })) {
    stdout.resume()
    const ready: Ready = JSON.parse(line)
    return { child, ready }
  }
  throw new Error('the server ended before it listened')
}

/** MiB of the server's process at its highest, where the system says it; the database server is apart. */
async function memoryOf({ pid }: ChildProcess): Promise<number | undefined> {
  const { readFile } = await import('node:fs/promises')
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const peak = /VmHWM:\s+(\d+)/.exec(status)?.[1]
  return peak === undefined ? undefined : Number(peak) / 1024
}

function stopped(child: ChildProcess): Promise<unknown> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  return ended
}
