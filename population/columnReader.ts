// Columns that kernels ask for → their typed arrays in shared memory, read table by table, each file once for all of them.
import type { CollectionData, ColumnData, KernelColumn, Table } from '#lang'
import { SUBJECT_KEY, YEAR_COLUMN } from '#lang'
import { columnSql } from './columnSql.ts'
import type { PopulationConnection } from './connect.ts'
import { named } from './database.ts'
import { PopulationError } from './problem.ts'
import { type Ranges, rangeKey } from './ranges.ts'
import type { TextCodes } from './textCodes.ts'
import { readVectors, type Vector } from './vectors.ts'

export type ReaderParts = {
  readonly connected: PopulationConnection
  readonly tables: readonly Table[]
  readonly count: number
  readonly ranges: Ranges
  readonly texts: TextCodes
  /** The words of an enumeration. */
  readonly members: (name: string | undefined) => readonly string[]
}

/** A column while it is filled: where its vectors stand in the SELECT, and the arrays they go to. */
type Filling = {
  readonly wanted: KernelColumn
  readonly sql: readonly string[]
  readonly data: ColumnData
  /** How words become codes; codes of an enumeration are used as they are. */
  readonly codes?: Int32Array
}

/** Reads columns of one table; beside each the data, in the order asked for. Elements need the number of their rows. */
export async function readColumns(
  parts: ReaderParts,
  table: Table,
  columns: readonly KernelColumn[],
  rows: number,
): Promise<ColumnData[]> {
  const fillings: Filling[] = []
  for (const each of columns) fillings.push(await fillingOf(parts, table, each, rows))
  if (table.kind === 'yearly') await readYears(parts, table, fillings)
  else await readRows(parts, table, fillings)
  return fillings.map((each) => each.data)
}

async function fillingOf(
  parts: ReaderParts,
  table: Table,
  wanted: KernelColumn,
  rows: number,
): Promise<Filling> {
  const column = table.columns.find((each) => each.fact === wanted.fact)
  if (!column) throw new TypeError(`no column for ${wanted.fact}`)
  const range = parts.ranges[rangeKey(table, column)]
  if (range?.tooLarge) {
    throw new PopulationError('damaged', `“${column.fact}”里有过大的数，不能精确计算，请核对数据的单位`)
  }
  const members = parts.members(column.enum)
  const free = wanted.type === 'word' && column.enum === undefined
  const text = free ? await parts.texts.typeOf(table, column) : undefined
  const sql = columnSql(column, wanted.type, members, text?.type)
  const stride = wanted.type === 'set' ? Math.ceil(members.length / 32) : 1
  const small =
    column.kind !== 'number' || (range && BigInt(range.high) < 2n ** 31n && BigInt(range.low) > -(2n ** 31n))
  return {
    ...{ wanted, sql: [sql.states, ...sql.values] },
    data: {
      values: sharedValues(wanted.type, rows * stride, small === true),
      states: new Uint8Array(new SharedArrayBuffer(rows)),
      stride,
    },
    ...(text ? { codes: text.codes } : {}),
  }
}

/** Numbers that fit take half the room; a kernel reads either alike. */
function sharedValues(type: KernelColumn['type'], length: number, small: boolean): ColumnData['values'] {
  if (type === 'number' && !small) return new Float64Array(new SharedArrayBuffer(length * 8))
  if (type === 'bool') return new Uint8Array(new SharedArrayBuffer(length))
  const values = new Int32Array(new SharedArrayBuffer(length * 4))
  return type === 'word' ? values.fill(-1) : values
}

async function readRows(parts: ReaderParts, table: Table, fillings: readonly Filling[]): Promise<void> {
  const key = table.kind === 'subject' ? 'id' : SUBJECT_KEY
  const list = [`${key}::INTEGER`, ...fillings.flatMap((each) => each.sql)]
  let before = -1
  await readVectors(
    parts.connected.connection,
    `SELECT ${list.join(', ')} FROM ${named(table.name)}`,
    (from, count, vectors) => {
      const ids = vectors[0] ?? new Int32Array()
      if (table.kind === 'subject' ? ids[0] !== from : (ids[0] ?? 0) < before) throw disordered()
      before = ids[count - 1] ?? before
      let at = 1
      for (const filling of fillings) {
        copyRows(filling, vectors, at, from, count)
        at += filling.sql.length
      }
    },
  )
}

