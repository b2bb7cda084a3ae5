// Databases for tests: the embedded one in a folder of its own, and a new one on a real server.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Database, openDatabase } from '../server/db/openDatabase.ts'
import { type PostgresServer, startPostgres } from './postgresServer.ts'

export type TestDatabase = { readonly name: string; readonly database: Database; close(): Promise<void> }

export async function openTestEmbedded(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'duixian-db-'))
  const database = await openDatabase({ folder })
  const close = async (): Promise<void> => {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { name: '内嵌数据库', database, close }
}

let server: Promise<PostgresServer> | undefined
let opened = 0
const closing: (() => Promise<void>)[] = []

/** A new database on the server of this process, which starts with the first one; `stopTestServer` ends it. */
export async function openTestServer(): Promise<TestDatabase> {
  server ??= startPostgres()
  const running = await server
  const name = `test_${++opened}`
  const client = new pg.Client({ connectionString: running.url() })
  await client.connect()
  await client.query(`CREATE DATABASE ${name}`)
  await client.end()
  const database = await openDatabase({ url: running.url(name) })
  let closed: Promise<void> | undefined
  const close = (): Promise<void> => {
    closed ??= database.close()
    return closed
  }
  closing.push(close)
  return { name: 'PostgreSQL', database, close }
}

export async function stopTestServer(): Promise<void> {
  // A connection that the server breaks off would fail the tests that it served.
  for (const close of closing.splice(0)) await close()
  await (await server)?.stop()
  server = undefined
}
