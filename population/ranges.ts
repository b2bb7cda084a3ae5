// A population → between which numbers each of its columns lies, so that rules over it need no guard against overflow.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Column, Table } from '#lang'
import { named } from './database.ts'

/** By fact, or 租约.面积 for a field. Only columns of numbers; dates and years have the range of all dates. */
export type Ranges = Readonly<
  Record<string, { readonly low: string; readonly high: string; readonly tooLarge: boolean }>
>

/** Beyond it doubles leave whole numbers out. */
const LARGEST_EXACT = 2n ** 53n

/**
 * Rounded up to the next power of ten: populations of like size then have like ranges, and what was compiled for one
 * serves the other.
 */
export async function rangesOf(connection: DuckDBConnection, tables: readonly Table[]): Promise<Ranges> {
  const ranges: Record<string, { low: string; high: string; tooLarge: boolean }> = {}
  for (const table of tables) {
    const numbers = table.columns.filter((each) => each.kind === 'number')
    if (numbers.length === 0) continue
    const ends = numbers.flatMap(({ name }) => [`min(${named(name)})`, `max(${named(name)})`])
    const sql = `SELECT ${ends.map((each) => `coalesce(${each}, 0)::BIGINT`).join(', ')} FROM ${named(table.name)}`
    const [row = []] = (await connection.runAndReadAll(sql)).getRows()
    for (const [i, column] of numbers.entries()) {
      const [low = 0n, high = 0n] = [row[i * 2], row[i * 2 + 1]].map((each) => BigInt(String(each ?? 0)))
      ranges[rangeKey(table, column)] = {
        low: String(low < 0n ? -powerOfTen(-low) : 0n),
        high: String(high > 0n ? powerOfTen(high) : 0n),
        tooLarge: high > LARGEST_EXACT || low < -LARGEST_EXACT,
      }
    }
  }
  return ranges
}

export function rangeKey(table: Table, column: Pick<Column, 'fact'>): string {
  return table.collection === undefined ? column.fact : `${table.collection}.${column.fact}`
}

function powerOfTen(least: bigint): bigint {
  let power = 1n
  while (power < least) power *= 10n
  return power
}
