// Results of items, one row a subject and item, and how relations limit them → one SELECT that gives each subject what it
// can have together: the largest of a group, the least of a sum and its ceiling. Sure and possible amounts side by side.
import type { Program } from '../../ir/ir.ts'
import { HISTORY } from '../../ir/lookup.ts'
import type { ItemKey, PackageForm, PackageNode, Unclosed } from '../../ir/packageForm.ts'
import { SUBJECT_KEY, tablesOf } from '../tables.ts'
import { type Dialect, type DialectName, dialectOf, quoted } from './dialects.ts'
import type { SqlStatement } from './sql.ts'

type Packages = {
  readonly dialect: DialectName
  /** The kind of the subjects, such as 企业. */
  readonly kind: string
  /** A table or view of `resultTableSql`. */
  readonly results?: string
}

const RESULTS = 'item_result'

/** The table that `packageSql` reads: what `compileSql` gives of each subject and item. */
export function resultTableSql(name: DialectName): string {
  const dialect = dialectOf(name)
  const { text, wideType } = dialect
  const id = name === 'clickhouse' ? 'Int64' : 'BIGINT'
  const columns = [
    `id ${id} NOT NULL`,
    ...['policy', 'item', 'outcome', 'amount_kind'].map((each) => `${each} ${text} NOT NULL`),
    `low_fen ${wideType} NOT NULL`,
    `high_fen ${dialect.nullable(wideType)}`,
  ]
  const options = dialect.tableOptions(['id', 'policy', 'item'])
  return `-- 每户每个事项的结论和金额；high_fen 为 NULL 是上不封顶。\nCREATE TABLE ${RESULTS} (\n  ${columns.join(',\n  ')}\n)${options}`
}

/** Puts what a statement of `compileSql` gives into that table. Who gets nothing is left out. */
export function resultInsertSql({ policy, item, text }: SqlStatement, name: DialectName): string {
  const { wideType } = dialectOf(name)
  const high = name === 'clickhouse' ? `Nullable(${wideType})` : wideType
  return [
    `INSERT INTO ${RESULTS} (id, policy, item, outcome, amount_kind, low_fen, high_fen)`,
    `SELECT id, ${quoted(policy)}, ${quoted(item)}, outcome, amount_kind, CAST(low_fen AS ${wideType}), CAST(high_fen AS ${high})`,
    `FROM (\n${text.replace(/^/gm, '  ')}\n) results`,
    "WHERE outcome IN ('eligible', 'undetermined')",
  ].join('\n')
}

/**
 * One row for each subject with a result: `separately_fen`, what it is sure of item by item; `low_fen` and `high_fen`,
 * together the least under all that may limit it and the most (NULL: nothing bounds it); `one_by_one`, where a relation
 * without closed form matters, and both are NULL; `history`, where earlier payments, which are not taken off here, are
 * there or not known.
 */
export function packageSql(program: Program, form: PackageForm, options: Packages): string {
  const { results = RESULTS } = options
  const dialect = dialectOf(options.dialect)
  const tied = [
    ...new Set([...form.nodes.flatMap(itemsBelow), ...form.unclosed.flatMap((each) => each.members)]),
  ]
  const column = (key: ItemKey): number => tied.indexOf(key)
  const steps = [
    ['-- 每户每项能算的数：确定的和可能的；至多、没有写数的不算\ncounted', countedStep(form, results)],
    ['-- 每户一行：有关系的事项各占一列，其余直接相加\namounts', amountsStep(form, tied)],
    [`-- ${form.nodes.map(textOf).join('；') || '没有关系'}\ntogether`, togetherStep(form, column, dialect)],
  ]
  return [
    `WITH\n${steps.map(([name, sql = '']) => `${name} ${dialect.asOnce} (\n${sql.replace(/^/gm, '  ')}\n)`).join(',\n')}`,
    'SELECT t.id AS id, t.separately_fen AS separately_fen,',
    '  CASE WHEN t.one_by_one THEN NULL ELSE t.low_fen END AS low_fen,',
    '  CASE WHEN t.one_by_one OR t.endless > 0 THEN NULL ELSE t.high_fen END AS high_fen,',
    '  t.one_by_one AS one_by_one,',
    historyText(program, options.kind),
  ].join('\n')
}

