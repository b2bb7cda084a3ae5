// A process that pays is killed again and again: in the end every order stands in the bank's book exactly once.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { asc } from 'drizzle-orm'
import { build } from 'vite'
import { openTestServer, stopTestServer } from '../../testing/databases.ts'
import { readBook } from '../../testing/fileBank.ts'
import { createMoneyWorld, MONDAY, requireConsistentLedger } from '../../testing/moneyWorld.ts'
import type { PayTask } from '../../testing/payBatches.ts'
import { verifyChain } from '../audit/verifyChain.ts'
import { type Database, openDatabase } from '../db/openDatabase.ts'
import { audit } from '../db/tables.ts'
import { JOB, transact } from '../db/transact.ts'
import { collectBatch } from './collectBatch.ts'

const KILLS = 100
const ORDERS_OF_BATCH = 5
const root = fileURLToPath(new URL('../..', import.meta.url))

const scratch = mkdtempSync(join(tmpdir(), 'duixian-crash-'))
const child = join(scratch, 'child')

// Hundreds of starts: as one file the process starts in a fifth of the time. What it reads beside itself goes with it.
await build({
  ...{ configFile: false, logLevel: 'silent', root, ssr: { noExternal: ['drizzle-orm'] } },
  build: { ssr: join(root, 'testing/payBatches.ts'), outDir: child, target: 'node20', minify: false },
})
cpSync(join(root, 'server/db/migrations'), join(child, 'migrations'), { recursive: true })
cpSync(join(root, 'server/db/embeddedServer.ts'), join(child, 'embeddedServer.ts'))
symlinkSync(join(root, 'node_modules'), join(child, 'node_modules'), 'junction')

after(stopTestServer)
after(() => rmSync(scratch, { recursive: true, force: true }))

/** When to kill: so many milliseconds after the process has said so many things. */
type Patience = { readonly lines: number; readonly millis: number }

/** One process until it ends, or is killed. */
async function payUntil(task: PayTask, patience: Patience | undefined, acknowledged: Set<string>) {
  const running: ChildProcess = spawn(
    process.execPath,
    [join(child, 'payBatches.js'), JSON.stringify(task)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_COMPILE_CACHE: join(scratch, 'compiled') },
    },
  )
  assert.ok(running.stdout)
  const ended = new Promise<void>((resolve) => running.once('close', () => resolve()))
  let done = false
  const kill = async (millis: number) => {
    await setTimeout(millis)
    running.kill('SIGKILL')
  }
  let lines = 0
  createInterface({ input: running.stdout }).on('line', (line) => {
    if (line === 'done') done = true
    else if (line !== 'ready') acknowledged.add(line)
    if (patience && lines++ === patience.lines) void kill(patience.millis)
  })
  await ended
  return { done, killed: running.signalCode === 'SIGKILL', failed: (running.exitCode ?? 0) !== 0 }
}

async function newBatches(database: Database, count: number) {
  const world = await createMoneyWorld(database)
  const envelope = await world.newEnvelope(1_000_000_00)
  const batches: number[] = []
  for (let i = 0; i < count; i++) {
    const orderIds: number[] = []
    for (let j = 0; j < ORDERS_OF_BATCH; j++) {
      const firm = await world.newSubject()
      orderIds.push((await world.newOrder(envelope, firm, 100 * (i + 1) + j)).id)
    }
    const { id } = await world.as('payer', (tx) => collectBatch(tx, { channel: 'direct', orderIds }))
    batches.push(id)
  }
  return { batches, payer: world.people.payer }
}

async function requirePaidOnce(database: Database, book: string, acknowledged: ReadonlySet<string>) {
  const { rows: orders } = await database.pool.query(
    `SELECT number, amount_fen AS fen, payee_account AS account, state FROM payment_order ORDER BY number`,
  )
  const paid = orders.map((each) => `${each.number} ${each.fen} ${each.account}`)
  const booked = readBook(book).map((each) => `${each.number} ${each.amountFen} ${each.account}`)
  assert.deepEqual(booked.sort(), paid, 'each order once in the book, and nothing else')
  assert.ok(orders.every((each) => each.state === 'paid'))
  const numbers = new Set(orders.map((each) => `paid ${each.number}`))
  const { rows: batches } = await database.pool.query(`SELECT id FROM payment_batch WHERE state = 'sent'`)
  for (const each of batches) numbers.add(`sent ${each.id}`)
  for (const each of acknowledged) assert.ok(numbers.has(each), `said and not kept: ${each}`)
  await requireConsistentLedger(database)
  const log = await transact(database, { actor: JOB, now: MONDAY }, (tx) =>
    tx.select().from(audit).orderBy(asc(audit.number)),
  )
  assert.equal(verifyChain(log).kind, 'whole')
  return orders.length
}

/** Kills until there were enough, then lets one process finish. */
async function killAgainAndAgain(task: PayTask, kills: number) {
  const acknowledged = new Set<string>()
  let [killed, before] = [0, 0]
  while (killed < kills) {
    const known = acknowledged.size
    const patience = { lines: Math.floor(Math.random() * 3), millis: Math.random() * 15 }
    const ending = await payUntil(task, patience, acknowledged)
    assert.ok(!ending.failed)
    assert.ok(!ending.done, 'more batches are needed for so many kills')
    assert.ok(ending.killed)
    killed++
    if (acknowledged.size === known) before++
  }
  const last = await payUntil(task, undefined, acknowledged)
  assert.ok(last.done)
  return { acknowledged, note: `${killed} kills, ${before} of them before anything was acknowledged` }
}

test('killed on a server, a batch is paid exactly once', async (t) => {
  const { database, close } = await openTestServer()
  const { batches, payer } = await newBatches(database, 80)
  const book = join(scratch, 'server.book')
  const { host, database: name, user } = database.pool.options
  const url = database.pool.options.connectionString ?? `postgresql://${user}@/${name}?host=${host}`
  const task = { place: { url }, batches, payer, book, now: MONDAY.toISOString() }
  const { acknowledged, note } = await killAgainAndAgain(task, KILLS)
  const orders = await requirePaidOnce(database, book, acknowledged)
  t.diagnostic(`server: ${note}; ${orders} orders in ${batches.length} batches, each paid once`)
  await close()
})

test('killed with the database inside of it, a batch is paid exactly once', async (t) => {
  const folder = join(scratch, 'embedded')
  const first = await openDatabase({ folder })
  const { batches, payer } = await newBatches(first, 110)
  await first.close()
  const book = join(scratch, 'embedded.book')
  const task = { place: { folder }, batches, payer, book, now: MONDAY.toISOString() }
  const { acknowledged, note } = await killAgainAndAgain(task, KILLS)
  const database = await openDatabase({ folder })
  const orders = await requirePaidOnce(database, book, acknowledged)
  t.diagnostic(`embedded: ${note}; ${orders} orders in ${batches.length} batches, each paid once`)
  await database.close()
})
