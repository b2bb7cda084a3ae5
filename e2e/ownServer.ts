// A server for one walk alone, with its own data: it can be stopped and started again days later, so that time which
// people wait for passes.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { test as base } from '@playwright/test'
import calendar from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { freePort } from './freePort.ts'
import { walkPassword } from './page.ts'

const root = join(import.meta.dirname, '..')
const DAY = 86_400_000

export type OwnServer = {
  readonly url: string
  /** The folder of its data. */
  readonly data: string
  /** Of the clock that the server goes by. */
  readonly now: () => number
  /** Stops it and starts it again, so many days later. */
  readonly later: (days: number) => Promise<void>
  readonly stop: () => Promise<void>
}

/** A test whose server is its own, and stays for all walks of one screen. */
export function testOn(name: string) {
  return base.extend<object, { readonly server: OwnServer }>({
    server: [
      // biome-ignore lint/correctness/noEmptyPattern: the runner reads what a fixture needs from the pattern
      async ({}, use, worker) => {
        const server = await startServer(`${name}-${worker.project.name}`)
        await use(server)
        await server.stop()
      },
      { scope: 'worker', timeout: 180_000 },
    ],
    baseURL: ({ server }, use) => use(server.url),
  })
}

async function startServer(name: string): Promise<OwnServer> {
  const data = join(root, '.build', `e2e-${name}`)
  rmSync(data, { recursive: true, force: true })
  mkdirSync(data, { recursive: true })
  writeFileSync(join(data, 'holidays.csv'), weekendsAsHolidays())
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let days = 0
  let child = await start(port, data, days)
  const stop = async () => {
    if (child.exitCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return {
    ...{ url, data, stop, now: () => Date.now() + days * DAY },
    later: async (more) => {
      await stop()
      days += more
      child = await start(port, data, days)
    },
  }
}

/**
 * Years that nobody has announced yet, with weekends alone: so a walk takes as long in every year. What is announced stays
 * as it is.
 */
function weekendsAsHolidays(): string {
  const year = new Date().getUTCFullYear()
  const unknown = [year, year + 1].filter((each) => !(`${each}-01-01` in calendar.holidays))
  const lines = unknown.flatMap((each) => {
    const days = Array.from({ length: 120 }, (_, i) => new Date(Date.UTC(each, 0, 1 + i)))
    const off = days.filter((day, i) => i === 0 || day.getUTCDay() === 6)
    return off.map((day) => `${day.toISOString().slice(0, 10)},休,走查`)
  })
  return `${['日期,安排,依据', ...lines].join('\n')}\n`
}

async function start(port: number, data: string, days: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    env: {
      ...{ ...process.env, PORT: String(port), DUIXIAN_DATA: data },
      ...{ DUIXIAN_WALK_PASSWORD: walkPassword, DUIXIAN_WALK_DAYS: String(days) },
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`the server did not start: ${child.exitCode}`)
    await sleep(200)
  }
  return child
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/api/session`).then(
    ({ ok }) => ok,
    () => false,
  )
}
