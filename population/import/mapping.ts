// Headers and the dictionary → which column carries which fact, with what is uncertain left for a person.
import { concernsSubject, type Fact, nearest, parseQuantity, type Vocabulary } from '#lang'
import { plainName, readHeader } from './headers.ts'
import { ID_HEADERS, IDLE_HEADERS, SYNONYMS, YEAR_HEADERS } from './synonyms.ts'

export type Target =
  /** `year` for a yearly fact in a flat table; `unit` when the header names one. */
  | { readonly kind: 'fact'; readonly fact: string; readonly year?: number; readonly unit?: string }
  | { readonly kind: 'field'; readonly field: string; readonly unit?: string }
  /** By what the rows of several tables belong together. */
  | { readonly kind: 'key'; readonly by: 'code' | 'id' }
  | { readonly kind: 'year' }
  | { readonly kind: 'ignore' }

export type ColumnMapping = {
  readonly header: string
  /** Absent while nobody has decided: the column is not read. */
  readonly target?: Target
  /** 1 for the very name, 0.95 for a known other name, less for a guess, which is never taken by itself. */
  readonly confidence: number
  readonly alternatives: readonly Target[]
  /** Why it was left open. */
  readonly why?: string
}

export type SheetTable =
  | { readonly kind: 'subject' }
  | { readonly kind: 'yearly' }
  /** `unlisted` says what a subject without a row has: nothing known, or known to have none. */
  | { readonly kind: 'collection'; readonly collection: string; readonly unlisted: 'unknown' | 'none' }

export type SheetMapping = { readonly table: SheetTable; readonly columns: readonly ColumnMapping[] }

/** The fact that identifies a subject in files. */
export const CODE_FACT = '统一社会信用代码'

type Candidate = { readonly name: string; readonly fact?: Fact; readonly target: Target }

/**
 * The table that the headers look like and a target for every header that is certain. `name` is the sheet's name,
 * which may say 租约.
 */
export function suggestMapping(
  headers: readonly string[],
  vocabulary: Vocabulary,
  kind: string,
  name = '',
): SheetMapping {
  const tables = possibleTables(vocabulary, kind)
  const scored = tables.map((table) => {
    const columns = columnsFor(headers, table, vocabulary, kind)
    return { mapping: { table, columns }, score: scoreOf(table, columns, vocabulary, name) }
  })
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  return best.mapping
}

/** The columns for a table that a person has chosen. */
export function columnsFor(
  headers: readonly string[],
  table: SheetTable,
  vocabulary: Vocabulary,
  kind: string,
): ColumnMapping[] {
  const candidates = candidatesFor(table, vocabulary, kind)
  const columns = headers.map((header) => columnFor(header, table, candidates, vocabulary))
  return columns.map((column, i) => {
    const same = columns.findIndex((each) => sameTarget(each.target, column.target))
    if (same < 0 || same === i || !column.target) return column
    const { target, ...rest } = column
    return { ...rest, alternatives: [target], why: `与前面的“${columns[same]?.header}”是同一项，只能读一列` }
  })
}

function possibleTables(vocabulary: Vocabulary, kind: string): SheetTable[] {
  return [
    { kind: 'subject' },
    { kind: 'yearly' },
    ...vocabulary.collections
      .filter((each) => concernsSubject(each.subject, kind))
      .map((each): SheetTable => ({ kind: 'collection', collection: each.name, unlisted: 'unknown' })),
  ]
}

function scoreOf(
  table: SheetTable,
  columns: readonly ColumnMapping[],
  vocabulary: Vocabulary,
  name: string,
): number {
  const targets = columns.flatMap((each) => each.target ?? [])
  const useful = targets.filter((each) => each.kind !== 'ignore').length
  if (table.kind === 'subject') return useful
  const keyed = targets.some((each) => each.kind === 'key')
  const dated = table.kind === 'collection' || targets.some((each) => each.kind === 'year')
  if (!keyed || !dated || !targets.some((each) => each.kind === 'fact' || each.kind === 'field')) return -1
  const collection = vocabulary.collections.find(
    (each) => table.kind === 'collection' && each.name === table.collection,
  )
  const names = collection ? [collection.name, collection.english, collection.column ?? ''] : []
  return names.some((each) => each !== '' && plainName(each) === plainName(name)) ? useful + 100 : useful
}

