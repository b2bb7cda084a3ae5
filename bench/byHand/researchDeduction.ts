// 渝北府办发〔2024〕34号 第8条 切实减税减负, by hand: "科技型中小“专精特新”企业……研发费用，未形成无形资产计入当期损益的，……自 2022 年 1 月 1 日起，
// 再按照实际发生额的 100% 在税前扣除". Open: whether "至2024年12月31日" limits this too; who is within the district.
import type { ColumnSource } from '#lang'
import {
  DAY,
  DISTRICT,
  DIVISION,
  type HandItem,
  type HandOut,
  NO,
  num,
  QUALIFICATIONS,
  SPECIALIZED,
  TECHNOLOGY,
  UNKNOWN,
  YES,
} from './handItem.ts'
import { INSIDE, INSIDE_SQL, OUTSIDE, PLACE_SQL, placeOf, placesOf } from './place.ts'
import { mergedSql, UNBOUNDED } from './sqlParts.ts'
import { createWorlds } from './worlds.ts'

const PERIOD = num('税款所属期')
const COSTS = num('研发费用费用化金额')
/** 2022-01-01 and 2024-12-31. */
const BEGINS = 18_993
const ENDS = 20_088

export const researchDeduction: HandItem = {
  item: 'tax-rd-expensed',
  policy: 'yubei-2024-34',
  columns: [DISTRICT, DIVISION, QUALIFICATIONS, PERIOD, COSTS],
  collections: [],
  bind,
  sql: `WITH facts AS (
  SELECT id, ${PLACE_SQL}, coalesce(tax_period_ends_on, DATE '2026-01-01') AS ends_on,
    (list_contains(valid_qualifications, '市级专精特新') OR list_contains(valid_qualifications, '国家专精特新小巨人'))
      AND list_contains(valid_qualifications, '科技型中小企业') AS special,
    coalesce(tax_period_expensed_research_costs, 0) AS low,
    coalesce(tax_period_expensed_research_costs, ${UNBOUNDED}) AS high
  FROM enterprise
  WHERE ${INSIDE_SQL}
),
worlds AS (
  SELECT id, ends_on >= DATE '2022-01-01' AS period,
    place_a AS place_1, place_b AS place_2, place_a AS place_3, place_b AS place_4,
    special AS rest_1, special AS rest_2,
    (special AND ends_on <= DATE '2024-12-31') AS rest_3, rest_3 AS rest_4,
    low AS low_1, low AS low_2, low AS low_3, low AS low_4,
    high AS high_1, high AS high_2, high AS high_3, high AS high_4
  FROM facts
)
${mergedSql(4, 'exact', 1, true)}`,
}

function bind(source: ColumnSource, out: HandOut): (from: number, to: number) => void {
  const place = placeOf(source)
  const worlds = createWorlds(out)
  const qualifications = source.column(QUALIFICATIONS)
  const period = source.column(PERIOD)
  const costs = source.column(COSTS)
  const special = (i: number): number => {
    if (qualifications.states[i] !== 1) return UNKNOWN
    const held = qualifications.values[i] ?? 0
    return (held & SPECIALIZED) !== 0 && (held & TECHNOLOGY) !== 0 ? YES : NO
  }

  return (from, to) => {
    for (let i = from, o = 0; i < to; i++, o++) {
      const where = place(i)
      if (where === OUTSIDE) {
        worlds.nothing(o, false)
        continue
      }
      const firm = special(i)
      const ends = period.states[i] === 1 ? (period.values[i] ?? 0) : DAY
      const begun = ends >= BEGINS ? YES : NO
      if (where === INSIDE && firm === NO && begun === YES) {
        worlds.nothing(o, true)
        continue
      }
      const inside = Math.min(firm, ends <= ENDS ? YES : NO)
      const known = costs.states[i] === 1
      const low = costs.values[i] ?? 0
      const high = known ? low : Infinity
      const [managed, located] = placesOf(where)
      worlds.add(managed, begun, firm, low, high, false)
      worlds.add(located, begun, firm, low, high, false)
      worlds.add(managed, begun, inside, low, high, false)
      worlds.add(located, begun, inside, low, high, false)
      worlds.settle(o)
    }
  }
}
