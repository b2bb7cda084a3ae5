// A population → a DuckDB connection in which each of today's tables stands under its name, for SQL and for reading.
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { SUBJECT_KEY, type Table } from '#lang'
import { type Limits, named, openDatabase, quoted } from './database.ts'
import { fileTable, sameColumn } from './shape.ts'
import type { Population } from './store.ts'

export type PopulationConnection = {
  /** Views `enterprise`, `enterprise_year`, `lease` … with the columns of `tablesOf`, NULL where files lack one. */
  readonly connection: DuckDBConnection
  readonly close: () => void
}

/** Opens a population for queries; what does not fit into memory goes to `scratch`. The caller closes it. */
export async function connectPopulation(
  population: Population,
  scratch?: string,
  limits?: Limits,
): Promise<PopulationConnection> {
  const database = await openDatabase(scratch, ':memory:', limits)
  try {
    for (const table of population.tables) {
      await database.connection.run(`CREATE VIEW ${named(table.name)} AS ${relationOf(population, table)}`)
    }
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** The SELECT that reads one of today's tables from the population's file, whatever its age. */
export function relationOf(population: Population, table: Table): string {
  const stored = population.manifest.tables.find((each) => each.name === table.name)
  const key = table.kind === 'subject' ? 'id' : SUBJECT_KEY
  const columns = fileTable(table, population.tables).columns.map((column) => {
    const present = stored?.columns.some((each) => sameColumn(each, column))
    const shifted = population.slice && column.name === key ? ` - ${population.slice.from}` : ''
    const value = present ? `(${named(column.name)}${shifted})` : 'NULL'
    return `${value}::${column.type} AS ${named(column.name)}`
  })
  const file = quoted(join(population.folder, `${table.name}.parquet`))
  const { from, past } = population.slice ?? {}
  const range = from === undefined ? '' : ` WHERE ${key} >= ${from} AND ${key} < ${past}`
  return stored
    ? `SELECT ${columns.join(', ')} FROM read_parquet(${file})${range}`
    : `SELECT ${columns.join(', ')} WHERE false`
}
