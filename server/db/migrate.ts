// Brings a database up to date: every file of migrations/ once, in order, each in one transaction with its record.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { DatabaseError } from './problem.ts'

const FOLDER = join(import.meta.dirname, 'migrations')

type Migration = { readonly name: string; readonly sql: string; readonly hash: string }

/** All that this version of the program knows, in order. */
function migrations(): Migration[] {
  const names = readdirSync(FOLDER).filter((each) => each.endsWith('.sql'))
  return names.sort().map((name) => {
    const sql = readFileSync(join(FOLDER, name), 'utf8')
    return { name, sql, hash: createHash('sha256').update(sql).digest('hex') }
  })
}

/** Throws DatabaseError when the database is from a newer version, or was migrated by files that have changed since. */
export async function migrate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    // Two processes that start at once take turns.
    await client.query(`SELECT pg_advisory_lock(hashtext('migrate'))`)
    await client.query(
      'CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, hash text NOT NULL, at timestamptz NOT NULL DEFAULT now())',
    )
    const { rows } = await client.query<{ name: string; hash: string }>('SELECT name, hash FROM migration')
    const known = migrations()
    requireKnown(rows, known)
    const done = new Set(rows.map((each) => each.name))
    for (const each of known) if (!done.has(each.name)) await apply(client, each)
  } finally {
    await client.query(`SELECT pg_advisory_unlock(hashtext('migrate'))`).catch(() => {})
    client.release()
  }
}

function requireKnown(done: readonly { name: string; hash: string }[], known: readonly Migration[]): void {
  for (const { name, hash } of done) {
    const own = known.find((each) => each.name === name)
    if (!own)
      throw new DatabaseError('newer', `数据库由更新的版本建立（${name}），请用那个版本或更新的版本打开`)
    if (own.hash !== hash)
      throw new DatabaseError('newer', `数据库的 ${name} 与程序里的不同：已经发布的迁移不能再改`)
  }
}

async function apply(client: pg.PoolClient, { name, sql, hash }: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query('INSERT INTO migration (name, hash) VALUES ($1, $2)', [name, hash])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}
