// Rows of one table, one at a time → a staging table in DuckDB → one Parquet file. Memory holds 2048 rows.
import {
  BIGINT,
  BOOLEAN,
  DATE,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBListValue,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  LIST,
  VARCHAR,
} from '@duckdb/node-api'
import { named, quoted } from './database.ts'
import type { Cell, Row } from './rows.ts'
import type { FileTable, SqlType } from './shape.ts'

/** A data chunk holds no more. */
const CHUNK = 2048

const TYPES: Readonly<Record<SqlType, DuckDBType>> = {
  ...{ BIGINT, INTEGER, DATE, BOOLEAN, VARCHAR, 'VARCHAR[]': LIST(VARCHAR) },
}

export type TableWriter = {
  readonly name: string
  readonly rows: () => number
  /** True when the buffer is full, and `flush` must run before more is added. */
  readonly add: (row: Row) => boolean
  readonly flush: () => Promise<void>
  /** Writes the file; nothing may be added afterwards. */
  readonly save: (file: string) => Promise<void>
}

/** Columns come into the staging table when first filled: most of a dictionary's columns stay empty. */
export async function createTableWriter(
  connection: DuckDBConnection,
  table: FileTable,
): Promise<TableWriter> {
  const types = new Map(table.columns.map((each) => [each.name, each.type]))
  const present = new Set<string>()
  let appender: DuckDBAppender | undefined
  let buffer = new Map<string, DuckDBValue[]>()
  let buffered = 0
  let total = 0
  const first = table.columns[0]?.name ?? ''
  await connection.run(`CREATE TABLE ${named(table.name)} (${named(first)} BIGINT)`)
  present.add(first)

  function add(row: Row): boolean {
    for (const [name, cell] of row) {
      let values = buffer.get(name)
      if (!values) {
        values = new Array<DuckDBValue>(CHUNK).fill(null)
        buffer.set(name, values)
      }
      values[buffered] = databaseValue(cell, types.get(name))
    }
    buffered++
    total++
    return buffered === CHUNK
  }

  async function flush(): Promise<void> {
    if (buffered === 0) return
    const fresh = [...buffer.keys()].filter((name) => !present.has(name))
    if (fresh.length > 0) await addColumns(fresh)
    const chunk = DuckDBDataChunk.create(
      [...present].map((name) => TYPES[types.get(name) ?? 'VARCHAR']),
      buffered,
    )
    for (const [i, name] of [...present].entries()) {
      const values = buffer.get(name) ?? new Array<DuckDBValue>(CHUNK).fill(null)
      chunk.setColumnValues(i, buffered === CHUNK ? values : values.slice(0, buffered))
    }
    appender ??= await connection.createAppender(table.name)
    appender.appendDataChunk(chunk)
    buffer = new Map()
    buffered = 0
  }

  async function addColumns(names: readonly string[]): Promise<void> {
    closeAppender()
    for (const name of names) {
      const type = types.get(name) ?? ''
      await connection.run(`ALTER TABLE ${named(table.name)} ADD COLUMN ${named(name)} ${type}`)
      present.add(name)
    }
  }

  function closeAppender(): void {
    appender?.closeSync()
    appender = undefined
  }

  async function save(file: string): Promise<void> {
    await flush()
    closeAppender()
    const columns = table.columns.map(({ name, type }) =>
      present.has(name) ? named(name) : `NULL::${type} AS ${named(name)}`,
    )
    // Rows were added in the order of their keys, and DuckDB keeps the order of insertion.
    await connection.run(
      `COPY (SELECT ${columns.join(', ')} FROM ${named(table.name)}) TO ${quoted(file)} (FORMAT parquet, COMPRESSION zstd)`,
    )
    await connection.run(`DROP TABLE ${named(table.name)}`)
  }

  return { name: table.name, rows: () => total, add, flush, save }
}

function databaseValue(cell: Cell, type: SqlType | undefined): DuckDBValue {
  if (typeof cell === 'number' && type === 'DATE') return new DuckDBDateValue(cell)
  if (typeof cell === 'object') return new DuckDBListValue(cell)
  return cell
}
