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
    leases_all.months_this_year__known AS e0_months_this_year__known,
    leases_all.area AS e0_area,
    leases_all.months_this_year AS e0_months_this_year,
    leases_all.position AS e0_position
  FROM enterprise e
  LEFT JOIN (
    SELECT subject_id,
      arraySort((v, p) -> p, groupArray(t.area IS NOT NULL), groupArray(t.position)) AS area__known,
      arraySort((v, p) -> p, groupArray(t.months_this_year IS NOT NULL), groupArray(t.position)) AS months_this_year__known,
      arraySort((v, p) -> p, groupArray(COALESCE(t.area, 0)), groupArray(t.position)) AS area,
      arraySort((v, p) -> p, groupArray(COALESCE(t.months_this_year, 0)), groupArray(t.position)) AS months_this_year,
      arraySort(groupArray(t.position)) AS position
    FROM leases t
    GROUP BY subject_id
  ) leases_all ON leases_all.subject_id = e.id
),
step_1 AS (
  SELECT r.*,
    arrayMap((e0_area__known, e0_months_this_year__known) -> ((NOT e0_area__known) OR (NOT e0_months_this_year__known)), e0_area__known, e0_months_this_year__known) AS n15,
    arrayMap(e0_area -> (0 < e0_area), e0_area) AS n16,
    arrayMap(e0_months_this_year -> (0 < e0_months_this_year), e0_months_this_year) AS n17,
    arrayMap(e0_area -> (e0_area < 0), e0_area) AS n19,
    arrayMap(e0_months_this_year -> (e0_months_this_year < 0), e0_months_this_year) AS n23,
    arrayMap((e0_area, e0_months_this_year) -> (toInt256(e0_area) * e0_months_this_year), e0_area, e0_months_this_year) AS n42,
    arrayExists(e0_position -> leases_known, e0_position) AS n205
  FROM facts r
),
step_2 AS (
  SELECT r.*,
    arrayMap((e0_area__known, n19) -> ((NOT e0_area__known) OR n19), e0_area__known, n19) AS n22,
    arrayMap((e0_months_this_year__known, n23) -> ((NOT e0_months_this_year__known) OR n23), e0_months_this_year__known, n23) AS n26,
    arrayMap((n15, n42) -> (CASE WHEN n15 THEN 0 ELSE n42 END), n15, n42) AS n44,
    arrayMap((e0_months_this_year__known, n17) -> ((NOT e0_months_this_year__known) OR n17), e0_months_this_year__known, n17) AS n45,
    arrayMap((e0_area__known, n16) -> ((NOT e0_area__known) OR n16), e0_area__known, n16) AS n59,
    ((NOT leases_known) OR n205) AS n206,
    ((NOT leases_known) AND (NOT n205)) AS n272
  FROM step_1 r
),
step_3 AS (
  SELECT r.*,
    arrayMap((n16, n17, n22, n26) -> ((n16 AND n17) OR (n22 AND n26)), n16, n17, n22, n26) AS n32,
    arrayMap((n16, n26, n17, n22) -> ((n16 AND n26) OR (n17 AND n22)), n16, n26, n17, n22) AS n38,
    arrayMap((n16, n45, e0_months_this_year__known, n22, n23) -> ((n16 AND n45) OR (e0_months_this_year__known AND n22 AND n23)), n16, n45, e0_months_this_year__known, n22, n23) AS n49,
    arrayMap((e0_months_this_year__known, n16, n23, n22, n45) -> ((e0_months_this_year__known AND n16 AND n23) OR (n22 AND n45)), e0_months_this_year__known, n16, n23, n22, n45) AS n55,
    arrayMap((n17, n59, e0_area__known, n19, n26) -> ((n17 AND n59) OR (e0_area__known AND n19 AND n26)), n17, n59, e0_area__known, n19, n26) AS n63,
    arrayMap((n26, n59, e0_area__known, n17, n19) -> ((n26 AND n59) OR (e0_area__known AND n17 AND n19)), n26, n59, e0_area__known, n17, n19) AS n69,
    arrayMap((n45, n59, e0_area__known, e0_months_this_year__known, n19, n23) -> ((n45 AND n59) OR (e0_area__known AND e0_months_this_year__known AND n19 AND n23)), n45, n59, e0_area__known, e0_months_this_year__known, n19, n23) AS n75,
    arrayMap((e0_months_this_year__known, n23, n59, e0_area__known, n19, n45) -> ((e0_months_this_year__known AND n23 AND n59) OR (e0_area__known AND n19 AND n45)), e0_months_this_year__known, n23, n59, e0_area__known, n19, n45) AS n81
  FROM step_2 r
),
step_4 AS (
  SELECT r.*,
    arrayMap((n15, n32, n55, n49, n38) -> ((n15 AND n32) OR (n15 AND n55 AND (NOT n49) AND (NOT n38))), n15, n32, n55, n49, n38) AS n93,
    arrayMap((n15, n38, n49, n55, n32) -> ((n15 AND n38) OR (n15 AND n49 AND (NOT n55) AND (NOT n32))), n15, n38, n49, n55, n32) AS n143
  FROM step_3 r
),
step_5 AS (
  SELECT r.*,
    arrayMap((n15, n49, n93) -> (n15 AND n49 AND n93), n15, n49, n93) AS n96,
    arrayMap((n15, n32, n93) -> (n15 AND n32 AND (NOT n93)), n15, n32, n93) AS n98,
    arrayMap((n15, n55, n93, n38) -> ((n15 AND n55 AND n93) OR (n15 AND n38 AND (NOT n93))), n15, n55, n93, n38) AS n102,
    arrayMap((n15, n49, n143, n32) -> ((n15 AND n49 AND n143) OR (n15 AND n32 AND (NOT n143))), n15, n49, n143, n32) AS n148,
    arrayMap((n15, n55, n143) -> (n15 AND n55 AND n143), n15, n55, n143) AS n149,
    arrayMap((n15, n38, n143) -> (n15 AND n38 AND (NOT n143)), n15, n38, n143) AS n150
  FROM step_4 r
),
step_6 AS (
  SELECT r.*,
    arrayMap((n96, n98, n15, n69, n102, n63) -> (n96 OR n98 OR (n15 AND n69 AND (NOT n102) AND (NOT n63))), n96, n98, n15, n69, n102, n63) AS n110,
    arrayMap((n149, n150, n15, n63, n69, n148) -> (n149 OR n150 OR (n15 AND n63 AND (NOT n69) AND (NOT n148))), n149, n150, n15, n63, n69, n148) AS n157
  FROM step_5 r
),
step_7 AS (
  SELECT r.*,
    arrayMap((n15, n63, n110) -> (n15 AND n63 AND n110), n15, n63, n110) AS n114,
    arrayMap((n96, n98, n110) -> ((n96 OR n98) AND (NOT n110)), n96, n98, n110) AS n116,
    arrayMap((n15, n69, n110, n102) -> ((n15 AND n69 AND n110) OR (n102 AND (NOT n110))), n15, n69, n110, n102) AS n121,
    arrayMap((n15, n63, n157, n148) -> ((n15 AND n63 AND n157) OR (n148 AND (NOT n157))), n15, n63, n157, n148) AS n164,
    arrayMap((n15, n69, n157) -> (n15 AND n69 AND n157), n15, n69, n157) AS n165,
    arrayMap((n149, n150, n157) -> ((n149 OR n150) AND (NOT n157)), n149, n150, n157) AS n166
  FROM step_6 r
),
step_8 AS (
  SELECT r.*,
    arrayMap((n114, n116, n15, n81, n121, n75) -> (n114 OR n116 OR (n15 AND n81 AND (NOT n121) AND (NOT n75))), n114, n116, n15, n81, n121, n75) AS n129,
    arrayMap((n165, n166, n15, n75, n81, n164) -> (n165 OR n166 OR (n15 AND n75 AND (NOT n81) AND (NOT n164))), n165, n166, n15, n75, n81, n164) AS n174
  FROM step_7 r
),
step_9 AS (
  SELECT r.*,
    arrayMap((n15, n75, n174, n164, n81, n165, n166) -> ((n15 AND n75 AND n174) OR (n164 AND (NOT n174)) OR (n15 AND n81 AND n174) OR ((n165 OR n166) AND (NOT n174))), n15, n75, n174, n164, n81, n165, n166) AS n187,
    arraySum((n15, n75, n129, n114, n116, n81, n121, n44, n42) -> toInt256(CASE WHEN (leases_known AND (NOT n15) AND (NOT ((n15 AND n75 AND n129) OR ((n114 OR n116) AND (NOT n129)) OR (n15 AND n81 AND n129) OR (n121 AND (NOT n129)))) AND (0 < n44)) THEN n42 ELSE 0 END), n15, n75, n129, n114, n116, n81, n121, n44, n42) AS n220
  FROM step_8 r
),
step_10 AS (
  SELECT r.*,
    arraySum((n15, n187, n44, n42) -> toInt256(CASE WHEN (leases_known AND (NOT n15) AND (NOT ((NOT n187) AND (n44 < 0)))) THEN n42 ELSE 0 END), n15, n187, n44, n42) AS n225,
    arrayExists(n187 -> (leases_known AND n187), n187) AS n227,
    (CASE WHEN (10000000000000 < n220) THEN 10000000000000 ELSE n220 END) AS n234
  FROM step_9 r
),
step_11 AS (
  SELECT r.*,
    (CASE WHEN ((NOT leases_known) OR n227) THEN 10000000000000 ELSE (CASE WHEN (10000000000000 < n225) THEN 10000000000000 ELSE n225 END) END) AS n237,
    (CASE WHEN n206 THEN (CASE WHEN (0 < n234) THEN n234 ELSE 0 END) ELSE 0 END) AS n253
  FROM step_10 r
),
step_12 AS (
  SELECT r.*,
    (CASE WHEN n206 THEN (CASE WHEN (n237 < 0) THEN 0 ELSE n237 END) ELSE 0 END) AS n254,
    (CASE WHEN n205 THEN n253 ELSE (CASE WHEN n206 THEN (CASE WHEN (n253 < 0) THEN n253 ELSE 0 END) ELSE 0 END) END) AS n261
  FROM step_11 r
),
step_13 AS (
  SELECT r.*,
    (CASE WHEN n205 THEN n254 ELSE (CASE WHEN n206 THEN (CASE WHEN (0 < n254) THEN n254 ELSE 0 END) ELSE 0 END) END) AS n262
  FROM step_12 r
),
step_14 AS (
  SELECT r.*,
    (n261 = n262) AS n265
  FROM step_13 r
)
SELECT id,
  CASE WHEN n205 THEN 'eligible' ELSE CASE WHEN n206 THEN 'undetermined' ELSE 'not_eligible' END END AS outcome,
  CASE WHEN (n206 AND (NOT n265)) THEN 'range' ELSE CASE WHEN ((NOT n206) OR n265) THEN 'exact' ELSE 'unstated' END END AS amount_kind,
  (CASE WHEN n206 THEN (CASE WHEN modulo(n261, 200000) < 0 THEN intDiv(n261, 200000) - 1 ELSE intDiv(n261, 200000) END) ELSE 0 END) AS low_fen,
  (CASE WHEN n206 THEN (CASE WHEN modulo(n262, 200000) < 0 THEN intDiv(n262, 200000) - 1 ELSE intDiv(n262, 200000) END) ELSE 0 END) AS high_fen,
  '' AS candidates_fen,
  arrayStringConcat(arrayFilter(x -> x != '', [if(n272, 'fact', '')]), '|') AS causes,
  arrayStringConcat(arrayFilter(x -> x != '', [if(((NOT leases_known) AND (NOT n205) AND (n272 OR ((NOT leases_known) AND n205))), 'fact 租约', '')]), '|') AS missing,
  '' AS readings,
  arrayStringConcat(arrayFilter(x -> x != '', [if((NOT n206), 'none-found 租约', ''), if((NOT leases_known), 'unknown 租约', '')]), '|') AS reasons
FROM step_14;
