// An open population → the columns that kernels read, as typed arrays in shared memory, kept up to a bound of bytes.
import type { CollectionData, ColumnData, ColumnSource, KernelColumn, Table, Vocabulary } from '#lang'
import { type ReaderParts, readCollection, readColumns } from './columnReader.ts'
import { connectPopulation, type PopulationConnection } from './connect.ts'
import { type Ranges, rangesOf } from './ranges.ts'
import type { Population } from './store.ts'
import { createTextCodes } from './textCodes.ts'

/** What a kernel reads. */
export type Wanted = { readonly columns: readonly KernelColumn[]; readonly collections: readonly string[] }

export type PopulationColumns = {
  readonly population: Population
  readonly ranges: Ranges
  /**
   * Reads what is not there yet and gives a source of it all. Columns that were not asked for may be dropped to stay
   * under the bound, so a source serves only what it was made for.
   */
  readonly load: (wanted: Wanted) => Promise<ColumnSource>
  /** How many bytes these columns take, whether they are in memory or not. */
  readonly bytesOf: (wanted: Wanted) => number
  readonly bytesHeld: () => number
  /** Another query on the connection; one at a time, because a second one would end the first one's stream. */
  readonly exclusively: <T>(work: (connected: PopulationConnection) => Promise<T>) => Promise<T>
  readonly close: () => void
}

type Held = { readonly data: ColumnData | CollectionData; readonly bytes: number; used: number }

/** Columns of a whole document over a million subjects seldom take more. */
export const COLUMN_BYTES = 160 * 1024 ** 2

/** Opens a population for kernels, whose ranges may be known already. The caller closes it. */
export async function openColumns(
  population: Population,
  vocabulary: Vocabulary,
  bound = COLUMN_BYTES,
  known?: Ranges,
): Promise<PopulationColumns> {
  const connected = await connectPopulation(population)
  const { tables, summary } = population
  // The files are read from front to back; more room than this would only hold pages that are not read again.
  await connected.connection.run("SET memory_limit = '256MB'")
  const ranges = known ?? (await rangesOf(connected.connection, tables))
  const enums = new Map(vocabulary.enums.map((each) => [each.name, each.values.map((value) => value.name)]))
  const parts: ReaderParts = {
    ...{ connected, tables, ranges, count: summary.subjects },
    texts: createTextCodes(connected.connection),
    members: (name) => (name === undefined ? [] : (enums.get(name) ?? [])),
  }
  const held = new Map<string, Held>()
  let clock = 0
  let turn: Promise<unknown> = Promise.resolve()

  async function read(wanted: Wanted): Promise<ColumnSource> {
    const collections = [
      ...new Set([...wanted.collections, ...wanted.columns.flatMap((each) => each.collection ?? [])]),
    ]
    const keys = new Set([...wanted.columns.map(columnKey), ...collections])
    clock++
    for (const key of keys) {
      const known = held.get(key)
      if (known) known.used = clock
    }
    makeRoom(keys, bytesOf(wanted))
    for (const name of collections) {
      if (!held.has(name)) keep(name, await readCollection(parts, tableOf(tables, name)))
    }
    for (const table of tables) {
      const missing = wanted.columns.filter(
        (each) => !held.has(columnKey(each)) && tableOfColumn(tables, each) === table,
      )
      if (missing.length === 0) continue
      const data = await readColumns(parts, table, missing, rowsOf(table))
      for (const [i, each] of missing.entries()) {
        const own = data[i]
        if (own) keep(columnKey(each), own)
      }
    }
    const found = new Map([...keys].map((key) => [key, held.get(key)?.data]))
    return {
      count: summary.subjects,
      column: (column) => present(found.get(columnKey(column)), column.fact) as ColumnData,
      collection: (name) => present(found.get(name), name) as CollectionData,
      text: parts.texts.code,
    }
  }

  function rowsOf(table: Table): number {
    if (table.kind !== 'collection') return summary.subjects
    const data = held.get(table.collection ?? '')?.data as CollectionData | undefined
    return data?.offsets[summary.subjects] ?? 0
  }

  function keep(key: string, data: ColumnData | CollectionData): void {
    held.set(key, { data, bytes: sizeOf(data), used: clock })
  }

  function bytesHeld(): number {
    return [...held.values()].reduce((sum, each) => sum + each.bytes, 0)
  }

  /** Drops what was used longest ago, but nothing that is needed now. */
  function makeRoom(needed: ReadonlySet<string>, bytes: number): void {
    const others = [...held].filter(([key]) => !needed.has(key)).sort(([, a], [, b]) => a.used - b.used)
    let total = bytes + others.reduce((sum, [, each]) => sum + each.bytes, 0)
    for (const [key, each] of others) {
      if (total <= bound) return
      held.delete(key)
      total -= each.bytes
    }
  }

  function bytesOf({ columns, collections }: Wanted): number {
    const each = columns.map((column) => {
      const known = held.get(columnKey(column))
      if (known) return known.bytes
      const rows = column.collection === undefined ? summary.subjects : storedRows(population, tables, column)
      return rows * (column.type === 'bool' ? 2 : column.type === 'number' ? 9 : 5)
    })
    return each.reduce((sum, bytes) => sum + bytes, collections.length * summary.subjects * 5)
  }

  function exclusively<T>(work: (connected: PopulationConnection) => Promise<T>): Promise<T> {
    const next = turn.then(() => work(connected))
    turn = next.catch(() => undefined)
    return next
  }

  return {
    ...{ population, ranges, bytesOf, bytesHeld, exclusively },
    load: (wanted) => exclusively(() => read(wanted)),
    close: () => {
      held.clear()
      connected.close()
    },
  }
}

function columnKey({ fact, collection, year }: KernelColumn): string {
  return `${collection ?? ''}.${fact}@${year ?? ''}`
}

function tableOf(tables: readonly Table[], collection: string): Table {
  return present(
    tables.find((each) => each.collection === collection),
    collection,
  )
}

function tableOfColumn(tables: readonly Table[], column: KernelColumn): Table | undefined {
  const kind =
    column.collection !== undefined ? 'collection' : column.year !== undefined ? 'yearly' : 'subject'
  return tables.find((each) => each.kind === kind && each.collection === column.collection)
}

function storedRows({ manifest }: Population, tables: readonly Table[], column: KernelColumn): number {
  const name = tableOfColumn(tables, column)?.name
  return manifest.tables.find((each) => each.name === name)?.rows ?? 0
}

function sizeOf(data: ColumnData | CollectionData): number {
  return 'values' in data
    ? data.values.byteLength + data.states.byteLength
    : data.known.byteLength + data.offsets.byteLength
}

function present<T>(found: T | undefined, name: string): T {
  if (found === undefined) throw new TypeError(`not loaded: ${name}`)
  return found
}
