// A subject → its rows in every table, exactly; what does not fit a column is said, never rounded.
import { type Column, type Element, type Subject, type Table, type Value, YEAR_COLUMN } from '#lang'
import { notApplicableColumn } from './shape.ts'

/** Whole numbers as bigint, dates as day numbers, years as numbers, sets as lists. */
export type Cell = bigint | number | boolean | string | readonly string[]

/** Named cells; a column that is left out is NULL. */
export type Row = Map<string, Cell>

export type SubjectRows = {
  /** Without `id`, which the writer gives. */
  readonly own: Row
  /** Table → rows, each with its year or in the order of its positions. */
  readonly others: ReadonlyMap<string, readonly Row[]>
  readonly problems: readonly CellProblem[]
}

/** A value that its column cannot hold. */
export type CellProblem = {
  /** The fact, or 租约.1.面积 for the field of an element. */
  readonly path: string
  readonly message: string
}

/** Scale → how fine a number may be, as its writer would say it. */
const PLACES: ReadonlyMap<number, string> = new Map([
  [1, '到分'],
  [10_000, '4位小数'],
  [100_000_000, '6位小数的百分数'],
])

const LARGEST = 2n ** 63n - 1n

/** The rows of a subject; the problems name every value that has no place in them. */
export function rowsOf(subject: Subject, tables: readonly Table[]): SubjectRows {
  const problems: CellProblem[] = []
  const report = (path: string, message: string): void => {
    problems.push({ path, message })
  }
  const own: Row = new Map()
  const others = new Map<string, Row[]>()
  let facts = 0
  for (const table of tables) {
    if (table.kind === 'subject') facts += fillRow(own, subject.facts, table, '', report)
    else if (table.kind === 'yearly') {
      const { rows, used } = yearlyRows(subject, table, report)
      others.set(table.name, rows)
      facts += used
    } else others.set(table.name, collectionRows(subject, table, own, report))
  }
  if (facts < subject.facts.size || subject.collections.size > 0) reportStrangers(subject, tables, report)
  return { own, others, problems }
}

type Report = (path: string, message: string) => void

function fillRow(row: Row, values: Element, table: Table, path: string, report: Report): number {
  let used = 0
  for (const column of table.columns) {
    const value = values.get(column.fact)
    if (value === undefined) {
      if (column.mayNotApply) row.set(notApplicableColumn(column), false)
      continue
    }
    used++
    if (column.mayNotApply) row.set(notApplicableColumn(column), value.kind === 'notApplicable')
    if (value.kind === 'notApplicable' && column.mayNotApply) continue
    const cell = cellOf(value, column)
    if (typeof cell === 'object' && 'problem' in cell) report(path + column.fact, cell.problem)
    else row.set(column.name, cell)
  }
  return used
}

function yearlyRows(subject: Subject, table: Table, report: Report): { rows: Row[]; used: number } {
  const byYear = new Map<number, Row>()
  let used = 0
  for (const column of table.columns) {
    const value = subject.facts.get(column.fact)
    if (value === undefined) continue
    used++
    if (value.kind !== 'yearly') {
      report(column.fact, `“${column.fact}”是逐年的数，应按年给出`)
      continue
    }
    for (const [year, number] of value.values) {
      const cell = cellOf({ kind: 'number', value: number }, column)
      if (typeof cell === 'object' && 'problem' in cell) report(`${column.fact}.${year}`, cell.problem)
      else rowOfYear(byYear, year).set(column.name, cell)
    }
  }
  return { rows: [...byYear].sort(([a], [b]) => a - b).map(([, row]) => row), used }
}

function rowOfYear(rows: Map<number, Row>, year: number): Row {
  const found = rows.get(year)
  if (found) return found
  const row: Row = new Map([[YEAR_COLUMN, year]])
  rows.set(year, row)
  return row
}

function collectionRows(subject: Subject, table: Table, own: Row, report: Report): Row[] {
  const elements = subject.collections.get(table.collection ?? '')
  own.set(table.knownColumn ?? '', elements !== undefined)
  return (elements ?? []).map((element, i) => {
    const row: Row = new Map()
    const path = `${table.collection}.${i + 1}.`
    const used = fillRow(row, element, table, path, report)
    if (used < element.size) {
      for (const name of element.keys()) {
        if (!table.columns.some((each) => each.fact === name)) report(path + name, `没有“${name}”这一列`)
      }
    }
    return row
  })
}

function reportStrangers(subject: Subject, tables: readonly Table[], report: Report): void {
  const facts = new Set(
    tables.flatMap((each) => (each.kind === 'collection' ? [] : each.columns.map((column) => column.fact))),
  )
  const collections = new Set(tables.flatMap((each) => each.collection ?? []))
  for (const name of subject.facts.keys()) {
    if (!facts.has(name)) report(name, `“${name}”不是“${subject.kind}”的事实，数据集中没有这一列`)
  }
  for (const name of subject.collections.keys()) {
    if (!collections.has(name)) report(name, `“${name}”不是“${subject.kind}”的集合，数据集中没有这张表`)
  }
}

function cellOf(value: Value, column: Column): Cell | { readonly problem: string } {
  switch (column.kind) {
    case 'bool':
      return value.kind === 'bool' ? value.value : { problem: `“${column.fact}”应为是或否` }
    case 'word':
      return value.kind === 'word' ? value.value : { problem: `“${column.fact}”应为文字` }
    case 'set':
      return value.kind === 'set' ? [...value.values] : { problem: `“${column.fact}”应为一组选项` }
    case 'date':
    case 'year':
      return value.kind === 'number' && value.value.d === 1n
        ? Number(value.value.n)
        : { problem: `“${column.fact}”应为${column.kind === 'date' ? '日期' : '年份'}` }
    case 'number': {
      if (value.kind !== 'number') return { problem: `“${column.fact}”应为数` }
      return wholeNumber(value.value.n, value.value.d, column)
    }
  }
}

function wholeNumber(n: bigint, d: bigint, column: Column): bigint | { readonly problem: string } {
  const scaled = n * BigInt(column.scale)
  if (scaled % d !== 0n) {
    return {
      problem: `“${column.fact}”的小数位数太多，最多保留${PLACES.get(column.scale) ?? ''}，请写到这个位数`,
    }
  }
  const whole = scaled / d
  return whole > LARGEST || whole < -LARGEST ? { problem: `“${column.fact}”的数太大，无法存放` } : whole
}
