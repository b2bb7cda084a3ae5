// Subjects, one at a time → the rows of every table of a population, then its files.
import { join } from 'node:path'
import { ORDINAL, SUBJECT_KEY, type Subject, type Table, YEAR_COLUMN } from '#lang'
import type { Database } from './database.ts'
import { type CellProblem, rowsOf } from './rows.ts'
import { fileTable } from './shape.ts'
import { createTableWriter, type TableWriter } from './tableWriter.ts'

export type SubjectWriter = {
  /** Adds a subject; when it has problems nothing of it is added and they are returned. */
  readonly add: (subject: Subject) => Promise<readonly CellProblem[]>
  readonly subjects: () => number
  /** A folder for what the caller must put aside; it is gone when the population stands. */
  readonly scratch: string
}

export type WrittenTables = {
  readonly rows: ReadonlyMap<string, number>
  readonly years: readonly number[]
}

export type OpenSubjectWriter = SubjectWriter & {
  /** Writes one file per table into the folder. */
  readonly save: (folder: string) => Promise<WrittenTables>
}

export async function createSubjectWriter(
  database: Database,
  tables: readonly Table[],
  scratch: string,
): Promise<OpenSubjectWriter> {
  const writers = new Map<string, TableWriter>()
  for (const table of tables) {
    writers.set(table.name, await createTableWriter(database.connection, fileTable(table, tables)))
  }
  const own = writers.get(tables[0]?.name ?? '')
  if (!own) throw new Error('a population needs a table of subjects')
  const yearly = tables.find((each) => each.kind === 'yearly')?.name
  const years = new Set<number>()
  let subjects = 0

  async function add(subject: Subject): Promise<readonly CellProblem[]> {
    const rows = rowsOf(subject, tables)
    if (rows.problems.length > 0) return rows.problems
    const id = BigInt(subjects++)
    rows.own.set('id', id)
    if (own?.add(rows.own)) await own.flush()
    for (const [name, others] of rows.others) {
      const writer = writers.get(name)
      for (const [i, row] of others.entries()) {
        row.set(SUBJECT_KEY, id)
        if (name === yearly) years.add(Number(row.get(YEAR_COLUMN)))
        else row.set(ORDINAL, BigInt(i))
        if (writer?.add(row)) await writer.flush()
      }
    }
    return []
  }

  async function save(folder: string): Promise<WrittenTables> {
    for (const writer of writers.values()) await writer.save(join(folder, `${writer.name}.parquet`))
    return {
      rows: new Map([...writers].map(([name, writer]) => [name, writer.rows()])),
      years: [...years].sort((a, b) => a - b),
    }
  }

  return { add, subjects: () => subjects, scratch, save }
}