function countedStep({ items }: PackageForm, results: string): string {
  const atMost = items.filter((each) => each.atMost).map((each) => quoted(each.key))
  const promised = `amount_kind = 'range' AND low_fen = 0 AND policy || ' ' || item IN (${atMost.join(', ')})`
  const kinds = "amount_kind IN ('exact', 'range', 'candidates')"
  const money = `policy || ' ' || item IN (${items.map((each) => quoted(each.key)).join(', ') || "''"})`
  const counts = [kinds, money, ...(atMost.length > 0 ? [`NOT (${promised})`] : [])].join(' AND ')
  return [
    "SELECT id, policy || ' ' || item AS item_key,",
    `  CASE WHEN ${counts} AND outcome = 'eligible' THEN low_fen ELSE 0 END AS low,`,
    `  CASE WHEN ${counts} THEN COALESCE(high_fen, 0) ELSE 0 END AS high,`,
    `  CASE WHEN ${counts} AND high_fen IS NULL THEN 1 ELSE 0 END AS endless,`,
    // What pays nothing for sure limits nothing; a service or an amount without a figure may.
    `  CASE WHEN ${kinds} AND COALESCE(high_fen, 1) = 0 THEN 0 ELSE 1 END AS present`,
    `FROM ${results}`,
    "WHERE outcome IN ('eligible', 'undetermined')",
  ].join('\n')
}

function amountsStep({ nodes, unclosed }: PackageForm, tied: readonly ItemKey[]): string {
  const below = new Set(nodes.flatMap(itemsBelow))
  const doubtful = new Set(unclosed.flatMap((each) => each.members))
  const free = below.size > 0 ? `item_key NOT IN (${[...below].map(quoted).join(', ')})` : '1 = 1'
  const gathered = (when: string, value: string, name: string): string =>
    `SUM(CASE WHEN ${when} THEN ${value} ELSE 0 END) AS ${name}`
  const columns = [
    'id',
    'SUM(low) AS separately_fen',
    ...AMOUNTS.map((each) => gathered(free, each, `free_${each}`)),
    ...tied.flatMap((key, i) =>
      [...(below.has(key) ? AMOUNTS : []), ...(doubtful.has(key) ? ['present'] : [])].map((each) =>
        gathered(`item_key = ${quoted(key)}`, each, `${each}_${i}`),
      ),
    ),
  ]
  return `SELECT ${columns.join(',\n  ')}\nFROM counted\nGROUP BY id`
}

const AMOUNTS = ['low', 'high', 'endless'] as const

/** An amount in SQL, and how many of its parts nothing bounds. */
type Value = { readonly amount: string; readonly endless: string }

type World = 'low' | 'high'

function togetherStep(form: PackageForm, column: (key: ItemKey) => number, dialect: Dialect): string {
  const item =
    (world: World) =>
    (key: ItemKey): Value => ({
      amount: `${world}_${column(key)}`,
      endless: world === 'low' ? '0' : `endless_${column(key)}`,
    })
  const whole = (world: World): Value => {
    const free = { amount: `free_${world}`, endless: world === 'low' ? '0' : 'free_endless' }
    return sum([free, ...form.nodes.map((each) => worthOf(each, world, item(world), dialect))])
  }
  const [low, high] = [whole('low'), whole('high')]
  return [
    'SELECT id, separately_fen,',
    `  ${low.amount} AS low_fen,`,
    `  ${high.amount} AS high_fen,`,
    `  ${high.endless} AS endless,`,
    `  ${matters(form.unclosed, column)} AS one_by_one`,
    'FROM amounts',
  ].join('\n')
}