function candidatesFor(table: SheetTable, vocabulary: Vocabulary, kind: string): Candidate[] {
  const words = (names: readonly string[], target: Target): Candidate[] =>
    names.map((name) => ({ name: plainName(name), target }))
  const named = (fact: Fact, target: Target): Candidate[] =>
    [fact.name, fact.english, fact.column?.split('.').at(-1) ?? fact.name].map((name) => ({
      ...{ name: plainName(name), fact, target },
    }))
  const facts = vocabulary.facts.filter((each) => concernsSubject(each.subject, kind))
  const idle = words(IDLE_HEADERS, { kind: 'ignore' })
  const ids = words(ID_HEADERS, { kind: 'key', by: 'id' })
  const asFact = (fact: Fact): Candidate[] => named(fact, { kind: 'fact', fact: fact.name })
  if (table.kind === 'subject') return [...facts.flatMap(asFact), ...ids, ...idle]
  const code = [CODE_FACT, ...(SYNONYMS[CODE_FACT] ?? []), 'unifiedSocialCreditCode']
  const keys = [...words(code, { kind: 'key', by: 'code' }), ...ids]
  const titles = words(['企业名称', ...(SYNONYMS.企业名称 ?? [])], { kind: 'ignore' })
  if (table.kind === 'yearly') {
    const yearly = facts.filter((each) => each.type.kind === 'yearly')
    return [...yearly.flatMap(asFact), ...keys, ...words(YEAR_HEADERS, { kind: 'year' }), ...titles, ...idle]
  }
  const fields = vocabulary.collections.find((each) => each.name === table.collection)?.fields ?? []
  // A field's own name goes before the names of what is passed over.
  const own = fields.flatMap((each) => named(each, { kind: 'field', field: each.name }))
  const taken = new Set(own.map((each) => each.name))
  return [...own, ...[...keys, ...titles, ...idle].filter((each) => !taken.has(each.name))]
}

function columnFor(
  header: string,
  table: SheetTable,
  candidates: readonly Candidate[],
  vocabulary: Vocabulary,
): ColumnMapping {
  const open = (alternatives: readonly Target[], why?: string, confidence = 0): ColumnMapping => ({
    ...{ header, confidence, alternatives },
    ...(why === undefined ? {} : { why }),
  })
  if (header.trim() === '') return { header, confidence: 1, alternatives: [], target: { kind: 'ignore' } }
  const read = readHeader(header, vocabulary.units)
  // The whole header first: a fact's own name may hold what looks like a year or a unit.
  const ways = [
    { name: plainName(header), year: undefined, unit: undefined, confidence: 1 },
    { name: plainName(read.name), year: read.year, unit: read.unit, confidence: 1 },
    { name: plainName(factOfSynonym(read.name) ?? ''), year: read.year, unit: read.unit, confidence: 0.95 },
  ]
  for (const { name, year, unit, confidence } of ways) {
    const found = name === '' ? [] : distinct(candidates.filter((each) => each.name === name))
    if (found.length > 1)
      return open(
        found.map((each) => each.target),
        '有几项都可能，请指定一项',
        0.5,
      )
    const [only] = found
    if (!only) continue
    const target = {
      ...only.target,
      ...(year === undefined ? {} : { year }),
      ...(unit === undefined ? {} : { unit }),
    }
    const why = misfit(only.fact, table, year, unit, vocabulary)
    return why === undefined ? { header, target, confidence, alternatives: [] } : open([target], why, 0.5)
  }
  return open(nearTargets(read.name, candidates), undefined, 0)
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter(
    (each, i) => candidates.findIndex((other) => sameTarget(other.target, each.target)) === i,
  )
}

function sameTarget(a: Target | undefined, b: Target | undefined): boolean {
  if (a === undefined || b === undefined || a.kind === 'ignore') return false
  if (a.kind === 'fact' && b.kind === 'fact') return a.fact === b.fact && a.year === b.year
  if (a.kind === 'field' && b.kind === 'field') return a.field === b.field
  if (a.kind === 'key' && b.kind === 'key') return a.by === b.by
  return a.kind === b.kind && a.kind === 'year'
}

function factOfSynonym(name: string): string | undefined {
  const plain = plainName(name)
  return Object.entries(SYNONYMS).find(([, others]) => others.some((each) => plainName(each) === plain))?.[0]
}

function misfit(
  fact: Fact | undefined,
  table: SheetTable,
  year: number | undefined,
  unit: string | undefined,
  vocabulary: Vocabulary,
): string | undefined {
  if (!fact) return undefined
  const yearly = fact.type.kind === 'yearly'
  if (yearly && table.kind === 'subject' && year === undefined) {
    return `“${fact.name}”是逐年的数，请在表头写明年份，例如 ${fact.name}2024`
  }
  if (year !== undefined && (!yearly || table.kind !== 'subject')) {
    return `“${fact.name}”不按年填写，表头里的${year}年没有着落`
  }
  if (unit === undefined) return undefined
  const dimension = 'dimension' in fact.type ? fact.type.dimension : undefined
  const found = parseQuantity(`1${unit}`, new Set(vocabulary.units))?.dimension
  // 万 alone multiplies whatever the fact counts in; % is no unit of money.
  const bare = found === '' && !/[%‰]/.test(unit)
  if (dimension !== undefined && (found === dimension || bare)) return undefined
  return `表头的单位“${unit}”不是“${fact.name}”的单位`
}

function nearTargets(name: string, candidates: readonly Candidate[]): Target[] {
  const facts = candidates.filter((each) => each.fact)
  const plain = plainName(name)
  const within =
    plain.length < 2 ? [] : facts.filter((each) => each.name.includes(plain) || plain.includes(each.name))
  const hint = nearest(
    plain,
    facts.map((each) => each.name),
  )
  const near = facts.filter((each) => each.name === hint)
  return distinct([...near, ...within])
    .slice(0, 3)
    .map((each) => each.target)
}
