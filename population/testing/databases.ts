// Real databases for tests: DuckDB in this process, a PostgreSQL server of its own, and ClickHouse where it is at hand.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DuckDBInstance } from '@duckdb/node-api'
import pg from 'pg'
import type { Cell, DialectName, TableRows } from '#lang'
import { startPostgres } from '../../testing/postgresServer.ts'

export type Database = {
  readonly dialect: DialectName
  readonly version: string
  run(sql: string): Promise<void>
  /** Rows as objects; whole numbers may come as text. */
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>
  close(): Promise<void>
}

/** Fills the tables of `schemaSql`, which must be there. */
export async function load(database: Database, all: readonly TableRows[]): Promise<void> {
  for (const { table, columns, rows } of all) {
    // ClickHouse has no unknown arrays: a flag beside the column says whether it is known.
    const flagged = table.columns.flatMap((each) =>
      each.kind === 'set' && database.dialect === 'clickhouse' ? [each.name] : [],
    )
    const names = [...columns, ...flagged.map((each) => `${each}_known`)]
    for (let start = 0; start < rows.length; start += 500) {
      const values = rows.slice(start, start + 500).map((row) => {
        const flags = flagged.map((each) => row[columns.indexOf(each)] !== null)
        return `(${[...row, ...flags].map((cell, i) => literal(cell, database.dialect, flagged.includes(names[i] ?? ''))).join(', ')})`
      })
      await database.run(`INSERT INTO ${table.name} (${names.join(', ')}) VALUES ${values.join(', ')}`)
    }
  }
}

function literal(cell: Cell, dialect: DialectName, isSet: boolean): string {
  if (cell === null) return isSet ? '[]' : 'NULL'
  if (typeof cell === 'string')
    return `'${cell.replaceAll('\\', dialect === 'clickhouse' ? '\\\\' : '\\').replaceAll("'", "''")}'`
  if (typeof cell === 'object') {
    const members = cell.map((each) => literal(each, dialect, false)).join(', ')
    return dialect === 'postgresql' ? `ARRAY[${members}]::TEXT[]` : `[${members}]`
  }
  return String(cell)
}

export async function openDuckdb(): Promise<Database> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  const [version] = await (await connection.runAndReadAll('SELECT version() AS v')).getRowObjects()
  return {
    dialect: 'duckdb',
    version: String(version?.v),
    run: async (sql) => {
      await connection.run(sql)
    },
    query: async (sql) => (await connection.runAndReadAll(sql)).getRowObjects(),
    close: async () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

export async function openPostgres(): Promise<Database> {
  const server = await startPostgres()
  const client = new pg.Client({ connectionString: server.url() })
  await client.connect()
  const { rows } = await client.query('SHOW server_version')
  return {
    dialect: 'postgresql',
    version: String(rows[0]?.server_version),
    run: async (sql) => {
      await client.query(sql)
    },
    query: async (sql) => (await client.query(sql)).rows,
    close: async () => {
      await client.end()
      await server.stop()
    },
  }
}

// Reads one JSON text a line, answers with one line of JSON each.
const CHDB = `
import json, sys
from chdb import session
s = session.Session()
for line in sys.stdin:
    try:
        r = s.query(json.loads(line), 'JSON')
        t = r.bytes().decode() if r is not None else ''
        print(json.dumps({'rows': json.loads(t)['data'] if t.strip() else []}), flush=True)
    except Exception as e:
        print(json.dumps({'error': str(e)}), flush=True)
`

/** ClickHouse inside a Python that has chdb; undefined with the reason when there is none. */
export async function openClickhouse(): Promise<Database | { readonly missing: string }> {
  const python = pythonWithChdb()
  if (typeof python !== 'string') return python
  const folder = mkdtempSync(join(tmpdir(), 'duixian-ch-'))
  const script = join(folder, 'serve.py')
  writeFileSync(script, CHDB)
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'ignore'], cwd: folder })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ask = async (sql: string): Promise<Readonly<Record<string, unknown>>[]> => {
    child.stdin.write(`${JSON.stringify(sql)}\n`)
    const { value } = await lines.next()
    const answer = JSON.parse(String(value ?? '{"error":"chdb 意外结束"}'))
    if (answer.error !== undefined) throw new Error(answer.error)
    return answer.rows
  }
  const [version] = await ask('SELECT version() AS v')
  return {
    dialect: 'clickhouse',
    version: String(version?.v),
    run: async (sql) => {
      await ask(sql)
    },
    query: ask,
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.stdin.end()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function pythonWithChdb(): string | { readonly missing: string } {
  for (const python of [process.env.DUIXIAN_CHDB_PYTHON, fetchedPython(), 'python3']) {
    if (!python) continue
    try {
      execFileSync(python, ['-c', 'import chdb'], { stdio: 'ignore' })
      return python
    } catch {}
  }
  return { missing: '没有找到装有 chdb 的 Python' }
}

/** With DUIXIAN_CHDB=fetch, chdb is put into a Python environment beside the installed packages, once. */
function fetchedPython(): string | undefined {
  if (process.env.DUIXIAN_CHDB !== 'fetch') return undefined
  const folder = join(import.meta.dirname, '../../node_modules/.cache/duixian-chdb')
  const python = join(folder, 'bin/python')
  if (existsSync(python)) return python
  try {
    execFileSync('python3', ['-m', 'venv', folder], { stdio: 'ignore' })
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', 'chdb==4.4.0'], {
      stdio: 'ignore',
      timeout: 300_000,
    })
    return python
  } catch {
    rmSync(folder, { recursive: true, force: true })
    return undefined
  }
}
