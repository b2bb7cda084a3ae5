// duixian sql --dialect …: the statements that a district's own database runs, with the articles as comments. What the
// dialect cannot express is reported on stderr with its place, and the exit code is then 1.
import {
  compileSql,
  DIALECTS,
  type DialectName,
  type Program,
  packageFormOf,
  packageSql,
  parseDate,
  refusalDiagnostics,
  renderDiagnostic,
  resultInsertSql,
  resultTableSql,
  type SqlStatement,
  schemaSql,
  summarySql,
  tablesOf,
  unclosedDiagnostics,
} from '#lang'
import { itemsNamed, policiesNamed, usableLibrary } from './library.ts'
import { type Flags, noRest, readFlags, single, UsageError } from './usage.ts'

const FLAGS = ['dialect', 'kind', 'at', 'policy', 'item', 'years', 'rules', 'parquet'] as const

/** The words of the databases in messages. */
const NAMES: Readonly<Record<DialectName, string>> = {
  ...{ postgresql: 'PostgreSQL', duckdb: 'DuckDB', clickhouse: 'ClickHouse' },
}

export function sqlCommand(args: readonly string[], today: string): number {
  const flags = readFlags(args, FLAGS, ['schema', 'summary', 'plain', 'stacking'])
  noRest(flags)
  const { program, sources, trees } = usableLibrary(flags.values.get('rules') ?? [])
  const dialect = dialectNamed(single(flags, 'dialect'))
  const kind = single(flags, 'kind') ?? '企业'
  const at = day(single(flags, 'at') ?? today)
  if (flags.switches.has('schema')) {
    console.log(schemaSql(program, kind, dialect))
    return 0
  }
  const policies = policiesNamed(program, flags.values.get('policy'))
  const items = itemsNamed(policies, flags.values.get('item'))
  const { statements, refused } = compileSql(program, {
    ...{ dialect, at, kind, years: yearsOf(single(flags, 'years'), at) },
    why: !flags.switches.has('plain') && !flags.switches.has('stacking'),
    policies: policies.map((each) => each.document.id),
    ...(items ? { items } : {}),
  })
  const texts = statements.map((each) => statementText(each, flags, dialect))
  const form = packageFormOf(program, {
    ...{ at, policies: policies.map((each) => each.document.id), ...(items ? { items } : {}) },
  })
  const stacking = flags.switches.has('stacking')
  if (stacking) {
    texts.unshift(`${resultTableSql(dialect)};`)
    texts.push(`-- 合在一起\n${packageSql(program, form, { dialect, kind })};`)
  }
  console.log([...views(program, kind, dialect, single(flags, 'parquet')), ...texts].join('\n\n'))
  const target = NAMES[dialect]
  for (const each of [
    ...refusalDiagnostics(
      trees,
      refused.map((one) => ({ ...one, target })),
    ),
    ...(stacking ? unclosedDiagnostics(trees, form.unclosed, target) : []),
  ]) {
    const text = sources.find((source) => source.file === each.at.file)?.text ?? ''
    console.error(renderDiagnostic(each, text, 'zh'))
  }
  return refused.length > 0 || (stacking && form.unclosed.length > 0) ? 1 : 0
}

function statementText(statement: SqlStatement, flags: Flags, dialect: DialectName): string {
  const { settings, text } = statement
  if (flags.switches.has('stacking')) return ended(resultInsertSql(statement, dialect), settings)
  return ended(flags.switches.has('summary') ? summarySql(statement) : text, settings)
}

function ended(sql: string, settings: string | undefined): string {
  return `${settings === undefined ? sql : `${sql}\n${settings}`};`
}

function dialectNamed(name: string | undefined): DialectName {
  const found = DIALECTS.find((each) => each === name)
  if (found) return found
  const all = DIALECTS.join('、')
  throw new UsageError(
    name === undefined ? `缺少 --dialect，可用：${all}` : `没有方言「${name}」，可用：${all}`,
  )
}

function day(text: string): number {
  const at = parseDate(text)
  if (at === undefined) throw new UsageError(`--at 「${text}」不是日历上的日期，应写成 2025-06-01`)
  return at
}

/** 2020-2025; without it the ten years up to the year of evaluation. */
function yearsOf(text: string | undefined, at: number): number[] {
  const last = new Date(at * 86_400_000).getUTCFullYear()
  const match = /^(\d{4})-(\d{4})$/.exec(text ?? `${last - 9}-${last}`)
  const [from, to] = [Number(match?.[1]), Number(match?.[2])]
  if (!match || from > to || to - from > 60)
    throw new UsageError(`--years 「${text}」应写成起止年份，例如 2020-2025`)
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

/** With a folder of Parquet files DuckDB reads them as the tables, without loading anything. */
function views(program: Program, kind: string, dialect: DialectName, folder: string | undefined): string[] {
  if (folder === undefined) return []
  if (dialect !== 'duckdb') throw new UsageError('--parquet 只用于 --dialect duckdb')
  return tablesOf(program.vocabulary, kind).map(({ name }) => {
    const path = `${folder.replace(/\/$/, '')}/${name}.parquet`.replaceAll("'", "''")
    return `CREATE OR REPLACE VIEW ${name} AS SELECT * FROM read_parquet('${path}');`
  })
}
