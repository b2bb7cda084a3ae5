// Tables of the dictionary → the columns of the files, with their SQL types, and whether a file still fits them.
import { createHash } from 'node:crypto'
import { type Column, ORDINAL, SUBJECT_KEY, type Table, YEAR_COLUMN } from '#lang'

export type SqlType = 'BIGINT' | 'INTEGER' | 'DATE' | 'BOOLEAN' | 'VARCHAR' | 'VARCHAR[]'

/** One column of a Parquet file. `fact` is absent for keys, `<collection>_known` and `<column>_na`. */
export type FileColumn = {
  readonly name: string
  readonly type: SqlType
  readonly fact?: string
  readonly scale?: number
}

export type FileTable = { readonly name: string; readonly columns: readonly FileColumn[] }

const SQL_TYPES: Readonly<Record<Column['kind'], SqlType>> = {
  ...{ bool: 'BOOLEAN', number: 'BIGINT', date: 'DATE', year: 'INTEGER', word: 'VARCHAR', set: 'VARCHAR[]' },
}

/** Every column of a table's file, keys first. `tables` are all tables of the kind: they name the collections. */
export function fileTable(table: Table, tables: readonly Table[]): FileTable {
  const known = tables.flatMap((each) => each.knownColumn ?? [])
  return {
    name: table.name,
    columns: [
      ...keysOf(table),
      ...table.columns.flatMap(columnsOf),
      ...(table.kind === 'subject' ? known.map((name): FileColumn => ({ name, type: 'BOOLEAN' })) : []),
    ],
  }
}

function keysOf(table: Table): FileColumn[] {
  switch (table.kind) {
    case 'subject':
      return [{ name: 'id', type: 'BIGINT' }]
    case 'yearly':
      return [
        { name: SUBJECT_KEY, type: 'BIGINT' },
        { name: YEAR_COLUMN, type: 'INTEGER' },
      ]
    case 'collection':
      return [
        { name: SUBJECT_KEY, type: 'BIGINT' },
        { name: ORDINAL, type: 'BIGINT' },
      ]
  }
}

function columnsOf(column: Column): FileColumn[] {
  const own = { name: column.name, type: SQL_TYPES[column.kind], fact: column.fact, scale: column.scale }
  return column.mayNotApply ? [own, { name: notApplicableColumn(column), type: 'BOOLEAN' }] : [own]
}

export function notApplicableColumn(column: Column): string {
  return `${column.name}_na`
}

/** Changes whenever a column, its type or its scale does. */
export function shapeHash(tables: readonly Table[]): string {
  const text = JSON.stringify(tables.map((each) => fileTable(each, tables)))
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** Whether a stored column can be read as the wanted one: the same name, type, fact and scale. */
export function sameColumn(stored: FileColumn, wanted: FileColumn): boolean {
  return (
    stored.name === wanted.name &&
    stored.type === wanted.type &&
    stored.fact === wanted.fact &&
    (stored.scale ?? 1) === (wanted.scale ?? 1)
  )
}
