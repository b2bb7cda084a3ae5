// A dictionary's tables, a number of rows and a seed → one Parquet file per table with made-up subjects.
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { subjectKinds, type Table, tablesOf } from '#lang'
import { type GenerateOptions, sceneOf } from './scene.ts'
import { withSettings } from './settings.ts'
import { identifier, text } from './sql.ts'
import { tableQuery } from './tableQuery.ts'

export type { GenerateOptions } from './scene.ts'

/** Rows done so far and in all, counted over all tables' passes through the subjects. */
export type Progress = (done: number, total: number) => void

const IDS = 'generator_ids'
const PROGRESS_EVERY_MS = 200

/**
 * Writes `<table>.parquet` for every table into a folder, which it makes. The same options give the same content,
 * whatever the number of threads; a subject's values do not depend on how many others there are. When it fails or is
 * aborted it leaves no file, and files of an earlier population stay as they were.
 */
export async function generatePopulation(
  db: DuckDBConnection,
  tables: readonly Table[],
  options: GenerateOptions,
  into: string,
  progress?: Progress,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, number>>> {
  requireSensible(options)
  signal?.throwIfAborted()
  const isNew = !existsSync(into)
  await mkdir(into, { recursive: true })
  const parts = tables.map((table) => join(into, `${table.name}.parquet.part`))
  try {
    const rows = await withSettings(db, () => writeTables(db, tables, options, parts, progress, signal))
    for (const part of parts) await rename(part, part.slice(0, -'.part'.length))
    return rows
  } catch (error) {
    for (const part of parts) await rm(part, { force: true })
    if (isNew) await rmdir(into)
    signal?.throwIfAborted()
    throw error
  }
}

function requireSensible({ rows, at, unknown }: GenerateOptions): void {
  if (!Number.isSafeInteger(rows) || rows < 0 || rows > 800_000_000) throw new RangeError(`rows: ${rows}`)
  if (Number.isNaN(Date.parse(at)) || !/^\d{4}-\d\d-\d\d$/.test(at)) throw new RangeError(`at: ${at}`)
  if (unknown !== undefined && !(unknown >= 0 && unknown <= 1)) throw new RangeError(`unknown: ${unknown}`)
}

async function writeTables(
  db: DuckDBConnection,
  tables: readonly Table[],
  options: GenerateOptions,
  parts: readonly string[],
  progress: Progress | undefined,
  signal: AbortSignal | undefined,
): Promise<Record<string, number>> {
  const scene = sceneOf(options, kindOf(options, tables))
  const result: Record<string, number> = {}
  // A table, not range(): only a table is read by several threads at once, and in order.
  await db.run(
    `CREATE OR REPLACE TEMP TABLE ${IDS} AS SELECT range::UINTEGER AS id FROM range(${options.rows})`,
  )
  try {
    for (const [i, table] of tables.entries()) {
      signal?.throwIfAborted()
      const copy = `COPY (${tableQuery(scene, tables, table, IDS)}) TO ${text(parts[i] ?? '')} (FORMAT parquet, ROW_GROUP_SIZE 61440)`
      const report = (part: number) =>
        progress?.(Math.round((i + part) * options.rows), tables.length * options.rows)
      result[table.name] = await runWatched(db, copy, report, signal)
      report(1)
    }
    signal?.throwIfAborted()
  } finally {
    await db.run(`DROP TABLE IF EXISTS temp.${identifier(IDS)}`)
  }
  return result
}

/** Runs a COPY, says now and then how far it is, and interrupts it when asked to; answers how many rows it wrote. */
async function runWatched(
  db: DuckDBConnection,
  copy: string,
  report: (part: number) => void,
  signal: AbortSignal | undefined,
): Promise<number> {
  const stop = () => db.interrupt()
  const timer = setInterval(() => report(Math.max(0, db.progress.percentage) / 100), PROGRESS_EVERY_MS)
  signal?.addEventListener('abort', stop)
  try {
    const [count] = (await db.runAndReadAll(copy)).getRows()[0] ?? []
    return Number(count ?? 0)
  } finally {
    clearInterval(timer)
    signal?.removeEventListener('abort', stop)
  }
}

/** Whose tables these are: the kind whose table of subjects has this name. */
function kindOf({ program }: GenerateOptions, tables: readonly Table[]): string {
  const { facts, collections } = program.vocabulary
  const kinds = new Set([...facts, ...collections].flatMap((each) => subjectKinds(each.subject)))
  const found = [...kinds].find((kind) => tablesOf(program.vocabulary, kind)[0]?.name === tables[0]?.name)
  return found ?? '企业'
}
