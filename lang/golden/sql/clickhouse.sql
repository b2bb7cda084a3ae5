-- 企业。NULL 是不清楚，不是零，也不是否。
CREATE TABLE enterprise (
  id Int64 NOT NULL,  -- 主体的编号
  output_growth Nullable(Int64),  -- 上年度产值增速，以 1/100000000 为单位的整数
  investment Nullable(Int64),  -- 投资额，以分为单位的整数
  employees Nullable(Int64),  -- 员工人数，以 1/10000 为单位的整数
  established_on Nullable(Date32),  -- 成立日期
  qualifications Array(String),  -- 有效资质
  qualifications_known Bool,  -- 有效资质是否清楚
  leases_known Nullable(Bool),  -- 租约是否已全部列出
  support_received_known Nullable(Bool)  -- 已获支持是否已全部列出
) ENGINE = MergeTree ORDER BY (id);

-- 企业逐年的数。NULL 是不清楚，不是零，也不是否。
CREATE TABLE enterprise_year (
  subject_id Int64 NOT NULL,  -- 主体的编号
  year Int32 NOT NULL,  -- 年份
  revenue Nullable(Int64)  -- 主营业务收入，以分为单位的整数
) ENGINE = MergeTree ORDER BY (subject_id, year);

-- 租约。NULL 是不清楚，不是零，也不是否。
CREATE TABLE leases (
  subject_id Int64 NOT NULL,  -- 主体的编号
  position Int32 NOT NULL,  -- 在同一主体内的次序，从0起
  area Nullable(Int64),  -- 面积，以 1/10000 为单位的整数
  monthly_rent Nullable(Int64),  -- 月租金单价，以 1/10000 为单位的整数
  months_this_year Nullable(Int64),  -- 当年月数，以 1/10000 为单位的整数
  lessor Nullable(String),  -- 出租方性质
  starts_on Nullable(Date32)  -- 起租日期
) ENGINE = MergeTree ORDER BY (subject_id, position);

-- 已获支持。NULL 是不清楚，不是零，也不是否。
CREATE TABLE support_received (
  subject_id Int64 NOT NULL,  -- 主体的编号
  position Int32 NOT NULL,  -- 在同一主体内的次序，从0起
  item Nullable(String),  -- 事项
  document_number Nullable(String),  -- 文号
  amount Nullable(Int64),  -- 金额，以分为单位的整数
  date Nullable(Date32),  -- 日期
  object Nullable(String)  -- 对象
) ENGINE = MergeTree ORDER BY (subject_id, position);

