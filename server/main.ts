// The environment → a listening server; the screens are built first if their sources changed.
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { compile } from '#lang'
import { loadSamples, loadSources } from '#policies'
import { dataFolder } from '#population'
import { createApp } from './api/app.ts'
import { buildWeb } from './buildWeb.ts'
import { renewPaths } from './cases/renewPaths.ts'
import { runClock } from './cases/runClock.ts'
import { seedSamples } from './cases/seedSamples.ts'
import { seedSettings } from './cases/seedSettings.ts'
import { AnnouncedError, loadAnnounced } from './clock/announced.ts'
import { isKnown, keepAnnounced } from './clock/workingDays.ts'
import { openDatabase } from './db/openDatabase.ts'
import { DatabaseError } from './db/problem.ts'
import { JOB, transact } from './db/transact.ts'
import { storeRules } from './decisions/rules.ts'
import { deliver } from './exchange/deliver.ts'
import { createEffects } from './granting/createEffects.ts'
import { followBank } from './granting/followBank.ts'
import { seedEnvelopes } from './granting/seedEnvelopes.ts'
import { openingOf, seedPayments } from './granting/seedPayments.ts'
import { fixPasswords } from './identity/fixPasswords.ts'
import { loadSealKey } from './identity/seal.ts'
import { type Seeded, seedOfficers } from './identity/seedOfficers.ts'
import { createSingleSignOn } from './identity/singleSignOn.ts'
import { tellDates } from './messages/tellDates.ts'
import { foreseePlan } from './plan/foreseePlan.ts'
import { seedProjects } from './plan/projects/seedProjects.ts'
import { seedPlan } from './plan/targets/seedPlan.ts'
import { runTaskClock } from './plan/tasks/runTaskClock.ts'
import { seedTasks } from './plan/tasks/seedTasks.ts'
import { readSettings } from './settings.ts'
import { createEngine } from './simulation/engine.ts'
import { createSample } from './simulation/sample.ts'

const data = dataFolder()
const { hostname, port, place, front, key, singleSignOn, plainHosts, walkPassword, walkDays } = readSettings(
  process.env,
  data,
)

try {
  keepAnnounced(loadAnnounced(data))
} catch (error) {
  if (!(error instanceof AnnouncedError)) throw error
  // Days counted by half a list would look as if they were right.
  console.error(`${error.message}。服务没有启动。`)
  process.exit(1)
}

const clock = (): Date => new Date(Date.now() + walkDays * 86_400_000)

const sources = loadSources()
const { program, trees, diagnostics } = compile(sources)
const mistakes = diagnostics.filter((diagnostic) => diagnostic.severity === 'error')
if (mistakes.length > 0) {
  // A library with mistakes would answer enterprises wrongly; better no answer.
  for (const { code, at } of mistakes) console.error(`${at.file}:${lineOf(at.file, at.start)}  ${code}`)
  console.error(`政策库有 ${mistakes.length} 处错误，服务没有启动。`)
  process.exit(1)
}

function lineOf(file: string, offset: number): number {
  const text = sources.find((source) => source.file === file)?.text ?? ''
  return text.slice(0, offset).split('\n').length
}

const webFolder = await buildWeb((line) => console.log(line))
const database = await openDatabase(place).catch((error: unknown) => {
  if (!(error instanceof DatabaseError)) throw error
  console.error(`${error.message}。服务没有启动。`)
  process.exit(1)
})
const effects = createEffects(program)
const samples = loadSamples()
const now = clock()
const opening = openingOf(now)
const seeded = await seedOfficers(database, opening, samples)
const begins = seeded.length > 0 ? opening : now
// Decisions rest on the rules as they were, so these are kept before anything is decided by them.
await transact(database, { actor: JOB, now: begins }, (tx) => storeRules(tx, program))
if (walkPassword && seeded.length > 0) {
  await fixPasswords(database, clock(), seeded, walkPassword)
  console.warn('注意：初始用户都用同一个测试密码（DUIXIAN_WALK_PASSWORD），不能用于正式环境。')
}
const handled = await seedSettings(database, begins, program)
if (handled > 0)
  console.log(`已预置审批路径和 ${handled} 个事项的办理设置（配置，投入使用前由牵头部门核对）。`)
for (const { id, version } of await renewPaths(database, now))
  console.log(`审批路径 ${id} 更新为第 ${version} 版；已在办的办件仍按原来的版本办。`)
