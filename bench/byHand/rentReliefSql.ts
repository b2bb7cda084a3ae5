// 渝北府办发〔2024〕34号 第3条, state-owned premises, as SQL written by hand.
import { INSIDE_SQL, PLACE_SQL } from './place.ts'
import { mergedSql } from './sqlParts.ts'

/** 50万元 in 1/200 000 分. */
const CAP = '10000000000000'

/** Growth of one kind of figure, and whether a given rate contradicts the figures. */
function growth(name: string, figure: string): string {
  const [before, after, given] = [`y.${figure}_2024`, `y.${figure}_2025`, `e.${name}`]
  return `(${before} > 0 AND ${after} IS NOT NULL AND ${given} IS NOT NULL AND
      abs((${after} - ${before})::HUGEINT * 100000000 - ${given}::HUGEINT * ${before}) > ${before}::HUGEINT * 50000) IS TRUE`
}

function above(name: string, figure: string): string {
  const [before, after, given] = [`y.${figure}_2024`, `y.${figure}_2025`, `e.${name}`]
  return `CASE WHEN ${growth(name, figure)} THEN NULL
      WHEN ${before} > 0 AND ${after} IS NOT NULL THEN (${after} - ${before}) * 5 > ${before}
      WHEN ${given} IS NOT NULL THEN ${given} > 20000000
      WHEN ${before} <= 0 OR ${after} = 0 THEN FALSE END`
}

const OUTPUT = ['industrial_output_growth_last_year', 'gross_industrial_output'] as const
const REVENUE = ['main_business_revenue_growth_last_year', 'main_business_revenue'] as const

export const rentReliefSql = `WITH leases AS (
  SELECT subject_id, count(*) AS live, bool_or(holds) AS any_holds,
    sum(CASE WHEN holds THEN coalesce(area * months_in_year, 0) ELSE 0 END) AS sure,
    sum(coalesce(area * months_in_year, 0)) AS least,
    sum(CASE WHEN area IS NULL THEN (CASE WHEN months_in_year = 0 THEN 0 ELSE ${CAP} END)
      ELSE area * coalesce(months_in_year, 120000) END) AS most
  FROM (SELECT *, (lessor_kind = '国有' AND monthly_rent_per_square_metre > 20000000) AS holds FROM lease) l
  WHERE holds IS NOT FALSE
  GROUP BY subject_id
),
years AS (
  SELECT subject_id,
    ${[OUTPUT, REVENUE]
      .flatMap(([, figure]) =>
        [2024, 2025].map((year) => `max(${figure}) FILTER (year = ${year}) AS ${figure}_${year}`),
      )
      .join(', ')}
  FROM enterprise_year
  WHERE year IN (2024, 2025) AND subject_id IN (SELECT id FROM enterprise WHERE ${INSIDE_SQL})
  GROUP BY subject_id
),
facts AS (
  SELECT id, ${PLACE_SQL},
    (list_contains(valid_qualifications, '市级专精特新') OR list_contains(valid_qualifications, '国家专精特新小巨人')) AS special,
    ${growth(...OUTPUT)} AS conflict_a, ${above(...OUTPUT)} AS above_a,
    ${growth(...REVENUE)} AS conflict_b, ${above(...REVENUE)} AS above_b,
    CASE WHEN e.lease_known IS NOT TRUE THEN NULL WHEN live IS NULL THEN FALSE ELSE any_holds END AS leases_hold,
    least(CASE WHEN live = 1 THEN least ELSE coalesce(sure, 0) END, ${CAP})::BIGINT AS low,
    (CASE WHEN e.lease_known IS NOT TRUE THEN ${CAP} ELSE least(coalesce(most, 0), ${CAP}) END)::BIGINT AS high
  FROM enterprise e
  LEFT JOIN years y ON y.subject_id = e.id
  LEFT JOIN leases ON leases.subject_id = e.id
  WHERE ${INSIDE_SQL}
),
worlds AS (
  SELECT id, place_a AS place_1, place_b AS place_2, place_a AS place_3, place_b AS place_4,
    CASE WHEN NOT conflict_a THEN special AND above_a AND leases_hold END AS rest_1, rest_1 AS rest_2,
    CASE WHEN NOT conflict_b THEN special AND above_b AND leases_hold END AS rest_3, rest_3 AS rest_4,
    low AS low_1, low AS low_2, low AS low_3, low AS low_4,
    high AS high_1, high AS high_2, high AS high_3, high AS high_4
  FROM facts
)
${mergedSql(4, 'exact', 200_000)}`
