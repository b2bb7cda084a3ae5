// A folder of Parquet files → how many rows each has and which years, after their columns were held against the dictionary.
import { join } from 'node:path'
import { type Table, YEAR_COLUMN } from '#lang'
import { openDatabase, quoted } from './database.ts'
import { fileTable } from './shape.ts'
import type { WrittenTables } from './subjectWriter.ts'

/** Undefined when there is no subject. Throws when a file's columns are not the table's. */
export async function inspectFiles(
  folder: string,
  tables: readonly Table[],
): Promise<WrittenTables | undefined> {
  const { connection, close } = await openDatabase(undefined)
  const rowsOf = async (sql: string): Promise<unknown[][]> => (await connection.runAndReadAll(sql)).getRows()
  const rows = new Map<string, number>()
  const years: number[] = []
  try {
    for (const table of tables) {
      const file = `read_parquet(${quoted(join(folder, `${table.name}.parquet`))})`
      const described = await rowsOf(`DESCRIBE SELECT * FROM ${file}`)
      const found = new Set(described.map(([name, type]) => `${name} ${plain(String(type))}`))
      const wanted = fileTable(table, tables).columns.map(({ name, type }) => `${name} ${plain(type)}`)
      const missing = wanted.filter((each) => !found.has(each))
      if (missing.length > 0) throw new Error(`${table.name}.parquet lacks ${missing.join(', ')}`)
      const [[count] = [0]] = await rowsOf(`SELECT count(*) FROM ${file}`)
      rows.set(table.name, Number(count))
      if (table.kind !== 'yearly') continue
      const distinct = await rowsOf(`SELECT DISTINCT ${YEAR_COLUMN} FROM ${file} ORDER BY 1`)
      years.push(...distinct.map(([year]) => Number(year)))
    }
  } finally {
    close()
  }
  const subjects = rows.get(tables[0]?.name ?? '') ?? 0
  return subjects === 0 ? undefined : { rows, years }
}

/** Whole numbers of any width are read alike: the views cast them. */
function plain(type: string): string {
  return type === 'INTEGER' ? 'BIGINT' : type
}
