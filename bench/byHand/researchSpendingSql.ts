// 渝北府发〔2021〕13号 第九条, research subsidy, as SQL written by hand.
import { INSIDE_SQL, PLACE_SQL } from './place.ts'
import { mergedSql } from './sqlParts.ts'

const CAP = '20000000000'

/** Spending is never below zero, so nothing is not above an unknown number. */
const above = (a: string, b: string): string =>
  `CASE WHEN ${a} IS NOT NULL AND ${b} IS NOT NULL THEN ${a} > ${b} WHEN ${a} = 0 THEN FALSE END`

const had = (back: number): string =>
  `CASE WHEN district_research_subsidy_known IS NOT TRUE THEN NULL WHEN subsidies.subject_id IS NULL THEN FALSE
      WHEN asked IS NULL THEN NULL WHEN list_contains(years, asked - ${back}) THEN TRUE
      WHEN undated THEN NULL ELSE FALSE END`

const spent = (back: number): string =>
  `CASE asked - ${back} WHEN 2021 THEN s1 WHEN 2022 THEN s2 WHEN 2023 THEN s3 WHEN 2024 THEN s4 WHEN 2025 THEN s5 END`

/** Bounds of the higher of both ways to count, in twentieths of a 分. */
const bounds = (second: string): string => {
  const most = 'CASE WHEN now IS NULL THEN cap ELSE 6 * (now - coalesce(last, 0)) END'
  const least = 'coalesce(6 * (now - last), 0)'
  return `CASE WHEN asked IS NULL THEN 0 WHEN ${second} THEN greatest(CASE WHEN reports THEN coalesce(now, 0) ELSE 0 END, ${least})
      WHEN reports THEN coalesce(now, 0)
      WHEN ${second} IS NULL THEN least(coalesce(now, 0), ${least}) ELSE coalesce(now, 0) END AS low_${second},
    CASE WHEN asked IS NULL THEN cap WHEN ${second} IS FALSE THEN coalesce(now, cap)
      ELSE greatest(coalesce(now, cap), ${most}) END AS high_${second}`
}

export const researchSpendingSql = `WITH subsidies AS (
  SELECT subject_id, list(year) AS years, bool_or(year IS NULL) AS undated FROM district_research_subsidy GROUP BY subject_id
),
spending AS (
  SELECT subject_id,
    ${[2021, 2022, 2023, 2024, 2025]
      .map((year, i) => `any_value(research_spending_in_district) FILTER (year = ${year}) AS s${i + 1}`)
      .join(', ')}
  FROM enterprise_year
  WHERE research_spending_in_district IS NOT NULL
    AND subject_id IN (
      SELECT id FROM enterprise
      WHERE ${INSIDE_SQL} AND reports_online IS NOT FALSE AND question_research_subsidy_year IS NOT NULL)
  GROUP BY subject_id
),
facts AS (
  SELECT id, ${PLACE_SQL}, question_research_subsidy_year AS asked, reports_online AS reports,
    ${CAP}::BIGINT AS cap,
    ${spent(0)} AS now, ${spent(1)} AS last, ${spent(2)} AS before, ${spent(3)} AS first,
    (${had(1)}) AND (${had(2)}) AS both_years
  FROM enterprise
  LEFT JOIN spending ON spending.subject_id = id
  LEFT JOIN subsidies ON subsidies.subject_id = id
  WHERE ${INSIDE_SQL}
),
growth AS (
  SELECT *, (both_years AND (${above('now', 'last')}) AND (${above('last', 'before')})) AS short,
    (short AND (${above('before', 'first')})) AS long
  FROM facts
),
amounts AS (SELECT id, place_a, place_b, reports, cap, ${bounds('short')}, ${bounds('long')} FROM growth),
worlds AS (
  SELECT id, place_a AS place_1, place_b AS place_2, place_a AS place_3, place_b AS place_4,
    reports AS rest_1, reports AS rest_2, reports AS rest_3, reports AS rest_4,
    least(greatest(low_short, 0), cap) AS low_1, low_1 AS low_2, least(greatest(low_long, 0), cap) AS low_3, low_3 AS low_4,
    least(greatest(high_short, 0), cap) AS high_1, high_1 AS high_2, least(greatest(high_long, 0), cap) AS high_3, high_3 AS high_4
  FROM amounts
)
${mergedSql(4, 'exact', 20)}`
