// A program → statements that a district's own database runs: tables, and one SELECT for each item.

import type { Item, Policy, Program } from '../../ir/ir.ts'
import { indexOf } from '../../ir/lookup.ts'
import { dateToChinese } from '../../values/dates.ts'
import type { Limits } from '../nodes.ts'
import { type Constant, plansOf } from '../plan.ts'
import { Refused } from '../refused.ts'
import { ORDINAL, SUBJECT_KEY, type Table, tablesOf, YEAR_COLUMN } from '../tables.ts'
import { type DialectName, dialectOf, quoted } from './dialects.ts'
import { itemStatement } from './statement.ts'

export type SqlOptions = {
  readonly dialect: DialectName
  /** Day number of the evaluation. */
  readonly at: number
  /** The kind of the subjects, such as 企业. */
  readonly kind: string
  /** Calendar years of which there are yearly figures. */
  readonly years: readonly number[]
  /** Whether causes, what is missing, readings and reasons are columns of the result. */
  readonly why: boolean
  readonly limits?: Limits
  readonly policies?: readonly string[]
  readonly items?: readonly string[]
}

export type SqlStatement = {
  readonly item: string
  readonly policy: string
  readonly title: string
  readonly dialect: DialectName
  /** One SELECT with the article before it as comments, without a final semicolon. */
  readonly text: string
  /** A last clause that makes planning quicker and changes no result; undefined where there is none. */
  readonly settings?: string
}

export type CompiledSql = {
  readonly statements: readonly SqlStatement[]
  /** Items that this dialect cannot express, and why. */
  readonly refused: readonly { readonly item: string; readonly policy: string; readonly what: string }[]
}

/**
 * Every chosen item as a SELECT over the tables of `schemaSql`: id, outcome, amount_kind, low_fen, high_fen (NULL: nothing
 * bounds it), candidates_fen, and with `why` causes, missing, readings and reasons, each joined by a bar.
 */
export function compileSql(program: Program, options: SqlOptions): CompiledSql {
  const { at, kind, years, limits, why } = options
  const dialect = dialectOf(options.dialect)
  const tables = tablesOf(program.vocabulary, kind)
  const plans = plansOf(
    program,
    { at, kind, years, ...(limits ? { limits } : {}) },
    (item, policy) =>
      (options.policies === undefined || options.policies.includes(policy)) &&
      (options.items === undefined || options.items.includes(item.id)),
  )
  const statements: SqlStatement[] = []
  const refused: { item: string; policy: string; what: string }[] = []
  for (const plan of plans) {
    const { item, policy } = plan
    const source = indexOf(program).find((each) => each.policy.document.id === policy)?.policy
    if (!source) continue
    try {
      if (plan.kind === 'refused') throw new Refused(plan.what)
      const select =
        plan.kind === 'plan'
          ? itemStatement(plan, { tables, dialect, why })
          : constantStatement(plan, tables, why)
      const text = `${heading(source, item, at)}\n${select}`
      const { settings } = dialect
      const last = settings !== undefined && plan.kind === 'plan' ? { settings } : {}
      statements.push({ item: item.id, policy, title: item.title, dialect: dialect.name, text, ...last })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      refused.push({ item: item.id, policy, what: error.what })
    }
  }
  return { statements, refused }
}

/** How many subjects have each outcome and what they come to, from a statement of `compileSql`. */
export function summarySql({ text, dialect }: SqlStatement): string {
  // Sums of 64-bit numbers wrap around in ClickHouse.
  const { wide } = dialectOf(dialect)
  const lines = text.split('\n')
  const first = lines.findIndex((line) => !line.startsWith('--'))
  const comments = lines.slice(0, first)
  const body = lines.slice(first).join('\n')
  return [
    ...comments,
    'SELECT outcome, amount_kind, COUNT(*) AS subjects,',
    `  SUM(${wide('low_fen')}) AS low_fen, SUM(${wide('high_fen')}) AS high_fen,`,
    '  SUM(CASE WHEN high_fen IS NULL THEN 1 ELSE 0 END) AS without_upper_bound',
    `FROM (\n${body.replace(/^/gm, '  ')}\n) results`,
    'GROUP BY outcome, amount_kind',
    'ORDER BY outcome, amount_kind',
  ].join('\n')
}