if (seeded.length > 0) {
  const envelopes = await seedEnvelopes(database, { now, opening, program })
  console.log(`已预置 ${envelopes} 个示例资金盘子（除引自文件的以外，金额都是虚构的）。`)
  await seedPayments(database, { now, opening, program, effects }, samples)
  await seedSamples(database, { now, program, effects }, samples)
}
const planned = await seedPlan(database, now, program, { samples: seeded.length > 0 })
if (planned > 0)
  console.log(
    `已预置 ${planned} 项指标的设置（配置，投入使用前由计划统筹岗核对）${seeded.length > 0 ? '和示例数据' : ''}。`,
  )
if (seeded.length > 0) {
  const projects = await seedProjects(database, now, program)
  console.log(`已预置 ${projects} 个示例项目（四张清单），不是真实项目。`)
}
const tracked = await seedTasks(database, now, program, { samples: seeded.length > 0 })
if (tracked.registered > 0)
  console.log(
    `已立项 ${tracked.registered} 项任务${tracked.moved > 0 ? `，其中 ${tracked.moved} 项带示例数据` : ''}。`,
  )
const engine = createEngine(program, data)
const sealKey = loadSealKey(data, key)
const app = createApp({
  ...{ program, trees, samples, webFolder, engine, database, front },
  clock,
  cases: { effects, lacks: () => undefined, evidence: join(data, 'evidence') },
  key: sealKey,
  plainHosts,
  singleSignOn: singleSignOn && createSingleSignOn(singleSignOn),
})

const server = serve({ fetch: app.fetch, hostname, port }, (address) => {
  console.log(`兑现  http://${hostname}:${address.port}`)
  if (seeded.length > 0 && !walkPassword) showPasswords(seeded)
  warnOfHolidays()
  void createSample(program, data, (line) => console.log(line))
})

/** From November on the next year has been announced, and periods reach into it. */
function warnOfHolidays(): void {
  const soon = new Date(clock().getTime() + 60 * 86_400_000).toISOString().slice(0, 10)
  if (isKnown(soon)) return
  const year = soon.slice(0, 4)
  console.warn(
    `注意：还没有 ${year} 年的节假日安排，跨年的期限只扣周末，系统自动办理的往后推 14 天，以免提前。国务院办公厅公布后，请写入 ${join(data, 'holidays.csv')}（日期,安排,依据），再重新启动。`,
  )
}

/** Once, at the first start: nobody can look them up later. */
function showPasswords(seeded: readonly Seeded[]): void {
  const width = Math.max(...seeded.map((each) => each.login.length))
  console.log('\n首次启动，已建立下列用户。初始密码只显示这一次，首次登录须修改：')
  for (const { login, password, duty } of seeded)
    console.log(`  ${login.padEnd(width)}  ${password}  ${duty}`)
  console.log('')
}

// What time alone brings: lapses, the end of publicity, next stages, what is late; and what the bank has said. Often enough that a day's turn shows.
const CLOCK_EVERY = 10 * 60_000
let clockRuns: Promise<unknown> = Promise.resolve()
const tick = (): void => {
  clockRuns = clockRuns
    .then(() => followBank(database, clock(), effects))
    .then(async (bank) => {
      const time = await runClock(database, clock(), effects)
      await runTaskClock(database, clock())
      await foreseePlan(database, clock(), program)
      return [...bank.failed, ...time.failed]
    })
    .then(async (failed) => {
      const dates = await tellDates(database, clock(), program)
      for (const { subject, why } of dates.failed) console.error(`企业 ${subject} 的日期没有算出：${why}`)
      for (const { caseId, why } of failed) console.error(`办件 ${caseId} 没有推进：${why}`)
    })
    .catch((error: unknown) => console.error(error))
}
tick()
const timer = setInterval(tick, CLOCK_EVERY)

// What other systems are told; asking whether there is anything costs next to nothing.
const TELL_EVERY = 5000
let telling: Promise<unknown> = Promise.resolve()
const teller = setInterval(() => {
  telling = telling
    .then(() => deliver(database, { key: sealKey, plainHosts }, clock))
    .catch((error: unknown) => console.error(error))
}, TELL_EVERY)

async function stop(): Promise<void> {
  clearInterval(timer)
  clearInterval(teller)
  await new Promise((closed) => server.close(closed))
  await clockRuns
  await telling
  await database.close()
  process.exit(0)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
