// How PostgreSQL, DuckDB and ClickHouse say what they say differently. Nothing else in this folder knows a dialect.
import type { Column } from '../tables.ts'

export const DIALECTS = ['postgresql', 'duckdb', 'clickhouse'] as const
export type DialectName = (typeof DIALECTS)[number]

export type Dialect = {
  readonly name: DialectName
  /** The size below which a whole number fits the type for large ones. */
  readonly widest: bigint
  /** The type for whole numbers beyond 64 bits. */
  readonly wideType: string
  /** With more columns than this in all, a step carries on only those that are still used. */
  readonly mostColumns?: number
  /** A table expression that is computed once and not merged into what uses it. */
  readonly asOnce: string
  readonly text: string
  /** Whether those to whom an item does not apply are better told by a SELECT of their own. */
  readonly splits: boolean
  wide(value: string): string
  abs(value: string, wide: boolean): string
  /** The whole part of a/b for b above zero; `negative`: a may be below zero, `wide`: beyond 64 bits. */
  floorDivide(a: string, b: string, is: { readonly negative: boolean; readonly wide: boolean }): string
  calendar(part: 'year' | 'months' | 'day', day: string): string
  /** How rows become one; absent where a subject's elements are arrays in its own row. */
  readonly gathers?: Gathers
  has(set: string, word: string): string
  /** A day number, 0 where there is no date. */
  dayNumber(column: string): string
  /** The texts whose conditions hold, joined by a bar. */
  joined(parts: readonly { readonly when: string; readonly text: string }[]): string
  /** A clause for the end of a statement of many steps that spares the planner work which leads to nothing. */
  readonly settings?: string
  columnType(column: Column): string
  tableOptions(keys: readonly string[]): string
  nullable(type: string): string
}

export type Gathers = {
  any(value: string): string
  sum(value: string): string
  /** The value at the smallest position where the condition holds, 0 where it never does. */
  first(value: string, position: string, when: string): string
}

function isoMonths(year: string, month: string): string {
  return `${year} * 12 + ${month} - 1`
}

/** A quotient that was cut towards zero, one lower where a rest below zero was cut away. */
const floored = (divide: string, rest: string): string =>
  `(CASE WHEN ${rest} < 0 THEN ${divide} - 1 ELSE ${divide} END)`

const postgresql: Dialect = {
  name: 'postgresql',
  widest: 10n ** 1000n,
  wideType: 'NUMERIC',
  // A SELECT can have 1664; up to there `r.*` is the more readable.
  mostColumns: 1600,
  // PostgreSQL would otherwise write a step's expressions into every place that uses them.
  asOnce: 'AS MATERIALIZED',
  text: 'TEXT',
  splits: true,
  wide: (value) => `${value}::NUMERIC`,
  abs: (value) => `ABS(${value})`,
  // `/` on NUMERIC rounds, DIV() does not; on whole numbers `/` cuts towards zero.
  floorDivide: (a, b, { negative, wide }) => {
    if (!wide) return negative ? floored(`(${a}) / (${b})`, `(${a}) % (${b})`) : `((${a}) / (${b}))`
    return negative ? floored(`DIV(${a}, ${b})`, `MOD(${a}, ${b})`) : `DIV(${a}, ${b})`
  },
  calendar: (part, day) => {
    const date = `(DATE '1970-01-01' + (${day})::INTEGER)`
    const of = (field: string): string => `EXTRACT(${field} FROM ${date})::BIGINT`
    if (part === 'year') return of('YEAR')
    return part === 'day' ? of('DAY') : `(${isoMonths(of('YEAR'), of('MONTH'))})`
  },
  gathers: {
    any: (value) => `BOOL_OR(${value})`,
    sum: (value) => `SUM(${value})`,
    first: (value, position, when) =>
      `COALESCE((ARRAY_AGG(${value} ORDER BY ${position}) FILTER (WHERE ${when}))[1], 0)`,
  },
  has: (set, word) => `COALESCE(${word} = ANY(${set}), FALSE)`,
  dayNumber: (column) => `COALESCE(${column} - DATE '1970-01-01', 0)`,
  joined: (parts) =>
    `CONCAT_WS('|', ${parts.map(({ when, text }) => `CASE WHEN ${when} THEN ${text} END`).join(', ')})`,
  columnType: (column) =>
    ({ bool: 'BOOLEAN', number: 'BIGINT', date: 'DATE', year: 'INTEGER', word: 'TEXT', set: 'TEXT[]' })[
      column.kind
    ],
  tableOptions: () => '',
  nullable: (type) => type,
}