function disordered(): PopulationError {
  return new PopulationError('damaged', '数据集文件里各行的次序不对，可能被别的程序改写过；请重新导入')
}

function copyRows(
  { data, codes, sql }: Filling,
  vectors: readonly Vector[],
  at: number,
  from: number,
  count: number,
): void {
  data.states.set(vectors[at] ?? [], from)
  if (sql.length === 2 && data.stride === 1) {
    const items = vectors[at + 1] ?? []
    if (codes) for (let i = 0; i < count; i++) data.values[from + i] = codeOf(codes, items[i])
    else data.values.set(items, from)
    return
  }
  for (let word = 0; word < data.stride; word++) {
    const items = vectors[at + 1 + word] ?? []
    for (let i = 0; i < count; i++) data.values[(from + i) * data.stride + word] = items[i] ?? 0
  }
}

function codeOf(codes: Int32Array, local = -1): number {
  return local < 0 ? -1 : (codes[local] ?? -1)
}

/** A yearly figure goes to its subject's place in the array of its year. */
async function readYears(parts: ReaderParts, table: Table, fillings: readonly Filling[]): Promise<void> {
  const facts = [...new Set(fillings.map((each) => each.wanted.fact))]
  const byFact = facts.map((fact) => fillings.filter((each) => each.wanted.fact === fact))
  const years = [...new Set(fillings.map((each) => each.wanted.year ?? 0))]
  const list = [
    `${SUBJECT_KEY}::INTEGER`,
    `${YEAR_COLUMN}::INTEGER`,
    ...byFact.flatMap(([first]) => first?.sql ?? []),
  ]
  const sql = `SELECT ${list.join(', ')} FROM ${named(table.name)} WHERE ${YEAR_COLUMN} IN (${years.join(', ')})`
  await readVectors(parts.connected.connection, sql, (_, count, vectors) => {
    const [ids = new Int32Array(), rowYears = new Int32Array()] = vectors
    for (const [i, same] of byFact.entries()) {
      const [states = new Uint8Array(), values = new Float64Array()] = [
        vectors[2 + i * 2],
        vectors[3 + i * 2],
      ]
      for (const { wanted, data } of same) {
        for (let row = 0; row < count; row++) {
          if (rowYears[row] !== wanted.year) continue
          const subject = ids[row] ?? 0
          data.states[subject] = states[row] ?? 0
          data.values[subject] = values[row] ?? 0
        }
      }
    }
  })
}

/** Where each subject's elements lie, and of whom they are all known. */
export async function readCollection(parts: ReaderParts, table: Table): Promise<CollectionData> {
  const own = parts.tables.find((each) => each.kind === 'subject')
  const known = new Uint8Array(new SharedArrayBuffer(parts.count))
  const offsets = new Int32Array(new SharedArrayBuffer((parts.count + 1) * 4))
  const { connection } = parts.connected
  const flag = `coalesce(${named(table.knownColumn ?? '')}, false)::UTINYINT`
  await readVectors(connection, `SELECT ${flag} FROM ${named(own?.name ?? '')}`, (from, _, [flags]) =>
    known.set(flags ?? [], from),
  )
  const sql = `SELECT ${SUBJECT_KEY}::INTEGER FROM ${named(table.name)}`
  await readVectors(connection, sql, (_, count, [ids = new Int32Array()]) => {
    for (let i = 0; i < count; i++) {
      const subject = ids[i] ?? 0
      if (known[subject] !== 1) throw disordered()
      offsets[subject + 1] = (offsets[subject + 1] ?? 0) + 1
    }
  })
  for (let i = 0; i < parts.count; i++) offsets[i + 1] = (offsets[i + 1] ?? 0) + (offsets[i] ?? 0)
  return { known, offsets }
}
