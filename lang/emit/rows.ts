// Subjects → rows of the tables, as plain values that every database client takes. Used to load databases and tests.
import { multiply, type Rational, rational } from '../values/rational.ts'
import type { Row as GivenRow, GivenSubject } from './subjectColumns.ts'
import { type Column, ORDINAL, SUBJECT_KEY, type Table, YEAR_COLUMN } from './tables.ts'

/** Numbers are whole numbers of 1/scale base units, dates are "2024-12-12", sets are lists; null is unknown. */
export type Cell = number | bigint | boolean | string | readonly string[] | null

export type TableRows = {
  readonly table: Table
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/** Rows of every table for these subjects, numbered from `firstId`. Throws RangeError for a number too fine to store. */
export function rowsOfSubjects(
  subjects: readonly GivenSubject[],
  tables: readonly Table[],
  firstId = 0,
): TableRows[] {
  return tables.map((table) => {
    const keys =
      table.kind === 'subject' ? ['id'] : [SUBJECT_KEY, table.kind === 'yearly' ? YEAR_COLUMN : ORDINAL]
    const collections = table.kind === 'subject' ? tables.filter((each) => each.kind === 'collection') : []
    const columns = [
      ...keys,
      ...table.columns.flatMap((each) => [each.name, ...(each.mayNotApply ? [`${each.name}_na`] : [])]),
      ...collections.map((each) => each.knownColumn ?? ''),
    ]
    const rows = subjects.flatMap((subject, i): Cell[][] => {
      const id = firstId + i
      if (table.kind === 'subject') {
        const known = collections.map((each) => subject.collections.has(each.collection ?? ''))
        return [[id, ...cells(subject.facts, table.columns), ...known]]
      }
      if (table.kind === 'yearly') {
        return yearsOf(subject.facts, table.columns).map((year) => [
          ...[id, year],
          ...cells(subject.facts, table.columns, year),
        ])
      }
      const elements = subject.collections.get(table.collection ?? '') ?? []
      return elements.map((element, position) => [id, position, ...cells(element, table.columns)])
    })
    return { table, columns, rows }
  })
}

function yearsOf(facts: GivenRow, columns: readonly Column[]): number[] {
  const years = new Set<number>()
  for (const column of columns) {
    const given = facts.get(column.fact)
    if (given?.kind === 'yearly') for (const year of given.values.keys()) years.add(year)
  }
  return [...years].sort((a, b) => a - b)
}

function cells(row: GivenRow, columns: readonly Column[], year?: number): Cell[] {
  return columns.flatMap((column): Cell[] => {
    const given = row.get(column.fact)
    const flag = column.mayNotApply ? [given?.kind === 'notApplicable'] : []
    if (!given || given.kind === 'notApplicable') return [null, ...flag]
    switch (given.kind) {
      case 'number':
        return [numberCell(given.value, column), ...flag]
      case 'yearly': {
        const value = year === undefined ? undefined : given.values.get(year)
        return [value ? numberCell(value, column) : null, ...flag]
      }
      case 'bool':
      case 'word':
        return [given.value, ...flag]
      default:
        return [[...given.values], ...flag]
    }
  })
}

function numberCell(value: Rational, column: Column): Cell {
  const { n, d } = multiply(value, rational(BigInt(column.scale)))
  if (d !== 1n) throw new RangeError(`「${column.fact}」的小数位数超过了存储的精度`)
  if (column.kind === 'date') return new Date(Number(n) * 86_400_000).toISOString().slice(0, 10)
  return column.kind === 'year' ? Number(n) : n
}
