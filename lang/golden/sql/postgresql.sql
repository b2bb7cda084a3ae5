-- 企业。NULL 是不清楚，不是零，也不是否。
CREATE TABLE enterprise (
  id BIGINT NOT NULL,  -- 主体的编号
  output_growth BIGINT,  -- 上年度产值增速，以 1/100000000 为单位的整数
  investment BIGINT,  -- 投资额，以分为单位的整数
  employees BIGINT,  -- 员工人数，以 1/10000 为单位的整数
  established_on DATE,  -- 成立日期
  qualifications TEXT[],  -- 有效资质
  leases_known BOOLEAN,  -- 租约是否已全部列出
  support_received_known BOOLEAN,  -- 已获支持是否已全部列出
  PRIMARY KEY (id)
);

-- 企业逐年的数。NULL 是不清楚，不是零，也不是否。
CREATE TABLE enterprise_year (
  subject_id BIGINT NOT NULL,  -- 主体的编号
  year INTEGER NOT NULL,  -- 年份
  revenue BIGINT,  -- 主营业务收入，以分为单位的整数
  PRIMARY KEY (subject_id, year)
);

-- 租约。NULL 是不清楚，不是零，也不是否。
CREATE TABLE leases (
  subject_id BIGINT NOT NULL,  -- 主体的编号
  position INTEGER NOT NULL,  -- 在同一主体内的次序，从0起
  area BIGINT,  -- 面积，以 1/10000 为单位的整数
  monthly_rent BIGINT,  -- 月租金单价，以 1/10000 为单位的整数
  months_this_year BIGINT,  -- 当年月数，以 1/10000 为单位的整数
  lessor TEXT,  -- 出租方性质
  starts_on DATE,  -- 起租日期
  PRIMARY KEY (subject_id, position)
);

-- 已获支持。NULL 是不清楚，不是零，也不是否。
CREATE TABLE support_received (
  subject_id BIGINT NOT NULL,  -- 主体的编号
  position INTEGER NOT NULL,  -- 在同一主体内的次序，从0起
  item TEXT,  -- 事项
  document_number TEXT,  -- 文号
  amount BIGINT,  -- 金额，以分为单位的整数
  date DATE,  -- 日期
  object TEXT,  -- 对象
  PRIMARY KEY (subject_id, position)
);

