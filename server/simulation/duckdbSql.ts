// The SQL around the statement of an item: what of each subject is looked at, and what DuckDB counts and adds up of it.
import { CHANGES } from './change.ts'

/** An item's results, one row a subject; reasons and needs only where they count. */
export function resultsSql(text: string): string {
  return [
    'SELECT id, outcome, amount_kind AS kind, low_fen::HUGEINT AS low, high_fen::HUGEINT AS high, candidates_fen,',
    "  CASE WHEN outcome = 'undetermined' THEN causes ELSE '' END AS causes,",
    "  CASE WHEN outcome = 'undetermined' THEN missing ELSE '' END AS missing,",
    '  readings,',
    "  CASE WHEN outcome = 'not_eligible' THEN reasons ELSE '' END AS reasons",
    `FROM (\n${text}\n)`,
  ].join('\n')
}

/** The same without why, for what a reform is held against. */
export function plainResultsSql(text: string): string {
  return `SELECT id, outcome, amount_kind AS kind, low_fen::HUGEINT AS low, high_fen::HUGEINT AS high\nFROM (\n${text}\n)`
}

const SUMS =
  'count(*) AS subjects, sum(low) AS low, sum(high) AS high, count(*) FILTER (high IS NULL) AS endless'

/** Subjects with the same results are counted together, so that there are few rows however many subjects. */
export function togetherSql(results: string): string {
  const keys = 'outcome, kind, causes, missing, readings, reasons'
  return `SELECT ${keys}, ${SUMS} FROM (${results}) GROUP BY ${keys}`
}

/** The same per group of a dimension; `own` is the table of subjects, `group` the SQL of a subject's group. */
export function groupedSql(results: string, own: string, dimension: string, group: string): string {
  return [
    `SELECT '${dimension}' AS dimension, word, outcome, kind, ${SUMS}`,
    `FROM (${results}) r JOIN (SELECT id, coalesce(${group}, '') AS word FROM ${own}) e ON e.id = r.id`,
    'GROUP BY word, outcome, kind',
  ].join('\n')
}

/** What `together` rows say of each cell, cause, need, reading and reason; `alone` of those that lack nothing else. */
export function countsSql(together: string): string {
  const sums = 'sum(subjects) AS subjects, sum(low) AS low, sum(high) AS high, sum(endless) AS endless'
  const listed = (column: string): string => {
    const alone = `sum(subjects) FILTER (NOT contains(${column}, '|'))`
    return [
      `SELECT '${column}', key, '', sum(subjects), NULL, NULL, NULL, coalesce(sum(alone), 0)`,
      `FROM (SELECT unnest(string_split(${column}, '|')) AS key, sum(subjects) AS subjects, ${alone} AS alone`,
      `  FROM ${together} WHERE ${column} <> '' GROUP BY ${column})`,
      'GROUP BY key',
    ].join('\n')
  }
  return [
    `SELECT 'cell' AS what, outcome AS key, kind, ${sums}, 0 AS alone FROM ${together} GROUP BY outcome, kind`,
    ...['causes', 'missing', 'readings', 'reasons'].map(listed),
  ].join('\nUNION ALL\n')
}

/** Each subject's change as in `changeOf`, and the 分 by which what it is sure to get differs. */
export function changesSql(before: string, after: string): string {
  return [
    `SELECT a.id, ${changeSql('b', 'a')} AS change, ${certainSql('a')} - ${certainSql('b')} AS fen,`,
    '  b.outcome AS was_outcome, b.kind AS was_kind, b.low AS was_low, b.high AS was_high',
    `FROM ${after} a JOIN ${before} b ON b.id = a.id`,
  ].join('\n')
}

function changeSql(was: string, is: string): string {
  const code = (name: (typeof CHANGES)[number]): number => CHANGES.indexOf(name)
  const differs = (column: string): string => `${was}.${column} IS DISTINCT FROM ${is}.${column}`
  const all = ['outcome', 'kind', 'low', 'high'].map(differs).join(' OR ')
  return [
    `CASE WHEN NOT (${all}) THEN ${code('same')}`,
    `WHEN ${was}.outcome = 'undetermined' OR ${is}.outcome = 'undetermined' THEN ${code('unclear')}`,
    `WHEN ${was}.outcome <> 'eligible'`,
    `  THEN CASE WHEN ${is}.outcome = 'eligible' THEN ${code('winner')} ELSE ${code('same')} END`,
    `WHEN ${is}.outcome <> 'eligible' THEN ${code('loser')}`,
    `WHEN ${differs('kind')} THEN ${code('unclear')}`,
    `WHEN ${is}.kind = 'exact'`,
    `  THEN CASE WHEN ${is}.low > ${was}.low THEN ${code('winner')} ELSE ${code('loser')} END`,
    `WHEN ${is}.kind IN ('unstated', 'non_monetary') THEN ${code('same')} ELSE ${code('unclear')} END`,
  ].join('\n')
}

function certainSql(of: string): string {
  const nothing = `${of}.outcome <> 'eligible' OR ${of}.kind IN ('upper_bound', 'unstated', 'non_monetary')`
  return `CASE WHEN ${nothing} THEN 0 ELSE ${of}.low END`
}
