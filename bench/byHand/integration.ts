// 渝北府发〔2021〕13号 第四条 支持企业上规上云上平台, by hand: "对提供系统集成服务的区内企业，按不超过合同结算金额的 10% 给予补助，单个企业最高不超过
// 300 万元". Open: whether only services for cloud projects count; who is within the district.
import type { ColumnSource } from '#lang'
import { DISTRICT, DIVISION, field, type HandItem, type HandOut, NO, UNKNOWN, YES } from './handItem.ts'
import { INSIDE, INSIDE_SQL, OUTSIDE, PLACE_SQL, placeOf, placesOf } from './place.ts'
import { mergedSql } from './sqlParts.ts'
import { createWorlds } from './worlds.ts'

const CONTRACTS = '系统集成合同'
const SETTLED = field(CONTRACTS, '结算金额', 'number')
const CLOUD = field(CONTRACTS, '服务上云项目', 'bool')
/** A tenth of the settled amount: amounts are counted in tenths of a 分. */
const UNIT = 10
const CAP = 300_000_000 * UNIT

export const integration: HandItem = {
  item: 'integration-service-subsidy',
  policy: 'yubei-2021-13',
  columns: [DISTRICT, DIVISION, SETTLED, CLOUD],
  collections: [CONTRACTS],
  bind,
  sql: `WITH contracts AS (
  SELECT subject_id, sum(coalesce(settled_amount, ${CAP})) AS total,
    count(*) FILTER (serves_cloud_project IS NOT FALSE) AS cloud, bool_or(serves_cloud_project) AS cloud_holds,
    sum(coalesce(settled_amount, ${CAP})) FILTER (serves_cloud_project IS NOT FALSE) AS cloud_total
  FROM integration_contract GROUP BY subject_id
),
facts AS (
  SELECT id, ${PLACE_SQL}, integration_contract_known IS TRUE AS listed,
    CASE WHEN listed THEN total IS NOT NULL END AS all_hold,
    CASE WHEN NOT listed THEN NULL WHEN coalesce(cloud, 0) = 0 THEN FALSE WHEN cloud_holds THEN TRUE END AS cloud_hold,
    (CASE WHEN listed THEN least(coalesce(total, 0), ${CAP}) ELSE ${CAP} END)::BIGINT AS all_high,
    (CASE WHEN listed THEN least(coalesce(cloud_total, 0), ${CAP}) ELSE ${CAP} END)::BIGINT AS cloud_high
  FROM enterprise LEFT JOIN contracts ON contracts.subject_id = id
  WHERE ${INSIDE_SQL}
),
worlds AS (
  SELECT id, place_a AS place_1, place_b AS place_2, place_a AS place_3, place_b AS place_4,
    all_hold AS rest_1, all_hold AS rest_2, cloud_hold AS rest_3, cloud_hold AS rest_4,
    0 AS low_1, 0 AS low_2, 0 AS low_3, 0 AS low_4,
    all_high AS high_1, all_high AS high_2, cloud_high AS high_3, cloud_high AS high_4
  FROM facts
)
${mergedSql(4, 'upTo', UNIT)}`,
}

function bind(source: ColumnSource, out: HandOut): (from: number, to: number) => void {
  const place = placeOf(source)
  const worlds = createWorlds(out, UNIT)
  const { known, offsets } = source.collection(CONTRACTS)
  const settled = source.column(SETTLED)
  const cloud = source.column(CLOUD)

  return (start, stop) => {
    for (let i = start, o = 0; i < stop; i++, o++) {
      const where = place(i)
      if (where === OUTSIDE) {
        worlds.nothing(o, false)
        continue
      }
      const [from, to] = [offsets[i] ?? 0, offsets[i + 1] ?? 0]
      if (where === INSIDE && known[i] === 1 && from === to) {
        worlds.nothing(o, true)
        continue
      }
      const [managed, located] = placesOf(where)
      for (const onlyCloud of [false, true]) {
        let any = known[i] === 1 ? NO : UNKNOWN
        let sum = known[i] === 1 ? 0 : Infinity
        for (let e = from; e < to; e++) {
          const holds = !onlyCloud ? YES : cloud.states[e] !== 1 ? UNKNOWN : cloud.values[e] === 1 ? YES : NO
          if (holds === NO) continue
          sum += settled.states[e] === 1 ? (settled.values[e] ?? 0) : Infinity
          any = Math.max(any, holds)
        }
        const high = Math.min(sum, CAP)
        worlds.add(managed, YES, any, 0, high, true)
        worlds.add(located, YES, any, 0, high, true)
      }
      worlds.settle(o)
    }
  }
}