function constantStatement(plan: Constant, tables: readonly Table[], why: boolean): string {
  const subject = tables.find((each) => each.kind === 'subject')?.name ?? ''
  const columns = [
    'id',
    `${quoted(plan.outcome)} AS outcome`,
    `${quoted(plan.amount)} AS amount_kind`,
    ...['0 AS low_fen', '0 AS high_fen', "'' AS candidates_fen"],
    ...(why
      ? ["'' AS causes", "'' AS missing", "'' AS readings", `${quoted(`${plan.reason} `)} AS reasons`]
      : []),
  ]
  return `SELECT ${columns.join(', ')}\nFROM ${subject}`
}

/** The document, the article and the phrases that the item rests on. */
function heading({ document, articles }: Policy, item: Item, at: number): string {
  const article = articles.find((each) => each.id === item.article)
  const quotes = [
    ...item.citations,
    ...item.parts.flatMap((part) => [
      ...part.citations,
      ...part.amount.citations,
      ...part.caps.flatMap((cap) => cap.citations),
    ]),
    ...item.caps.flatMap((cap) => cap.citations),
  ]
  const once = [...new Set(quotes.map((each) => each.quote.replace(/\s+/g, ' ')))]
  return [
    `《${document.title}》（${document.number}）${article ? ` ${article.heading}` : ''}`,
    `事项：${item.title}（${item.id}） 评估日：${dateToChinese(at)}`,
    ...once.map((quote) => `原文：「${quote}」`),
  ]
    .map((line) => `-- ${line}`)
    .join('\n')
}

/** The tables that the statements read, with what every column means. */
export function schemaSql(program: Program, kind: string, name: DialectName): string {
  const dialect = dialectOf(name)
  const tables = tablesOf(program.vocabulary, kind)
  const collections = tables.filter((each) => each.kind === 'collection')
  return tables
    .map((table) => {
      const keys = keysOf(table)
      const lines = [
        ...keys.map((key) => ({ sql: `${key} ${keyType(key, name)} NOT NULL`, note: KEY_NOTES[key] ?? '' })),
        ...table.columns.flatMap((column) => {
          const type = dialect.nullable(dialect.columnType(column))
          const scale = column.scale === 1 ? '' : `，以 1/${column.scale} 为单位的整数`
          const unit = column.kind === 'number' && column.scale === 1 ? '，以分为单位的整数' : scale
          const note = `${column.fact}${unit}`
          const flag = dialect.nullable(name === 'clickhouse' ? 'Bool' : 'BOOLEAN')
          return [
            { sql: `${column.name} ${type}`, note },
            ...(column.mayNotApply
              ? [{ sql: `${column.name}_na ${flag}`, note: `${column.fact}不适用` }]
              : []),
            ...(column.kind === 'set' && name === 'clickhouse'
              ? [{ sql: `${column.name}_known Bool`, note: `${column.fact}是否清楚` }]
              : []),
          ]
        }),
        ...(table.kind === 'subject'
          ? collections.map((each) => ({
              sql: `${each.knownColumn} ${dialect.nullable(name === 'clickhouse' ? 'Bool' : 'BOOLEAN')}`,
              note: `${each.collection}是否已全部列出`,
            }))
          : []),
      ]
      const key = name === 'clickhouse' ? [] : [{ sql: `PRIMARY KEY (${keys.join(', ')})`, note: '' }]
      const all = [...lines, ...key]
      const body = all
        .map(
          ({ sql, note }, i) =>
            `  ${sql}${i < all.length - 1 ? ',' : ''}${note === '' ? '' : `  -- ${note}`}`,
        )
        .join('\n')
      const what = table.collection ?? (table.kind === 'yearly' ? `${kind}逐年的数` : kind)
      return `-- ${what}。NULL 是不清楚，不是零，也不是否。\nCREATE TABLE ${table.name} (\n${body}\n)${dialect.tableOptions(keys)};`
    })
    .join('\n\n')
}

const KEY_NOTES: Readonly<Record<string, string>> = {
  id: '主体的编号',
  [SUBJECT_KEY]: '主体的编号',
  [YEAR_COLUMN]: '年份',
  [ORDINAL]: '在同一主体内的次序，从0起',
}

function keysOf(table: Table): string[] {
  if (table.kind === 'subject') return ['id']
  return [SUBJECT_KEY, table.kind === 'yearly' ? YEAR_COLUMN : ORDINAL]
}

function keyType(key: string, name: DialectName): string {
  const long = key === 'id' || key === SUBJECT_KEY
  if (name === 'clickhouse') return long ? 'Int64' : 'Int32'
  return long ? 'BIGINT' : 'INTEGER'
}
