// Rows of yearly and collection tables → set aside in a database, to be fetched beside the subjects they belong to.
import { join } from 'node:path'
import { DuckDBDataChunk, INTEGER, LIST, listValue, VARCHAR } from '@duckdb/node-api'
import { openDatabase } from '../database.ts'
import type { SourceCell, SourceRow } from './sheet.ts'

export type SideRow = { readonly sheet: number; readonly row: SourceRow; readonly key: string }

export type Sides = {
  readonly put: (sheet: number, key: string, row: SourceRow) => Promise<void>
  /** The rows of these keys, in the order of sheets and rows. */
  readonly rowsOf: (keys: readonly string[]) => Promise<ReadonlyMap<string, readonly SideRow[]>>
  /** Says that subjects with these keys were imported. */
  readonly accept: (keys: readonly string[]) => Promise<void>
  /** Rows whose subject was not imported. */
  readonly orphans: () => AsyncIterable<SideRow>
  readonly close: () => void
}

const BATCH = 2000

/** Keeps the rows on disk in `scratch`: there may be several for each of a million subjects. */
export async function openSides(scratch: string): Promise<Sides> {
  const { connection, close } = await openDatabase(scratch, join(scratch, 'sides.duckdb'))
  await connection.run('CREATE TABLE side (key VARCHAR, sheet INTEGER, number INTEGER, cells VARCHAR)')
  await connection.run('CREATE TABLE accepted (key VARCHAR)')
  let pending: { key: string; sheet: number; number: number; cells: string }[] = []
  let accepted: string[] = []

  async function put(sheet: number, key: string, row: SourceRow): Promise<void> {
    pending.push({ key, sheet, number: row.number, cells: JSON.stringify(row.cells) })
    if (pending.length === BATCH) await flush()
  }

  async function flush(): Promise<void> {
    if (pending.length > 0) {
      const chunk = DuckDBDataChunk.create([VARCHAR, INTEGER, INTEGER, VARCHAR], pending.length)
      chunk.setColumnValues(
        0,
        pending.map((each) => each.key),
      )
      chunk.setColumnValues(
        1,
        pending.map((each) => each.sheet),
      )
      chunk.setColumnValues(
        2,
        pending.map((each) => each.number),
      )
      chunk.setColumnValues(
        3,
        pending.map((each) => each.cells),
      )
      await append('side', chunk)
      pending = []
    }
    if (accepted.length > 0) {
      const chunk = DuckDBDataChunk.create([VARCHAR], accepted.length)
      chunk.setColumnValues(0, accepted)
      await append('accepted', chunk)
      accepted = []
    }
  }

  async function append(table: string, chunk: DuckDBDataChunk): Promise<void> {
    const appender = await connection.createAppender(table)
    appender.appendDataChunk(chunk)
    appender.closeSync()
  }

  async function rowsOf(keys: readonly string[]): Promise<ReadonlyMap<string, readonly SideRow[]>> {
    await flush()
    const result = await connection.runAndReadAll(
      'SELECT key, sheet, number, cells FROM side WHERE key IN (SELECT unnest($keys)) ORDER BY sheet, number',
      { keys: listValue(keys) },
      { keys: LIST(VARCHAR) },
    )
    const found = new Map<string, SideRow[]>()
    for (const each of result.getRows()) {
      const row = sideRow(each)
      const same = found.get(row.key)
      if (same) same.push(row)
      else found.set(row.key, [row])
    }
    return found
  }

  async function accept(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      accepted.push(key)
      if (accepted.length === BATCH) await flush()
    }
  }

  async function* orphans(): AsyncIterable<SideRow> {
    await flush()
    const result = await connection.stream(
      'SELECT key, sheet, number, cells FROM side ANTI JOIN accepted USING (key) ORDER BY sheet, number',
    )
    for await (const rows of result.yieldRows()) yield* rows.map(sideRow)
  }

  return { put, rowsOf, accept, orphans, close }
}

function sideRow([key, sheet, number, cells]: readonly unknown[]): SideRow {
  const values: SourceCell[] = JSON.parse(String(cells))
  return { key: String(key), sheet: Number(sheet), row: { number: Number(number), cells: values } }
}
