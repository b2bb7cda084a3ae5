// One row of a sheet and the sheet's mapping → what the row says of its subject, or why it cannot be read.
import {
  type Element,
  type Fact,
  normalizeCreditCode,
  readSubject,
  type Subject,
  type Value,
  type Vocabulary,
} from '#lang'
import { cellInput, isBad } from './cells.ts'
import { CODE_FACT, type SheetMapping, type Target } from './mapping.ts'
import { placeReader } from './places.ts'
import type { SourceCell, SourceRow } from './sheet.ts'

/** Something wrong with a cell, or with the whole row when no column is named. */
export type CellComplaint = { readonly header?: string; readonly message: string }

export type ReadRow = {
  /** code:… and id:…, by which rows of other tables find the subject. */
  readonly keys: readonly string[]
  readonly facts: ReadonlyMap<string, Value>
  /** What the row says as `readSubject` was given it. */
  readonly input: Readonly<Record<string, unknown>>
  /** The element that a row of a collection's table is. */
  readonly element?: Element
  readonly complaints: readonly CellComplaint[]
  readonly notices: readonly string[]
}

export type RowReader = {
  readonly read: (row: SourceRow) => ReadRow
  /** Only the keys, which is quick. */
  readonly keysOf: (row: SourceRow) => readonly string[]
  /** The header of the column behind a path such as 主营业务收入.2024. */
  readonly headerOf: (path: string) => string | undefined
}

type Read = {
  readonly header: string
  readonly index: number
  readonly target: Exclude<Target, { kind: 'ignore' }>
  readonly fact?: Fact
}

/** A reader for the rows of one sheet; `positions` are the places of the mapping's columns in the file. */
export function rowReader(
  mapping: SheetMapping,
  positions: readonly number[],
  width: number,
  vocabulary: Vocabulary,
  kind: string,
): RowReader {
  const { table } = mapping
  const collection = vocabulary.collections.find(
    (each) => table.kind === 'collection' && each.name === table.collection,
  )
  const reads = mapping.columns.flatMap((column, i): Read[] => {
    const { header, target } = column
    if (!target || target.kind === 'ignore') return []
    const fact =
      target.kind === 'fact'
        ? vocabulary.facts.find((each) => each.name === target.fact)
        : target.kind === 'field'
          ? collection?.fields.find((each) => each.name === target.field)
          : undefined
    return [{ header, target, index: positions[i] ?? i, ...(fact ? { fact } : {}) }]
  })
  // readSubject looks names up one by one, so it is given only the names that can come.
  const facts = reads.flatMap((each) => (each.target.kind === 'fact' && each.fact ? [each.fact] : []))
  const types = reads.flatMap((each) => each.fact?.type ?? [])
  const enums = vocabulary.enums.filter((each) =>
    types.some((type) => 'name' in type && type.name === each.name),
  )
  const narrow: Vocabulary = {
    ...{ enums, units: vocabulary.units },
    facts: [...new Set(facts)],
    collections: collection ? [collection] : [],
  }
  const settlePlaces = placeReader(
    reads.flatMap((each) => each.fact ?? []),
    vocabulary,
  )
  const headers = new Map(reads.map((each) => [pathOf(each, collection?.name), each.header]))

  function read(row: SourceRow): ReadRow {
    const complaints: CellComplaint[] = []
    const notices: string[] = []
    const extra = row.cells.findIndex((each, i) => i >= width && each !== null)
    if (extra >= 0)
      complaints.push({ message: `比表头多出第${extra + 1}格，多半是某一格里有没加引号的分隔符` })
    const inputs = inputsOf(reads, row.cells, complaints)
    settlePlaces(
      inputs,
      (fact, message) => complaints.push({ header: headerOf(fact) ?? fact, message }),
      notices,
    )
    const keys = keysOf(reads, row.cells)
    const year = yearOf(reads, row.cells, complaints)
    const input = subjectInput(reads, inputs, collection?.name, year)
    const { subject, problems } = readSubject({ subject: kind, facts: input }, narrow)
    for (const { path, message } of problems) {
      const header = headerOf(year === undefined ? path : path.replace(/\.\d{4}$/, ''))
      complaints.push(header === undefined ? { message } : { header, message })
    }
    return { keys, complaints, notices, input, ...whatItSays(subject, collection?.name) }
  }

  function headerOf(path: string): string | undefined {
    return headers.get(path) ?? reads.find((each) => each.fact?.name === path)?.header
  }

  return { read, headerOf, keysOf: (row) => keysOf(reads, row.cells) }
}

function pathOf({ target, fact }: Read, collection: string | undefined): string {
  if (target.kind === 'field') return `${collection}.1.${fact?.name}`
  return target.kind === 'fact' && target.year !== undefined
    ? `${fact?.name}.${target.year}`
    : (fact?.name ?? '')
}

function whatItSays(
  subject: Subject | undefined,
  collection: string | undefined,
): Pick<ReadRow, 'facts' | 'element'> {
  if (collection === undefined) return { facts: subject?.facts ?? new Map() }
  return { facts: new Map(), element: subject?.collections.get(collection)?.[0] ?? new Map() }
}

function inputsOf(
  reads: readonly Read[],
  cells: readonly SourceCell[],
  complaints: CellComplaint[],
): Map<Read, unknown> {
  const inputs = new Map<Read, unknown>()
  for (const read of reads) {
    if (!read.fact) continue
    const unit = 'unit' in read.target ? read.target.unit : undefined
    const input = cellInput(cells[read.index] ?? null, read.fact, unit)
    if (isBad(input))
      complaints.push({ header: read.header, message: `「${read.fact.name}」${input.problem}` })
    else if (input !== undefined) inputs.set(read, input)
  }
  return inputs
}

function keysOf(reads: readonly Read[], cells: readonly SourceCell[]): string[] {
  return reads.flatMap(({ target, index }) => {
    const cell = cells[index] ?? null
    const text = cell === null ? '' : String(cell).trim()
    if (text === '') return []
    const code =
      target.kind === 'key' ? target.by === 'code' : target.kind === 'fact' && target.fact === CODE_FACT
    if (code) return [`code:${normalizeCreditCode(text)}`]
    return target.kind === 'key' ? [`id:${text}`] : []
  })
}

function yearOf(
  reads: readonly Read[],
  cells: readonly SourceCell[],
  complaints: CellComplaint[],
): string | undefined {
  const read = reads.find((each) => each.target.kind === 'year')
  if (!read) return undefined
  const text = String(cells[read.index] ?? '')
    .trim()
    .normalize('NFKC')
    .replace(/年度?$/, '')
  if (/^(19|20)\d{2}$/.test(text)) return text
  complaints.push({ header: read.header, message: `应为年份，写成 2024，得到的是“${text}”` })
  return '1900'
}

function subjectInput(
  reads: readonly Read[],
  inputs: ReadonlyMap<Read, unknown>,
  collection: string | undefined,
  year: string | undefined,
): Record<string, unknown> {
  const own: Record<string, unknown> = {}
  for (const read of reads) {
    if (!read.fact || !inputs.has(read)) continue
    const input = inputs.get(read)
    const inYear = read.target.kind === 'fact' ? (read.target.year?.toString() ?? year) : undefined
    if (inYear === undefined) own[read.fact.name] = input
    else own[read.fact.name] = { ...((own[read.fact.name] as object | undefined) ?? {}), [inYear]: input }
  }
  return collection === undefined ? own : { [collection]: [own] }
}