-- 《某区扶持企业发展若干措施》（某府发〔2024〕1号） 三、租金减免
-- 事项：租金减免（rent-relief） 评估日：2025年6月1日
-- 原文：「按照5元/平方米·月的标准」
-- 原文：「每家企业不超过50万元/年」
WITH
-- 用到的事实：不清楚的记0，另有一列说明是否清楚
facts AS (
  SELECT e.id AS id,
    COALESCE(e.leases_known, FALSE) AS leases_known,
    leases_all.area__known AS e0_area__known,
    leases_all.area AS e0_area,
    leases_all.months_this_year__known AS e0_months_this_year__known,
    leases_all.months_this_year AS e0_months_this_year,
    leases_all.position AS e0_position
  FROM enterprise e
  LEFT JOIN (
    SELECT subject_id,
      arraySort((v, p) -> p, groupArray(t.area IS NOT NULL), groupArray(t.position)) AS area__known,
      arraySort((v, p) -> p, groupArray(COALESCE(t.area, 0)), groupArray(t.position)) AS area,
      arraySort((v, p) -> p, groupArray(t.months_this_year IS NOT NULL), groupArray(t.position)) AS months_this_year__known,
      arraySort((v, p) -> p, groupArray(COALESCE(t.months_this_year, 0)), groupArray(t.position)) AS months_this_year,
      arraySort(groupArray(t.position)) AS position
    FROM leases t
    GROUP BY subject_id
  ) leases_all ON leases_all.subject_id = e.id
),
step_1 AS (
  SELECT r.*,
    arrayMap((e0_area__known, e0_area) -> (CASE WHEN e0_area__known THEN e0_area ELSE 0 END), e0_area__known, e0_area) AS n19,
    arrayMap((e0_area__known, e0_months_this_year__known) -> ((NOT e0_area__known) OR (NOT e0_months_this_year__known)), e0_area__known, e0_months_this_year__known) AS n24,
    arrayMap(e0_months_this_year -> (0 < e0_months_this_year), e0_months_this_year) AS n28,
    arrayMap(e0_months_this_year -> (e0_months_this_year < 0), e0_months_this_year) AS n36,
    arrayExists(e0_position -> leases_known, e0_position) AS n216
  FROM facts r
),
step_2 AS (
  SELECT r.*,
    arrayMap(n19 -> (0 < n19), n19) AS n25,
    arrayMap(n19 -> (n19 < 0), n19) AS n32,
    arrayMap((e0_months_this_year__known, n36) -> ((NOT e0_months_this_year__known) OR n36), e0_months_this_year__known, n36) AS n39,
    arrayMap((n24, n19, e0_months_this_year) -> (CASE WHEN n24 THEN 0 ELSE (toInt256(n19) * e0_months_this_year) END), n24, n19, e0_months_this_year) AS n55,
    arrayMap((e0_months_this_year__known, n28) -> ((NOT e0_months_this_year__known) OR n28), e0_months_this_year__known, n28) AS n56,
    ((NOT leases_known) OR n216) AS n217,
    ((NOT leases_known) AND (NOT n216)) AS n277
  FROM step_1 r
),
step_3 AS (
  SELECT r.*,
    arrayMap((e0_area__known, n32) -> ((NOT e0_area__known) OR n32), e0_area__known, n32) AS n35,
    arrayMap((e0_area__known, n25) -> ((NOT e0_area__known) OR n25), e0_area__known, n25) AS n70
  FROM step_2 r
),
step_4 AS (
  SELECT r.*,
    arrayMap((e0_area__known, e0_months_this_year__known, n25, n28, n35, n39) -> ((e0_area__known AND e0_months_this_year__known AND n25 AND n28) OR (n35 AND n39)), e0_area__known, e0_months_this_year__known, n25, n28, n35, n39) AS n43,
    arrayMap((e0_area__known, n25, n39, e0_months_this_year__known, n28, n35) -> ((e0_area__known AND n25 AND n39) OR (e0_months_this_year__known AND n28 AND n35)), e0_area__known, n25, n39, e0_months_this_year__known, n28, n35) AS n49,
    arrayMap((e0_area__known, n25, n56, e0_months_this_year__known, n35, n36) -> ((e0_area__known AND n25 AND n56) OR (e0_months_this_year__known AND n35 AND n36)), e0_area__known, n25, n56, e0_months_this_year__known, n35, n36) AS n60,
    arrayMap((e0_area__known, e0_months_this_year__known, n25, n36, n35, n56) -> ((e0_area__known AND e0_months_this_year__known AND n25 AND n36) OR (n35 AND n56)), e0_area__known, e0_months_this_year__known, n25, n36, n35, n56) AS n66,
    arrayMap((e0_months_this_year__known, n28, n70, e0_area__known, n32, n39) -> ((e0_months_this_year__known AND n28 AND n70) OR (e0_area__known AND n32 AND n39)), e0_months_this_year__known, n28, n70, e0_area__known, n32, n39) AS n74,
    arrayMap((n39, n70, e0_area__known, e0_months_this_year__known, n28, n32) -> ((n39 AND n70) OR (e0_area__known AND e0_months_this_year__known AND n28 AND n32)), n39, n70, e0_area__known, e0_months_this_year__known, n28, n32) AS n80,
    arrayMap((n56, n70, e0_area__known, e0_months_this_year__known, n32, n36) -> ((n56 AND n70) OR (e0_area__known AND e0_months_this_year__known AND n32 AND n36)), n56, n70, e0_area__known, e0_months_this_year__known, n32, n36) AS n86,
    arrayMap((e0_months_this_year__known, n36, n70, e0_area__known, n32, n56) -> ((e0_months_this_year__known AND n36 AND n70) OR (e0_area__known AND n32 AND n56)), e0_months_this_year__known, n36, n70, e0_area__known, n32, n56) AS n92
  FROM step_3 r
),
step_5 AS (
  SELECT r.*,
    arrayMap((n24, n43, n66, n60, n49) -> ((n24 AND n43) OR (n24 AND n66 AND (NOT n60) AND (NOT n49))), n24, n43, n66, n60, n49) AS n104,
    arrayMap((n24, n49, n60, n66, n43) -> ((n24 AND n49) OR (n24 AND n60 AND (NOT n66) AND (NOT n43))), n24, n49, n60, n66, n43) AS n154
  FROM step_4 r
),
step_6 AS (
  SELECT r.*,
    arrayMap((n24, n60, n104) -> (n24 AND n60 AND n104), n24, n60, n104) AS n107,
    arrayMap((n24, n43, n104) -> (n24 AND n43 AND (NOT n104)), n24, n43, n104) AS n109,
    arrayMap((n24, n66, n104, n49) -> ((n24 AND n66 AND n104) OR (n24 AND n49 AND (NOT n104))), n24, n66, n104, n49) AS n113,
    arrayMap((n24, n60, n154, n43) -> ((n24 AND n60 AND n154) OR (n24 AND n43 AND (NOT n154))), n24, n60, n154, n43) AS n159,
    arrayMap((n24, n66, n154) -> (n24 AND n66 AND n154), n24, n66, n154) AS n160,
    arrayMap((n24, n49, n154) -> (n24 AND n49 AND (NOT n154)), n24, n49, n154) AS n161
  FROM step_5 r
),
step_7 AS (
  SELECT r.*,
    arrayMap((n107, n109, n24, n80, n113, n74) -> (n107 OR n109 OR (n24 AND n80 AND (NOT n113) AND (NOT n74))), n107, n109, n24, n80, n113, n74) AS n121,
    arrayMap((n160, n161, n24, n74, n80, n159) -> (n160 OR n161 OR (n24 AND n74 AND (NOT n80) AND (NOT n159))), n160, n161, n24, n74, n80, n159) AS n168
  FROM step_6 r
),
step_8 AS (
  SELECT r.*,
    arrayMap((n24, n74, n121) -> (n24 AND n74 AND n121), n24, n74, n121) AS n125,
    arrayMap((n107, n109, n121) -> ((n107 OR n109) AND (NOT n121)), n107, n109, n121) AS n127,
    arrayMap((n24, n80, n121, n113) -> ((n24 AND n80 AND n121) OR (n113 AND (NOT n121))), n24, n80, n121, n113) AS n132,
    arrayMap((n24, n74, n168, n159) -> ((n24 AND n74 AND n168) OR (n159 AND (NOT n168))), n24, n74, n168, n159) AS n175,
    arrayMap((n24, n80, n168) -> (n24 AND n80 AND n168), n24, n80, n168) AS n176,
    arrayMap((n160, n161, n168) -> ((n160 OR n161) AND (NOT n168)), n160, n161, n168) AS n177
  FROM step_7 r
),
step_9 AS (
  SELECT r.*,
    arrayMap((n125, n127, n24, n92, n132, n86) -> (n125 OR n127 OR (n24 AND n92 AND (NOT n132) AND (NOT n86))), n125, n127, n24, n92, n132, n86) AS n140,
    arrayMap((n176, n177, n24, n86, n92, n175) -> (n176 OR n177 OR (n24 AND n86 AND (NOT n92) AND (NOT n175))), n176, n177, n24, n86, n92, n175) AS n185
  FROM step_8 r
),
step_10 AS (
  SELECT r.*,
    arrayMap((n24, n86, n185, n175, n92, n176, n177) -> ((n24 AND n86 AND n185) OR (n175 AND (NOT n185)) OR (n24 AND n92 AND n185) OR ((n176 OR n177) AND (NOT n185))), n24, n86, n185, n175, n92, n176, n177) AS n198,
    arraySum((n24, n86, n140, n125, n127, n92, n132, n55) -> toInt256(CASE WHEN leases_known THEN (CASE WHEN ((NOT ((n24 AND n86 AND n140) OR ((n125 OR n127) AND (NOT n140)) OR (n24 AND n92 AND n140) OR (n132 AND (NOT n140)))) AND (0 < n55)) THEN n55 ELSE 0 END) ELSE 0 END), n24, n86, n140, n125, n127, n92, n132, n55) AS n229
  FROM step_9 r
),
step_11 AS (
  SELECT r.*,
    arraySum((n198, n55) -> toInt256(CASE WHEN leases_known THEN (CASE WHEN ((NOT n198) AND (n55 < 0)) THEN 0 ELSE n55 END) ELSE 0 END), n198, n55) AS n230,
    arrayExists(n198 -> (leases_known AND n198), n198) AS n232,
    (CASE WHEN (10000000000000 < n229) THEN 10000000000000 ELSE n229 END) AS n239
  FROM step_10 r
),
step_12 AS (
  SELECT r.*,
    (CASE WHEN ((NOT leases_known) OR n232) THEN 10000000000000 ELSE (CASE WHEN (10000000000000 < n230) THEN 10000000000000 ELSE n230 END) END) AS n242,
    (CASE WHEN n217 THEN (CASE WHEN (0 < n239) THEN n239 ELSE 0 END) ELSE 0 END) AS n258
  FROM step_11 r
),
step_13 AS (
  SELECT r.*,
    (CASE WHEN n217 THEN (CASE WHEN (n242 < 0) THEN 0 ELSE n242 END) ELSE 0 END) AS n259,
    (CASE WHEN n216 THEN n258 ELSE (CASE WHEN n217 THEN (CASE WHEN (n258 < 0) THEN n258 ELSE 0 END) ELSE 0 END) END) AS n266
  FROM step_12 r
),
step_14 AS (
  SELECT r.*,
    (CASE WHEN n216 THEN n259 ELSE (CASE WHEN n217 THEN (CASE WHEN (0 < n259) THEN n259 ELSE 0 END) ELSE 0 END) END) AS n267
  FROM step_13 r
),
step_15 AS (
  SELECT r.*,
    (n266 = n267) AS n270
  FROM step_14 r
)
SELECT id,
  CASE WHEN n216 THEN 'eligible' ELSE CASE WHEN n217 THEN 'undetermined' ELSE 'not_eligible' END END AS outcome,
  CASE WHEN (n217 AND (NOT n270)) THEN 'range' ELSE CASE WHEN ((NOT n217) OR n270) THEN 'exact' ELSE 'unstated' END END AS amount_kind,
  (CASE WHEN n217 THEN (CASE WHEN modulo(n266, 200000) < 0 THEN intDiv(n266, 200000) - 1 ELSE intDiv(n266, 200000) END) ELSE 0 END) AS low_fen,
  (CASE WHEN n217 THEN (CASE WHEN modulo(n267, 200000) < 0 THEN intDiv(n267, 200000) - 1 ELSE intDiv(n267, 200000) END) ELSE 0 END) AS high_fen,
  '' AS candidates_fen,
  arrayStringConcat(arrayFilter(x -> x != '', [if(n277, 'fact', '')]), '|') AS causes,
  arrayStringConcat(arrayFilter(x -> x != '', [if(((NOT leases_known) AND (NOT n216) AND (n277 OR ((NOT leases_known) AND n216))), 'fact 租约', '')]), '|') AS missing,
  '' AS readings,
  arrayStringConcat(arrayFilter(x -> x != '', [if((NOT n217), 'none-found 租约', ''), if((NOT leases_known), 'unknown 租约', '')]), '|') AS reasons
FROM step_15;
