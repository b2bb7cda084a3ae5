// A connection → the same connection with the settings that generating needs, set back afterwards.
import type { DuckDBConnection } from '@duckdb/node-api'
import { text } from './sql.ts'

/** Rows must be written in the order of ids, and progress be kept without being printed. */
const SETTINGS = {
  preserve_insertion_order: 'true',
  enable_progress_bar: 'true',
  enable_progress_bar_print: 'false',
}

/**
 * DuckDB holds finished rows back until those before them are written, up to a quarter of its limit: with the usual limit
 * (most of the machine) ten million firms took more than 3 GB. A small limit makes threads wait instead.
 */
const WORKING_BYTES = 512 * 1024 ** 2

export async function withSettings<T>(db: DuckDBConnection, work: () => Promise<T>): Promise<T> {
  const before = await current(db)
  const wanted = { ...SETTINGS, memory_limit: `${await allowedBytes(db, before.memory_limit)}B` }
  try {
    for (const [name, value] of Object.entries(wanted)) await set(db, name, value)
    return await work()
  } finally {
    for (const [name, value] of Object.entries(before)) await set(db, name, value)
  }
}

async function current(db: DuckDBConnection) {
  const of = (name: string) => `current_setting(${text(name)})::VARCHAR AS ${name}`
  const names = [...Object.keys(SETTINGS), 'memory_limit']
  const [row] = (await db.runAndReadAll(`SELECT ${names.map(of).join(', ')}`)).getRowObjectsJson()
  return Object.fromEntries(Object.entries(row ?? {}).map(([name, value]) => [name, String(value)]))
}

/** On top of what the database holds already; never more than its owner allows. */
async function allowedBytes(db: DuckDBConnection, limit = ''): Promise<number> {
  const used = 'SELECT coalesce(sum(memory_usage_bytes), 0)::DOUBLE FROM duckdb_memory()'
  const [held] = (await db.runAndReadAll(used)).getRows()[0] ?? []
  return Math.min(Math.floor(bytesOf(limit)), Number(held) + WORKING_BYTES)
}

/** Reads "18.7 GiB", as DuckDB writes its limit. */
function bytesOf(limit: string): number {
  const [, amount, unit = ''] = /^([\d.]+) (\w+)$/.exec(limit) ?? []
  const power = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'].indexOf(unit)
  return amount === undefined || power < 0 ? Number.MAX_SAFE_INTEGER : Number(amount) * 1024 ** power
}

async function set(db: DuckDBConnection, name: string, value: string): Promise<void> {
  await db.run(`SET ${name} = ${text(value)}`)
}