-- 《某区扶持企业发展若干措施》（某府发〔2024〕1号） 三、租金减免
-- 事项：租金减免（rent-relief） 评估日：2025年6月1日
-- 原文：「按照5元/平方米·月的标准」
-- 原文：「每家企业不超过50万元/年」
WITH
-- 用到的事实：不清楚的记0，另有一列说明是否清楚
facts AS MATERIALIZED (
  SELECT e.id AS id,
    COALESCE(e.leases_known, FALSE) AS leases_known
  FROM enterprise e
),
-- 租约，一行一项
leases_1 AS MATERIALIZED (
  SELECT r.*,
    t.position AS e0_position,
    t.area IS NOT NULL AS e0_area__known,
    t.months_this_year IS NOT NULL AS e0_months_this_year__known,
    COALESCE(t.months_this_year, 0) AS e0_months_this_year,
    COALESCE(t.area, 0) AS e0_area
  FROM facts r JOIN leases t ON t.subject_id = r.id
),
step_2 AS MATERIALIZED (
  SELECT r.*,
    ((NOT e0_area__known) OR (NOT e0_months_this_year__known)) AS n15,
    (0 < e0_months_this_year) AS n17,
    (0 < e0_area) AS n16,
    (e0_area < 0) AS n19,
    (e0_months_this_year < 0) AS n23,
    (e0_area::NUMERIC * e0_months_this_year) AS n42
  FROM leases_1 r
),
step_3 AS MATERIALIZED (
  SELECT r.*,
    ((NOT e0_months_this_year__known) OR n17) AS n45,
    ((NOT e0_area__known) OR n16) AS n59,
    ((NOT e0_months_this_year__known) OR n23) AS n26,
    ((NOT e0_area__known) OR n19) AS n22,
    (CASE WHEN n15 THEN 0 ELSE n42 END) AS n44
  FROM step_2 r
),
step_4 AS MATERIALIZED (
  SELECT r.*,
    ((n45 AND n59) OR (e0_area__known AND e0_months_this_year__known AND n19 AND n23)) AS n75,
    ((n26 AND n59) OR (e0_area__known AND n17 AND n19)) AS n69,
    ((e0_months_this_year__known AND n16 AND n23) OR (n22 AND n45)) AS n55,
    ((n16 AND n26) OR (n17 AND n22)) AS n38,
    ((n16 AND n45) OR (e0_months_this_year__known AND n22 AND n23)) AS n49,
    ((n16 AND n17) OR (n22 AND n26)) AS n32,
    ((n17 AND n59) OR (e0_area__known AND n19 AND n26)) AS n63,
    ((e0_months_this_year__known AND n23 AND n59) OR (e0_area__known AND n19 AND n45)) AS n81
  FROM step_3 r
),
step_5 AS MATERIALIZED (
  SELECT r.*,
    ((n15 AND n38) OR (n15 AND n49 AND (NOT n55) AND (NOT n32))) AS n143,
    ((n15 AND n32) OR (n15 AND n55 AND (NOT n49) AND (NOT n38))) AS n93
  FROM step_4 r
),
step_6 AS MATERIALIZED (
  SELECT r.*,
    (n15 AND n55 AND n143) AS n149,
    (n15 AND n38 AND (NOT n143)) AS n150,
    ((n15 AND n49 AND n143) OR (n15 AND n32 AND (NOT n143))) AS n148,
    (n15 AND n49 AND n93) AS n96,
    (n15 AND n32 AND (NOT n93)) AS n98,
    ((n15 AND n55 AND n93) OR (n15 AND n38 AND (NOT n93))) AS n102
  FROM step_5 r
),
step_7 AS MATERIALIZED (
  SELECT r.*,
    (n149 OR n150 OR (n15 AND n63 AND (NOT n69) AND (NOT n148))) AS n157,
    (n96 OR n98 OR (n15 AND n69 AND (NOT n102) AND (NOT n63))) AS n110
  FROM step_6 r
),
step_8 AS MATERIALIZED (
  SELECT r.*,
    (n15 AND n69 AND n157) AS n165,
    ((n149 OR n150) AND (NOT n157)) AS n166,
    ((n15 AND n63 AND n157) OR (n148 AND (NOT n157))) AS n164,
    (n15 AND n63 AND n110) AS n114,
    ((n96 OR n98) AND (NOT n110)) AS n116,
    ((n15 AND n69 AND n110) OR (n102 AND (NOT n110))) AS n121
  FROM step_7 r
),
step_9 AS MATERIALIZED (
  SELECT r.*,
    (n165 OR n166 OR (n15 AND n75 AND (NOT n81) AND (NOT n164))) AS n174,
    (n114 OR n116 OR (n15 AND n81 AND (NOT n121) AND (NOT n75))) AS n129
  FROM step_8 r
),
step_10 AS MATERIALIZED (
  SELECT r.*,
    ((n15 AND n75 AND n174) OR (n164 AND (NOT n174)) OR (n15 AND n81 AND n174) OR ((n165 OR n166) AND (NOT n174))) AS n187
  FROM step_9 r
),
-- 租约，合并到一行
leases_all_11 AS MATERIALIZED (
  SELECT id,
    BOOL_OR(leases_known) AS n205,
    SUM(CASE WHEN (leases_known AND (NOT n15) AND (NOT ((NOT n187) AND (n44 < 0)))) THEN n42 ELSE 0 END) AS n225,
    BOOL_OR((leases_known AND n187)) AS n227,
    SUM(CASE WHEN (leases_known AND (NOT n15) AND (NOT ((n15 AND n75 AND n129) OR ((n114 OR n116) AND (NOT n129)) OR (n15 AND n81 AND n129) OR (n121 AND (NOT n129)))) AND (0 < n44)) THEN n42 ELSE 0 END) AS n220
  FROM step_10
  GROUP BY id
),
step_12 AS MATERIALIZED (
  SELECT r.*,
    COALESCE(a.n205, FALSE) AS n205,
    COALESCE(a.n225, 0) AS n225,
    COALESCE(a.n227, FALSE) AS n227,
    COALESCE(a.n220, 0) AS n220
  FROM facts r LEFT JOIN leases_all_11 a ON a.id = r.id
),
step_13 AS MATERIALIZED (
  SELECT r.*,
    ((NOT leases_known) OR n205) AS n206,
    (CASE WHEN (10000000000000 < n220) THEN 10000000000000 ELSE n220 END) AS n234,
    (CASE WHEN ((NOT leases_known) OR n227) THEN 10000000000000 ELSE (CASE WHEN (10000000000000 < n225) THEN 10000000000000 ELSE n225 END) END) AS n237,
    ((NOT leases_known) AND (NOT n205)) AS n272
  FROM step_12 r
),
step_14 AS MATERIALIZED (
  SELECT r.*,
    (CASE WHEN n206 THEN (CASE WHEN (0 < n234) THEN n234 ELSE 0 END) ELSE 0 END) AS n253,
    (CASE WHEN n206 THEN (CASE WHEN (n237 < 0) THEN 0 ELSE n237 END) ELSE 0 END) AS n254
  FROM step_13 r
),
step_15 AS MATERIALIZED (
  SELECT r.*,
    (CASE WHEN n205 THEN n253 ELSE (CASE WHEN n206 THEN (CASE WHEN (n253 < 0) THEN n253 ELSE 0 END) ELSE 0 END) END) AS n261,
    (CASE WHEN n205 THEN n254 ELSE (CASE WHEN n206 THEN (CASE WHEN (0 < n254) THEN n254 ELSE 0 END) ELSE 0 END) END) AS n262
  FROM step_14 r
),
step_16 AS MATERIALIZED (
  SELECT r.*,
    (n261 = n262) AS n265
  FROM step_15 r
)
SELECT id,
  CASE WHEN n205 THEN 'eligible' ELSE CASE WHEN n206 THEN 'undetermined' ELSE 'not_eligible' END END AS outcome,
  CASE WHEN (n206 AND (NOT n265)) THEN 'range' ELSE CASE WHEN ((NOT n206) OR n265) THEN 'exact' ELSE 'unstated' END END AS amount_kind,
  (CASE WHEN n206 THEN (CASE WHEN MOD(n261, 200000) < 0 THEN DIV(n261, 200000) - 1 ELSE DIV(n261, 200000) END) ELSE 0 END) AS low_fen,
  (CASE WHEN n206 THEN (CASE WHEN MOD(n262, 200000) < 0 THEN DIV(n262, 200000) - 1 ELSE DIV(n262, 200000) END) ELSE 0 END) AS high_fen,
  '' AS candidates_fen,
  CONCAT_WS('|', CASE WHEN n272 THEN 'fact' END) AS causes,
  CONCAT_WS('|', CASE WHEN ((NOT leases_known) AND (NOT n205) AND (n272 OR ((NOT leases_known) AND n205))) THEN 'fact 租约' END) AS missing,
  '' AS readings,
  CONCAT_WS('|', CASE WHEN (NOT n206) THEN 'none-found 租约' END, CASE WHEN (NOT leases_known) THEN 'unknown 租约' END) AS reasons
FROM step_16;
