// 渝北府发〔2021〕13号 第四条 支持企业上规上云上平台, by hand: "对统计部门认定的首次上规工业企业、软件和信息服务企业，一次性给予 15 万元奖励".
// In force since 2021-10-14; what happened before that is in doubt. Open: who is within the district.
import type { ColumnSource } from '#lang'
import { DAY, DISTRICT, DIVISION, field, type HandItem, type HandOut, NO, UNKNOWN, YES } from './handItem.ts'
import { INSIDE, INSIDE_SQL, OUTSIDE, PLACE_SQL, placeOf, placesOf } from './place.ts'
import { receivedIn, SUPPORT, SUPPORT_COLUMNS } from './received.ts'
import { mergedSql, receivedSql } from './sqlParts.ts'
import { createWorlds } from './worlds.ts'

const FIRST = '首次上规'
const DATE = field(FIRST, '日期', 'number')
const BEGINS = 18_914
const AWARD = 15_000_000

export const firstAboveScale: HandItem = {
  item: 'first-above-scale-award',
  policy: 'yubei-2021-13',
  columns: [DISTRICT, DIVISION, DATE, ...SUPPORT_COLUMNS],
  collections: [FIRST, SUPPORT],
  bind,
  sql: `WITH received AS (${receivedSql(['首次上规奖励', 'first-above-scale-award'], ['渝北府发〔2021〕13号'])}),
events AS (
  SELECT subject_id,
    bool_or(occurred >= DATE '2021-10-14' AND occurred <= DATE '2026-01-01') AS covered,
    bool_or(occurred IS NULL OR occurred < DATE '2021-10-14') AS doubtful
  FROM (SELECT subject_id, occurred_on AS occurred FROM first_above_scale) f
  GROUP BY subject_id
),
facts AS (
  SELECT id, ${PLACE_SQL},
    CASE WHEN first_above_scale_known IS NOT TRUE THEN NULL
      WHEN covered THEN TRUE WHEN doubtful THEN NULL ELSE FALSE END AS happened,
    CASE WHEN support_received_known IS NOT TRUE THEN NULL
      WHEN received.sure THEN TRUE WHEN received.perhaps THEN NULL ELSE FALSE END AS had_it
  FROM enterprise
  LEFT JOIN events ON events.subject_id = id
  LEFT JOIN received ON received.subject_id = id
  WHERE ${INSIDE_SQL}
),
worlds AS (
  SELECT id, place_a AS place_1, place_b AS place_2,
    (happened AND NOT had_it) AS rest_1, rest_1 AS rest_2,
    15000000 AS low_1, low_1 AS high_1, low_1 AS low_2, low_1 AS high_2
  FROM facts
)
${mergedSql(2, 'exact')}`,
}

function bind(source: ColumnSource, out: HandOut): (from: number, to: number) => void {
  const place = placeOf(source)
  const worlds = createWorlds(out)
  const { known, offsets } = source.collection(FIRST)
  const date = source.column(DATE)
  const names = ['首次上规奖励', 'first-above-scale-award']
  const paid = receivedIn(source, names, ['渝北府发〔2021〕13号', '渝北府发〔2021〕13号'])

  const happened = (i: number): number => {
    if (known[i] !== 1) return UNKNOWN
    let best = NO
    const end = offsets[i + 1] ?? 0
    for (let e = offsets[i] ?? 0; e < end; e++) {
      const day = date.values[e] ?? 0
      const truth = date.states[e] !== 1 ? UNKNOWN : day > DAY ? NO : day >= BEGINS ? YES : UNKNOWN
      best = Math.max(best, truth)
    }
    return best
  }

  return (from, to) => {
    for (let i = from, o = 0; i < to; i++, o++) {
      const where = place(i)
      if (where === OUTSIDE) {
        worlds.nothing(o, false)
        continue
      }
      const event = happened(i)
      if (where === INSIDE && event === NO) {
        worlds.nothing(o, true)
        continue
      }
      const rest = Math.min(event, 2 - paid.ever(i))
      const [managed, located] = placesOf(where)
      worlds.add(managed, YES, rest, AWARD, AWARD, false)
      worlds.add(located, YES, rest, AWARD, AWARD, false)
      worlds.settle(o)
    }
  }
}