function worthOf(node: PackageNode, world: World, item: (key: ItemKey) => Value, dialect: Dialect): Value {
  if (node.kind === 'item') return item(node.key)
  const inner = (each: PackageNode): Value => worthOf(each, world, item, dialect)
  // What only one reading says limits what is sure, and not what is possible.
  const binds = node.sure || world === 'low'
  switch (node.kind) {
    case 'either':
      return binds ? largest(node.sides.map((side) => sum(side.map(item)))) : sum(node.sides.flat().map(item))
    case 'highest':
      return binds
        ? largest(node.parts.map((each) => single(each, world, item, dialect)))
        : sum(node.parts.map(inner))
    case 'sharedCap':
      return binds ? capped(sum(node.parts.map(inner)), node.fen, dialect) : sum(node.parts.map(inner))
  }
}

/** The most of which one item alone can be had. */
function single(node: PackageNode, world: World, item: (key: ItemKey) => Value, dialect: Dialect): Value {
  switch (node.kind) {
    case 'item':
      return item(node.key)
    case 'either':
      return largest(node.sides.flat().map(item))
    case 'highest':
      return largest(node.parts.map((each) => single(each, world, item, dialect)))
    case 'sharedCap': {
      const most = largest(node.parts.map((each) => single(each, world, item, dialect)))
      return node.sure || world === 'low' ? capped(most, node.fen, dialect) : most
    }
  }
}

function sum(all: readonly Value[]): Value {
  return { amount: added(all.map((each) => each.amount)), endless: endlessOf(all) }
}

function largest(all: readonly Value[]): Value {
  const amounts = all.map((each) => each.amount)
  return {
    amount: amounts.length > 1 ? `GREATEST(${amounts.join(', ')})` : (amounts[0] ?? '0'),
    endless: endlessOf(all),
  }
}

function capped({ amount, endless }: Value, fen: bigint, dialect: Dialect): Value {
  const limit = dialect.wide(String(fen))
  const least = `LEAST(${amount}, ${limit})`
  return {
    amount: endless === '0' ? least : `CASE WHEN ${endless} > 0 THEN ${limit} ELSE ${least} END`,
    endless: '0',
  }
}

function endlessOf(all: readonly Value[]): string {
  return added(all.map((each) => each.endless))
}

function added(all: readonly string[]): string {
  const terms = all.filter((each) => each !== '0')
  return terms.length > 1 ? `(${terms.join(' + ')})` : (terms[0] ?? '0')
}

/** Whether enough members of some relation without closed form may be had. */
function matters(unclosed: readonly Unclosed[], column: (key: ItemKey) => number): string {
  const tests = unclosed.map(
    ({ members, least }) => `${members.map((key) => `present_${column(key)}`).join(' + ')} >= ${least}`,
  )
  return tests.length > 0 ? `(${tests.join(' OR ')})` : '(1 = 0)'
}

function historyText(program: Program, kind: string): string {
  const tables = tablesOf(program.vocabulary, kind)
  const own = tables.find((each) => each.kind === 'subject')
  const history = tables.find((each) => each.collection === HISTORY)
  if (!own || !history) return '  (1 = 1) AS history\nFROM together t'
  return [
    `  NOT COALESCE(e.${history.knownColumn}, FALSE) OR e.id IN (SELECT ${SUBJECT_KEY} FROM ${history.name}) AS history`,
    `FROM together t JOIN ${own.name} e ON e.id = t.id`,
  ].join('\n')
}

function itemsBelow(node: PackageNode): ItemKey[] {
  if (node.kind === 'item') return [node.key]
  return node.kind === 'either' ? [...node.sides.flat()] : node.parts.flatMap(itemsBelow)
}

function textOf(node: PackageNode): string {
  return node.kind === 'item' ? '' : node.title.replace(/\s+/g, ' ')
}