const duckdb: Dialect = {
  name: 'duckdb',
  widest: 2n ** 126n,
  wideType: 'HUGEINT',
  asOnce: 'AS',
  text: 'VARCHAR',
  splits: true,
  wide: (value) => `${value}::HUGEINT`,
  abs: (value) => `ABS(${value})`,
  floorDivide: (a, b, { negative }) =>
    negative ? floored(`(${a}) // (${b})`, `(${a}) % (${b})`) : `((${a}) // (${b}))`,
  calendar: (part, day) => {
    const date = `(DATE '1970-01-01' + (${day})::INTEGER)`
    if (part === 'year') return `YEAR(${date})`
    return part === 'day' ? `DAY(${date})` : `(${isoMonths(`YEAR(${date})`, `MONTH(${date})`)})`
  },
  gathers: {
    any: (value) => `BOOL_OR(${value})`,
    sum: (value) => `SUM(${value})`,
    first: (value, position, when) => `COALESCE(ARG_MIN(${value}, ${position}) FILTER (WHERE ${when}), 0)`,
  },
  has: (set, word) => `COALESCE(LIST_CONTAINS(${set}, ${word}), FALSE)`,
  dayNumber: (column) => `COALESCE(${column} - DATE '1970-01-01', 0)`,
  joined: (parts) =>
    `CONCAT_WS('|', ${parts.map(({ when, text }) => `CASE WHEN ${when} THEN ${text} END`).join(', ')})`,
  columnType: (column) =>
    ({ bool: 'BOOLEAN', number: 'BIGINT', date: 'DATE', year: 'INTEGER', word: 'VARCHAR', set: 'VARCHAR[]' })[
      column.kind
    ],
  tableOptions: () => '',
  nullable: (type) => type,
}

const clickhouse: Dialect = {
  name: 'clickhouse',
  widest: 2n ** 254n,
  wideType: 'Int256',
  asOnce: 'AS',
  text: 'String',
  // ORDER BY after UNION ALL would order only its last part.
  splits: false,
  wide: (value) => `toInt256(${value})`,
  // abs() gives an unsigned number, which no choice can stand beside a signed one.
  abs: (value, wide) => `${wide ? 'toInt256' : 'toInt64'}(abs(${value}))`,
  floorDivide: (a, b, { negative }) =>
    negative ? floored(`intDiv(${a}, ${b})`, `modulo(${a}, ${b})`) : `intDiv(${a}, ${b})`,
  calendar: (part, day) => {
    const date = `addDays(toDate32('1970-01-01'), ${day})`
    const of = (f: string): string => `toInt64(${f}(${date}))`
    if (part === 'year') return of('toYear')
    return part === 'day' ? of('toDayOfMonth') : `(${isoMonths(of('toYear'), of('toMonth'))})`
  },
  has: (set, word) => `has(${set}, ${word})`,
  dayNumber: (column) => `COALESCE(toInt32(${column}), 0)`,
  joined: (parts) =>
    `arrayStringConcat(arrayFilter(x -> x != '', [${parts
      .map(({ when, text }) => `if(${when}, ${text}, '')`)
      .join(', ')}]), '|')`,
  columnType: (column) =>
    ({ bool: 'Bool', number: 'Int64', date: 'Date32', year: 'Int32', word: 'String', set: 'Array(String)' })[
      column.kind
    ],
  // Rewriting the conditions of hundreds of columns takes ClickHouse ten times as long as computing them.
  settings:
    'SETTINGS optimize_and_compare_chain = 0, query_plan_merge_expressions = 0, compile_expressions = 0',
  tableOptions: (keys) => ` ENGINE = MergeTree ORDER BY (${keys.join(', ')})`,
  nullable: (type) => (type.startsWith('Array') ? type : `Nullable(${type})`),
}

const BY_NAME: Readonly<Record<DialectName, Dialect>> = { postgresql, duckdb, clickhouse }

export function dialectOf(name: DialectName): Dialect {
  return BY_NAME[name]
}

/** A text literal. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
