// A Parquet file → one sheet, its column names as the header; read by DuckDB, which understands every writer's types.
import { basename, extname } from 'node:path'
import { DuckDBDateValue, DuckDBListValue, DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api'
import { openDatabase, quoted } from '../database.ts'
import { PopulationError } from '../problem.ts'
import type { Sheet, SourceCell, SourceRow } from './sheet.ts'

export function parquetSheet(file: string, bytes: number): Sheet {
  const title = basename(file)
  return {
    ...{ title, file, bytes, name: basename(file, extname(file)) },
    rows: (onBytes) => readRows(file, title, bytes, onBytes),
  }
}

async function* readRows(
  file: string,
  title: string,
  bytes: number,
  onBytes?: (bytes: number) => void,
): AsyncIterable<readonly SourceRow[]> {
  const { connection, close } = await openDatabase(undefined)
  try {
    const result = await connection.stream(`SELECT * FROM read_parquet(${quoted(file)})`).catch((error) => {
      const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''
      throw new PopulationError('file', `“${title}”不是可读的 Parquet 文件：${why}`)
    })
    yield [{ number: 1, cells: result.columnNames() }]
    let number = 1
    for (
      let chunk = await result.fetchChunk();
      chunk && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      yield chunk.getRows().map((cells) => ({ number: ++number, cells: cells.map(shownValue) }))
    }
    onBytes?.(bytes)
  } finally {
    close()
  }
}

function shownValue(value: DuckDBValue): SourceCell {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number') return value
  if (value instanceof DuckDBDateValue) return value.toString()
  if (value instanceof DuckDBTimestampValue) return value.toString().slice(0, 10)
  if (value instanceof DuckDBListValue) return value.items.map(String)
  return String(value)
}
