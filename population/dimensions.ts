// A population → for each of its subjects the group by district, street, industry and size, and names for lists.
import type { DuckDBValue } from '@duckdb/node-api'
import type { Table } from '#lang'
import { codeSql } from './columnSql.ts'
import type { PopulationConnection } from './connect.ts'
import { named, quoted } from './database.ts'
import { sectionName } from './reference/industries.ts'
import { readVectors } from './vectors.ts'

export const DIMENSIONS = ['district', 'street', 'industry', 'size'] as const
export type DimensionName = (typeof DIMENSIONS)[number]

/** `codes` gives each subject's place in `keys`; the first key is the one of subjects that do not say. */
export type DimensionCodes = { readonly codes: Int32Array; readonly keys: readonly string[] }

export const NOT_STATED = '未填'

const FACTS: Readonly<Record<DimensionName, string>> = {
  ...{ district: '所在区县', street: '所在镇街', industry: '行业', size: '企业规模' },
}

/** The groups of a dimension: as SQL gives them, and as they are called; a subject that does not say is in none. */
export type DimensionWords = { readonly words: readonly string[]; readonly names: readonly string[] }

/** The SQL of a subject's group, empty or NULL where it does not say. Industries are grouped by the section of GB/T 4754, such as C 制造业. */
export function dimensionSql(table: Table, dimension: DimensionName): string {
  const column = table.columns.find((each) => each.fact === FACTS[dimension])
  if (!column) return "''"
  const cell = named(column.name)
  return dimension === 'industry' ? `upper(left(${cell}, 1))` : cell
}

/** The groups that some subject is in, in their order. */
export async function dimensionWords(
  { connection }: PopulationConnection,
  table: Table,
  dimension: DimensionName,
): Promise<DimensionWords> {
  const key = dimensionSql(table, dimension)
  const sql = `SELECT DISTINCT ${key} AS word FROM ${named(table.name)} WHERE ${key} <> '' ORDER BY word`
  const words = ((await connection.runAndReadAll(sql)).getColumns()[0] ?? []).map(String)
  return { words, names: dimension === 'industry' ? words.map(sectionName) : words }
}

/** The group of every subject, by the groups that there are. */
export async function readDimension(
  { connection }: PopulationConnection,
  table: Table,
  dimension: DimensionName,
  count: number,
  { words, names }: DimensionWords,
): Promise<DimensionCodes> {
  const codes = new Int32Array(new SharedArrayBuffer(count * 4))
  if (words.length === 0) return { codes, keys: [NOT_STATED] }
  const type = `dimension_${dimension}`
  await connection.run(`CREATE TYPE ${type} AS ENUM (${words.map(quoted).join(', ')})`)
  await readVectors(
    connection,
    `SELECT ${codeSql(dimensionSql(table, dimension), type)} + 1 FROM ${named(table.name)}`,
    (from, _, [items]) => codes.set(items ?? [], from),
  )
  return { codes, keys: [NOT_STATED, ...names] }
}

export type SubjectNames = Readonly<Record<DimensionName | 'name' | 'code', string>>

const NAME_FACTS = { name: '企业名称', code: '统一社会信用代码', ...FACTS } as const

/** Names, codes and places of these subjects, in the order of `ids`. */
export async function namesOf(
  { connection }: PopulationConnection,
  table: Table,
  ids: readonly number[],
): Promise<SubjectNames[]> {
  if (ids.length === 0) return []
  const list = Object.entries(NAME_FACTS).map(([key, fact]) => {
    const column = table.columns.find((each) => each.fact === fact)
    return `${column ? named(column.name) : 'NULL'} AS ${named(key)}`
  })
  const sql = `SELECT id, ${list.join(', ')} FROM ${named(table.name)} WHERE id IN (${ids.join(', ')})`
  const rows = (await connection.runAndReadAll(sql)).getRowObjects()
  const byId = new Map(rows.map((each) => [Number(each.id), each]))
  return ids.map((id) => {
    const row = byId.get(id)
    const text = (name: string): string => textOf(row?.[name])
    return {
      ...{ name: text('name'), code: text('code'), district: text('district') },
      ...{ street: text('street'), industry: text('industry'), size: text('size') },
    }
  })
}

function textOf(value: DuckDBValue | undefined): string {
  return value === null || value === undefined ? '' : String(value)
}
