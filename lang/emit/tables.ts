// The dictionary → the tables in which many subjects of one kind lie: one for the subjects, one for their yearly
// figures, one per collection. Engines, the generator, import and the SQL that a district runs share this shape.
import type { Collection, Fact, Vocabulary } from '../ir/ir.ts'
import { concernsSubject } from '../ir/subjects.ts'
import type { Type } from '../values/types.ts'

/**
 * A column and the fact in it. Numbers are stored as whole numbers of 1/scale base units (money: 分, so scale 1), dates
 * as DATE, years as whole numbers, words as the dictionary's Chinese names, sets as lists of them. NULL is unknown;
 * where 不适用 is possible a second column `<name>_na` says so.
 */
export type Column = {
  readonly name: string
  /** The fact's or field's Chinese name. */
  readonly fact: string
  readonly kind: 'bool' | 'number' | 'date' | 'year' | 'word' | 'set'
  readonly scale: number
  /** The enumeration of a word or set; absent for free text. */
  readonly enum?: string
  readonly mayNotApply: boolean
}

export type Table = {
  readonly name: string
  readonly kind: 'subject' | 'yearly' | 'collection'
  /** The collection's Chinese name. */
  readonly collection?: string
  /** In the subjects' table: the column that says whether the collection's rows are known to be complete. */
  readonly knownColumn?: string
  readonly columns: readonly Column[]
}

/** The key of a subject in the yearly and collection tables; in the subjects' own table it is `id`. */
export const SUBJECT_KEY = 'subject_id'
/** The place of an element in its collection, from 0. */
export const ORDINAL = 'position'
/** The column of a yearly table that holds the calendar year. */
export const YEAR_COLUMN = 'year'

const KIND_TABLES: Readonly<Record<string, string>> = {
  ...{ 企业: 'enterprise', 项目: 'project', 机构: 'institution', 平台: 'platform', 集聚区: 'cluster' },
  ...{ 楼宇: 'building', 楼宇运营机构: 'building_operator', 园区: 'park', 基金: 'fund', 载体: 'carrier' },
  ...{ 个人: 'person', 团队: 'team', 个体工商户: 'sole_trader', 社会组织: 'social_organization' },
}

/** The tables for subjects of one kind: the subjects' own first, then the yearly one, then the collections. */
export function tablesOf(vocabulary: Vocabulary, kind: string): Table[] {
  const own = vocabulary.facts.filter((each) => concernsSubject(each.subject, kind))
  const collections = vocabulary.collections.filter((each) => concernsSubject(each.subject, kind))
  const name = KIND_TABLES[kind] ?? 'subject'
  const once = own.filter((each) => each.type.kind !== 'yearly')
  const yearly = own.filter((each) => each.type.kind === 'yearly')
  const taken = new Set(['id', ...collections.map(knownColumn)])
  return [
    { name, kind: 'subject', columns: columnsOf(once, name, taken) },
    ...(yearly.length > 0
      ? [
          {
            name: `${name}_year`,
            kind: 'yearly' as const,
            columns: columnsOf(yearly, name, new Set([SUBJECT_KEY, YEAR_COLUMN])),
          },
        ]
      : []),
    ...collections.map(
      (each): Table => ({
        ...{ name: tableOf(each), kind: 'collection', collection: each.name, knownColumn: knownColumn(each) },
        columns: columnsOf(each.fields, tableOf(each), new Set([SUBJECT_KEY, ORDINAL])),
      }),
    ),
  ]
}

function tableOf(collection: Collection): string {
  return collection.column ?? snake(collection.english)
}

function knownColumn(collection: Collection): string {
  return `${tableOf(collection)}_known`
}

function columnsOf(facts: readonly Fact[], table: string, taken: Set<string>): Column[] {
  return facts.map((fact) => {
    const name = freeName(fact, table, taken)
    taken.add(name)
    if (fact.mayNotApply) taken.add(`${name}_na`)
    return { name, fact: fact.name, ...shapeOf(fact.type), mayNotApply: fact.mayNotApply }
  })
}

/** The declared column without its table; a judgement or another table's fact keeps the table's name before it. */
function freeName(fact: Fact, table: string, taken: ReadonlySet<string>): string {
  const [declaredTable, declared] = fact.column?.split('.') ?? []
  const plain = declared ?? snake(fact.english)
  const foreign = declaredTable !== undefined && !`${table}_year`.startsWith(declaredTable)
  const wanted = foreign ? `${declaredTable}_${plain}` : plain
  return taken.has(wanted) ? snake(fact.english) : wanted
}

function snake(english: string): string {
  return english.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** Ratios keep eight decimals, other quantities four, money whole 分. What is finer does not fit and is refused. */
function shapeOf(type: Type): Pick<Column, 'kind' | 'scale' | 'enum'> {
  switch (type.kind) {
    case 'bool':
    case 'date':
    case 'year':
      return { kind: type.kind, scale: 1 }
    case 'number':
    case 'yearly':
      return {
        kind: 'number',
        scale: type.dimension === '元' ? 1 : type.dimension === '' ? 100_000_000 : 10_000,
      }
    case 'text':
      return { kind: 'word', scale: 1 }
    case 'enum':
      return { kind: 'word', scale: 1, enum: type.name }
    case 'set':
      return { kind: 'set', scale: 1, enum: type.name }
  }
}
