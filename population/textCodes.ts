// Free texts of a population → one code each, the same in every column, given when a column is first read.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Column, Table } from '#lang'
import { named } from './database.ts'

export type TextCodes = ReturnType<typeof createTextCodes>

/** A column's own ENUM in the database, and the code that each of its words has among all texts. */
export type TextType = { readonly type: string; readonly codes: Int32Array }

/** Only columns that some kernel compares come here, so the texts are few: titles of rewards, numbers of documents. */
export function createTextCodes(connection: DuckDBConnection) {
  const all = new Map<string, number>()
  const types = new Map<string, Promise<TextType>>()

  function typeOf(table: Table, column: Column): Promise<TextType> {
    const key = `${table.name}.${column.name}`
    const known = types.get(key)
    if (known !== undefined) return known
    const made = makeType(`text_${types.size}`, table, column)
    types.set(key, made)
    return made
  }

  async function makeType(type: string, table: Table, column: Column): Promise<TextType> {
    const cell = named(column.name)
    const words = `SELECT DISTINCT ${cell} AS word FROM ${named(table.name)} WHERE ${cell} IS NOT NULL ORDER BY word`
    const found = (await connection.runAndReadAll(words)).getColumns()[0] ?? []
    if (found.length === 0) return { type: "ENUM('')", codes: new Int32Array([-1]) }
    await connection.run(`CREATE TYPE ${type} AS ENUM (${words})`)
    return { type, codes: Int32Array.from(found, (each) => codeOf(String(each))) }
  }

  function codeOf(word: string): number {
    const before = all.get(word)
    if (before !== undefined) return before
    all.set(word, all.size)
    return all.size - 1
  }

  return { typeOf, code: (word: string): number => all.get(word) ?? -2 }
}
