// The real dictionary → small populations in a temporary folder, and questions to them. Only tests use it.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { type Column, compile, type Program, type Table, tablesOf } from '#lang'
import { loadSources } from '#policies'
import { type GenerateOptions, generatePopulation } from '../generate/generatePopulation.ts'
import { boundsOf, sceneOf } from '../generate/scene.ts'

/** One database and one folder; `close` removes both. Populations are told apart by the names of their folders. */
export async function openTrial() {
  const program = compile(loadSources()).program as Program
  const firms = tablesOf(program.vocabulary, '企业')
  const base: GenerateOptions = { rows: 20_000, seed: 7, at: '2026-01-01', program }
  const folder = mkdtempSync(join(tmpdir(), 'population-'))
  const db = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect()
  const into = (name: string) => join(folder, name)

  /** Runs SQL in which @table stands for the file of a table. */
  async function ask(name: string, sql: string) {
    const files = sql.replace(/@(\w+)/g, (_, table) => `'${join(into(name), `${table}.parquet`)}'`)
    return (await db.runAndReadAll(files)).getRowObjectsJson()
  }
  /** The first value of the first row. */
  const one = async (name: string, sql: string) => Object.values((await ask(name, sql))[0] ?? {})[0]

  return {
    ...{ program, firms, base, db, into, ask, one },
    make: (name: string, options: Partial<GenerateOptions> = {}, tables: readonly Table[] = firms) =>
      generatePopulation(db, tables, { ...base, ...options }, into(name)),
    /** Every row of a table, in order, as one number. */
    async content(name: string, table: Table, below = 1e9) {
      const key = table.kind === 'subject' ? 'id' : 'subject_id'
      const rows = await ask(
        name,
        `SELECT hash(t)::VARCHAR AS h FROM @${table.name} t WHERE ${key} < ${below}`,
      )
      return rows.map((row) => row.h)
    },
    /** The share of firms whose column is NULL. */
    nullShare: async (name: string, column: string) =>
      Number(await one(name, `SELECT avg((${column} IS NULL)::INTEGER) FROM @enterprise`)),
    /** Fails unless every value has the type of its column and lies within the dictionary's bounds and words. */
    async checkWithin(name: string, table: Table, kind: string) {
      const scene = sceneOf(base, kind)
      const described = await ask(name, `DESCRIBE SELECT * FROM @${table.name}`)
      const types = new Map(described.map((row) => [row.column_name, row.column_type]))
      for (const column of table.columns) {
        assert.equal(types.get(column.name), TYPES[column.kind], `${table.name}.${column.name}`)
        const words = column.enum === undefined ? undefined : scene.enumeration(column.enum)
        for (const wrong of faults(column, boundsOf(scene.factOf(table, column), column.scale), words)) {
          assert.equal(await one(name, `SELECT count(*) FROM @${table.name} WHERE ${wrong}`), '0', wrong)
        }
      }
    },
    close() {
      db.closeSync()
      rmSync(folder, { recursive: true })
    },
  }
}

export type Trial = Awaited<ReturnType<typeof openTrial>>

const TYPES = {
  bool: 'BOOLEAN',
  number: 'BIGINT',
  year: 'BIGINT',
  date: 'DATE',
  word: 'VARCHAR',
  set: 'VARCHAR[]',
}

/** Conditions that no row may meet. */
function faults(
  { name, kind, mayNotApply }: Column,
  bounds: ReturnType<typeof boundsOf>,
  words?: readonly string[],
) {
  const list = `[${words?.map((each) => `'${each}'`).join(', ')}]`
  const among = kind === 'set' ? `list_has_all(${list}, ${name})` : `list_contains(${list}, ${name})`
  return [
    ...(bounds.low === undefined ? [] : [`${name} < ${bounds.low}`]),
    ...(bounds.high === undefined ? [] : [`${name} > ${bounds.high}`]),
    ...(words === undefined ? [] : [`NOT ${among}`]),
    ...(mayNotApply ? [`${name}_na AND ${name} IS NOT NULL`, `${name}_na IS NULL`] : []),
  ]
}

export function assertNear(actual: unknown, expected: number, tolerance: number, what: string): void {
  const close = Math.abs(Number(actual) - expected) <= tolerance
  assert.ok(close, `${what}: ${actual}, expected about ${expected}`)
}
