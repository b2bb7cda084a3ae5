// A population and the numbers of some rows → those subjects, as the language knows them.
import { DuckDBDateValue, DuckDBListValue, type DuckDBValue } from '@duckdb/node-api'
import { type Column, type Element, ORDINAL, SUBJECT_KEY, type Subject, type Value, YEAR_COLUMN } from '#lang'
import { connectPopulation, type PopulationConnection } from './connect.ts'
import { named } from './database.ts'
import { notApplicableColumn } from './shape.ts'
import type { Population } from './store.ts'

type StoredRow = Record<string, DuckDBValue>

/**
 * The subjects with these ids, in the order asked for: exactly the facts that were written. Ids without a subject are
 * left out. A connection that is open already can be given.
 */
export async function subjectsOf(
  population: Population,
  ids: readonly number[],
  open?: PopulationConnection,
): Promise<Subject[]> {
  const connected = open ?? (await connectPopulation(population))
  try {
    return await readSubjects(population, connected, ids)
  } finally {
    if (!open) connected.close()
  }
}

async function readSubjects(
  { tables, summary }: Population,
  { connection }: PopulationConnection,
  ids: readonly number[],
): Promise<Subject[]> {
  const wanted = [...new Set(ids)].filter((each) => Number.isSafeInteger(each) && each >= 0)
  if (wanted.length === 0) return []
  const facts = new Map<bigint, Map<string, Value>>()
  const collections = new Map<bigint, Map<string, Element[]>>()
  for (const table of tables) {
    const key = table.kind === 'subject' ? 'id' : SUBJECT_KEY
    const order = table.kind === 'subject' ? '' : `, ${table.kind === 'yearly' ? YEAR_COLUMN : ORDINAL}`
    const sql = `SELECT * FROM ${named(table.name)} WHERE ${key} IN (${wanted.join(', ')}) ORDER BY ${key}${order}`
    const rows = (await connection.runAndReadAll(sql)).getRowObjects()
    for (const row of rows) {
      const id = row[key] as bigint
      if (table.kind === 'subject') {
        facts.set(id, valuesOf(row, table.columns))
        const known = tables.filter((each) => each.knownColumn && row[each.knownColumn] === true)
        collections.set(id, new Map(known.map((each) => [each.collection ?? '', []])))
      } else if (table.kind === 'yearly') addYear(facts.get(id), row, table.columns)
      else
        collections
          .get(id)
          ?.get(table.collection ?? '')
          ?.push(valuesOf(row, table.columns))
    }
  }
  return ids.flatMap((id) => {
    const own = facts.get(BigInt(id))
    return own
      ? [{ kind: summary.kind, facts: own, collections: collections.get(BigInt(id)) ?? new Map() }]
      : []
  })
}

function valuesOf(row: StoredRow, columns: readonly Column[]): Map<string, Value> {
  const values = new Map<string, Value>()
  for (const column of columns) {
    const stored = row[column.name] ?? null
    if (column.mayNotApply && row[notApplicableColumn(column)] === true) {
      values.set(column.fact, { kind: 'notApplicable' })
    } else if (stored !== null) values.set(column.fact, storedValue(stored, column))
  }
  return values
}

function storedValue(stored: DuckDBValue, column: Column): Value {
  switch (column.kind) {
    case 'bool':
      return { kind: 'bool', value: stored === true }
    case 'word':
      return { kind: 'word', value: String(stored) }
    case 'set':
      return {
        kind: 'set',
        values: new Set(stored instanceof DuckDBListValue ? stored.items.map(String) : []),
      }
    case 'date':
      return {
        kind: 'number',
        value: { n: BigInt(stored instanceof DuckDBDateValue ? stored.days : 0), d: 1n },
      }
    case 'year':
      return { kind: 'number', value: { n: BigInt(Number(stored)), d: 1n } }
    case 'number':
      return { kind: 'number', value: reduced(stored as bigint, BigInt(column.scale)) }
  }
}

function reduced(n: bigint, d: bigint): { n: bigint; d: bigint } {
  let a = n < 0n ? -n : n
  let b = d
  while (b !== 0n) [a, b] = [b, a % b]
  return a === 0n ? { n: 0n, d: 1n } : { n: n / a, d: d / a }
}

type Yearly = Extract<Value, { kind: 'yearly' }>

function addYear(facts: Map<string, Value> | undefined, row: StoredRow, columns: readonly Column[]): void {
  const year = Number(row[YEAR_COLUMN])
  for (const column of columns) {
    const stored = row[column.name] ?? null
    if (stored === null || !facts) continue
    const before = facts.get(column.fact)
    const earlier: Yearly['values'] = before?.kind === 'yearly' ? before.values : new Map()
    const value = reduced(stored as bigint, BigInt(column.scale))
    facts.set(column.fact, { kind: 'yearly', values: new Map([...earlier, [year, value]]) })
  }
}
