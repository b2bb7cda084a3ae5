// Pieces of SQL that several items written by hand share. Unknown is NULL, so the database's own three truths do the rest.
import { INSIDE_SQL } from './place.ts'

/** Stands for "nothing bounds it" while amounts are compared. */
export const UNBOUNDED = 4_000_000_000_000_000_000n

/**
 * From `worlds` (id, and for each combination of readings place_k, rest_k, low_k, high_k, in `unit` parts of a 分; with
 * `window` also the truth of the period) to one answer for each id, and for all outside the district.
 */
export function mergedSql(count: number, sort: 'exact' | 'upTo', unit = 1, window = false): string {
  const all = Array.from({ length: count }, (_, i) => i + 1)
  const each = (f: (k: number) => string): string => all.map(f).join(', ')
  const every = (f: (k: number) => string): string => all.map(f).join(' AND ')
  const others = (f: (k: number) => string): string => all.slice(1).map(f).join(' AND ')
  const late = window ? "WHEN period IS NULL THEN 'undetermined' WHEN NOT period THEN 'not_in_force' " : ''
  const answer = (k: number): string => `
    CASE WHEN place_${k} IS NULL THEN 'undetermined' WHEN NOT place_${k} THEN 'not_applicable' ${late}
      WHEN rest_${k} IS NULL THEN 'undetermined' WHEN rest_${k} THEN 'eligible' ELSE 'not_eligible' END AS outcome_${k},
    (place_${k} AND ${window ? 'period AND ' : ''}rest_${k}) AS holds_${k},
    CASE WHEN ${sort === 'exact' ? `holds_${k}` : 'FALSE'} THEN low_${k} ELSE 0 END AS least_${k},
    CASE WHEN NOT holds_${k} THEN 0 ELSE high_${k} END AS most_${k}`
  const cut = (amount: string): string => (unit === 1 ? amount : `${amount} // ${unit}`)
  const same = others(
    (k) =>
      `${cut(`least_${k}`)} = ${cut('least_1')} AND ${cut(`most_${k}`)} = ${cut('most_1')} AND (least_${k} = most_${k}) = (least_1 = most_1)`,
  )
  const kind =
    sort === 'upTo'
      ? `CASE WHEN ${every((k) => `holds_${k} IS FALSE`)} THEN 'exact' ELSE 'upper_bound' END`
      : `CASE WHEN ${same} THEN (CASE WHEN least_1 = most_1 THEN 'exact' ELSE 'range' END)
    WHEN ${every((k) => `least_${k} = most_${k}`)} THEN 'candidates'
    WHEN low = high THEN 'exact' ELSE 'range' END`
  return `, answers AS (SELECT id, ${each(answer)},
    least(${each((k) => `least_${k}`)}) AS low, greatest(${each((k) => `most_${k}`)}) AS high
  FROM worlds)
SELECT id,
  CASE WHEN ${others((k) => `outcome_${k} = outcome_1`)} THEN outcome_1 ELSE 'undetermined' END AS outcome,
  ${kind} AS amount_kind,
  ${cut('low')} AS low_fen,
  CASE WHEN high < ${UNBOUNDED} THEN ${cut('high')} END AS high_fen
FROM answers
UNION ALL
SELECT id, 'not_applicable', 'exact', 0, 0 FROM enterprise WHERE NOT (${INSIDE_SQL})`
}

/** Entries of 已获支持 that are payments for an item: `sure`, or only perhaps. */
export function entriesSql(names: readonly string[], numbers: readonly string[]): string {
  const list = (words: readonly string[]): string => words.map((each) => `'${each}'`).join(', ')
  return `SELECT subject_id, received_on, (item IS NOT NULL AND document_number IS NOT NULL) AS sure
  FROM support_received
  WHERE (item IS NULL OR item IN (${list(names)}))
    AND (item IS NULL OR document_number IS NULL OR document_number IN (${list(numbers)}))`
}

/** One row for each subject that has such entries. */
export function receivedSql(names: readonly string[], numbers: readonly string[]): string {
  return `SELECT subject_id, bool_or(sure) AS sure, TRUE AS perhaps FROM (${entriesSql(names, numbers)}) GROUP BY subject_id`
}
