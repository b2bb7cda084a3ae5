// 渝北府办发〔2024〕34号 第5条, recognition as municipal "专精特新", as SQL written by hand.
import { INSIDE_SQL, PLACE_SQL } from './place.ts'
import { entriesSql, mergedSql, UNBOUNDED } from './sqlParts.ts'

const NAMES = ['市级专精特新认定奖励', 'award-municipal-recognition']
const NUMBERS = ['渝北府办发〔2024〕34号', '渝北府办发〔2022〕38号']

const any = (truth: string): string =>
  `CASE WHEN bool_or(${truth}) THEN TRUE WHEN bool_or((${truth}) IS NULL) THEN NULL ELSE FALSE END`

export const recognitionSql = `WITH events AS (
  SELECT subject_id, position, occurred_on AS day, (qualification = '市级专精特新' AND kind = '认定') AS counts
  FROM qualification_event
  WHERE (qualification = '市级专精特新' AND kind = '认定') IS NOT FALSE
),
dated AS (SELECT subject_id, bool_or(day IS NULL) AS undated FROM events GROUP BY subject_id),
payments AS (
  SELECT row_number() OVER () AS payment, p.subject_id, p.received_on,
    (NOT p.sure OR p.received_on IS NULL OR dated.undated IS TRUE) AS doubtful
  FROM (${entriesSql(NAMES, NUMBERS)}) p JOIN dated ON dated.subject_id = p.subject_id
),
settled AS (
  SELECT DISTINCT subject_id, position FROM (
    SELECT p.subject_id, first(e.position ORDER BY e.day DESC, e.position) AS position
    FROM payments p JOIN events e ON e.subject_id = p.subject_id AND e.day <= p.received_on
    WHERE NOT p.doubtful
    GROUP BY p.payment, p.subject_id) s
),
doubts AS (SELECT subject_id, bool_or(doubtful) AS doubtful FROM payments GROUP BY subject_id),
earlier AS (
  SELECT e.subject_id, e.position, ${any('o.counts AND o.day < e.day')} AS repeated
  FROM events e JOIN events o ON o.subject_id = e.subject_id
  GROUP BY e.subject_id, e.position
),
judged AS (
  SELECT subject_id, (counts AND in_time AND unpaid AND NOT repeated) AS once, (counts AND in_time AND unpaid) AS again
  FROM (
    SELECT e.subject_id, e.counts, r.repeated,
      (e.day >= DATE '2022-01-01' AND e.day <= DATE '2026-01-01') AS in_time,
      CASE WHEN f.support_received_known IS NOT TRUE THEN NULL
        WHEN s.position IS NOT NULL THEN FALSE WHEN d.doubtful THEN NULL ELSE TRUE END AS unpaid
    FROM events e
    JOIN earlier r ON r.subject_id = e.subject_id AND r.position = e.position
    JOIN enterprise f ON f.id = e.subject_id
    LEFT JOIN settled s ON s.subject_id = e.subject_id AND s.position = e.position
    LEFT JOIN doubts d ON d.subject_id = e.subject_id) j
),
awards AS (
  SELECT subject_id, ${any('once')} AS once, ${any('again')} AS again,
    count(*) FILTER (once) AS sure_once, count(*) FILTER (once IS NOT FALSE) AS live_once,
    count(*) FILTER (again) AS sure_again, count(*) FILTER (again IS NOT FALSE) AS live_again
  FROM judged GROUP BY subject_id
),
facts AS (
  SELECT id, ${PLACE_SQL}, qualification_event_known IS TRUE AS listed,
    CASE WHEN NOT listed THEN NULL WHEN awards.subject_id IS NULL THEN FALSE ELSE once END AS rest_once,
    CASE WHEN NOT listed THEN NULL WHEN awards.subject_id IS NULL THEN FALSE ELSE again END AS rest_again,
    coalesce(CASE WHEN live_once = 1 THEN 1 ELSE sure_once END, 0) * 10000000 AS low_once,
    coalesce(CASE WHEN live_again = 1 THEN 1 ELSE sure_again END, 0) * 10000000 AS low_again,
    CASE WHEN listed THEN coalesce(live_once, 0) * 10000000 ELSE ${UNBOUNDED} END AS high_once,
    CASE WHEN listed THEN coalesce(live_again, 0) * 10000000 ELSE ${UNBOUNDED} END AS high_again
  FROM enterprise LEFT JOIN awards ON awards.subject_id = id
  WHERE ${INSIDE_SQL}
),
worlds AS (
  SELECT id, place_a AS place_1, place_b AS place_2, place_a AS place_3, place_b AS place_4,
    rest_once AS rest_1, rest_once AS rest_2, rest_again AS rest_3, rest_again AS rest_4,
    low_once AS low_1, low_once AS low_2, low_again AS low_3, low_again AS low_4,
    high_once AS high_1, high_once AS high_2, high_again AS high_3, high_again AS high_4
  FROM facts
)
${mergedSql(4, 'exact')}`
