// A SELECT whose columns are DOUBLE, INTEGER, UINTEGER or UTINYINT without NULLs → its columns as typed arrays, chunk by chunk.
import {
  type DuckDBConnection,
  DuckDBDoubleVector,
  DuckDBIntegerVector,
  DuckDBUIntegerVector,
  DuckDBUTinyIntVector,
} from '@duckdb/node-api'

export type Vector = Float64Array | Int32Array | Uint32Array | Uint8Array

/** Calls `take` with the place of the first row, the number of rows and their columns, in the order of the rows. */
export async function readVectors(
  connection: DuckDBConnection,
  sql: string,
  take: (from: number, count: number, columns: readonly Vector[]) => void,
): Promise<number> {
  const result = await connection.stream(sql)
  let from = 0
  for (;;) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) return from
    const columns = Array.from({ length: chunk.columnCount }, (_, i) => itemsOf(chunk.getColumnVector(i)))
    take(from, chunk.rowCount, columns)
    from += chunk.rowCount
  }
}

/** The vector's own array. The package keeps it private, but a call per cell is many times slower. */
function itemsOf(vector: unknown): Vector {
  const known =
    vector instanceof DuckDBDoubleVector ||
    vector instanceof DuckDBIntegerVector ||
    vector instanceof DuckDBUIntegerVector ||
    vector instanceof DuckDBUTinyIntVector
  if (!known) throw new TypeError('a column of another type')
  return (vector as unknown as { readonly items: Vector }).items
}
