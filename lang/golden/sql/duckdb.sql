-- 企业。NULL 是不清楚，不是零，也不是否。
CREATE TABLE enterprise (
  id BIGINT NOT NULL,  -- 主体的编号
  output_growth BIGINT,  -- 上年度产值增速，以 1/100000000 为单位的整数
  investment BIGINT,  -- 投资额，以分为单位的整数
  employees BIGINT,  -- 员工人数，以 1/10000 为单位的整数
  established_on DATE,  -- 成立日期
  qualifications VARCHAR[],  -- 有效资质
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
  lessor VARCHAR,  -- 出租方性质
  starts_on DATE,  -- 起租日期
  PRIMARY KEY (subject_id, position)
);

-- 已获支持。NULL 是不清楚，不是零，也不是否。
CREATE TABLE support_received (
  subject_id BIGINT NOT NULL,  -- 主体的编号
  position INTEGER NOT NULL,  -- 在同一主体内的次序，从0起
  item VARCHAR,  -- 事项
  document_number VARCHAR,  -- 文号
  amount BIGINT,  -- 金额，以分为单位的整数
  date DATE,  -- 日期
  object VARCHAR,  -- 对象
  PRIMARY KEY (subject_id, position)
);

-- 《某区扶持企业发展若干措施》（某府发〔2024〕1号） 三、租金减免
-- 事项：租金减免（rent-relief） 评估日：2025年6月1日
-- 原文：「按照5元/平方米·月的标准」
-- 原文：「每家企业不超过50万元/年」
WITH
-- 用到的事实：不清楚的记0，另有一列说明是否清楚
facts AS (
  SELECT e.id AS id,
    COALESCE(e.leases_known, FALSE) AS leases_known
  FROM enterprise e
),
-- 租约，一行一项
leases_1 AS (
  SELECT r.*,
    t.position AS e0_position,
    t.area IS NOT NULL AS e0_area__known,
    t.months_this_year IS NOT NULL AS e0_months_this_year__known,
    COALESCE(t.months_this_year, 0) AS e0_months_this_year,
    COALESCE(t.area, 0) AS e0_area
  FROM facts r JOIN leases t ON t.subject_id = r.id
),
step_2 AS (
  SELECT r.*,
    ((NOT e0_area__known) OR (NOT e0_months_this_year__known)) AS n24,
    (0 < e0_months_this_year) AS n28,
    (CASE WHEN e0_area__known THEN e0_area ELSE 0 END) AS n19,
    (e0_months_this_year < 0) AS n36
  FROM leases_1 r
),
step_3 AS (
  SELECT r.*,
    ((NOT e0_months_this_year__known) OR n28) AS n56,
    (0 < n19) AS n25,
    (n19 < 0) AS n32,
    ((NOT e0_months_this_year__known) OR n36) AS n39,
    (CASE WHEN n24 THEN 0 ELSE (n19::HUGEINT * e0_months_this_year) END) AS n55
  FROM step_2 r
),
step_4 AS (
  SELECT r.*,
    ((NOT e0_area__known) OR n25) AS n70,
    ((NOT e0_area__known) OR n32) AS n35
  FROM step_3 r
),
step_5 AS (
  SELECT r.*,
    ((n56 AND n70) OR (e0_area__known AND e0_months_this_year__known AND n32 AND n36)) AS n86,
    ((n39 AND n70) OR (e0_area__known AND e0_months_this_year__known AND n28 AND n32)) AS n80,
    ((e0_area__known AND e0_months_this_year__known AND n25 AND n36) OR (n35 AND n56)) AS n66,
    ((e0_area__known AND n25 AND n39) OR (e0_months_this_year__known AND n28 AND n35)) AS n49,
    ((e0_area__known AND n25 AND n56) OR (e0_months_this_year__known AND n35 AND n36)) AS n60,
    ((e0_area__known AND e0_months_this_year__known AND n25 AND n28) OR (n35 AND n39)) AS n43,
    ((e0_months_this_year__known AND n28 AND n70) OR (e0_area__known AND n32 AND n39)) AS n74,
    ((e0_months_this_year__known AND n36 AND n70) OR (e0_area__known AND n32 AND n56)) AS n92
  FROM step_4 r
),
step_6 AS (
  SELECT r.*,
    (n24 AND n49) AS n52,
    (n24 AND n43) AS n46
  FROM step_5 r
),
step_7 AS (
  SELECT r.*,
    (n52 OR (n24 AND n60 AND (NOT n46) AND (NOT (n24 AND n66)))) AS n154,
    (n46 OR (n24 AND n66 AND (NOT (n24 AND n60)) AND (NOT n52))) AS n102
  FROM step_6 r
),
step_8 AS (
  SELECT r.*,
    (n24 AND n66 AND n154) AS n160,
    (NOT n154) AS n157,
    (n24 AND n60 AND n102) AS n105,
    (NOT n102) AS n106
  FROM step_7 r
),
step_9 AS (
  SELECT r.*,
    (n24 AND n49 AND n157) AS n161,
    ((n24 AND n60 AND n154) OR (n24 AND n43 AND n157)) AS n159,
    (n24 AND n43 AND n106) AS n107,
    ((n24 AND n66 AND n102) OR (n24 AND n49 AND n106)) AS n113
  FROM step_8 r
),
step_10 AS (
  SELECT r.*,
    (n160 OR n161 OR (n24 AND n74 AND (NOT (n24 AND n80)) AND (NOT n159))) AS n166,
    (n105 OR n107 OR (n24 AND n80 AND (NOT (n24 AND n74)) AND (NOT n113))) AS n118
  FROM step_9 r
),
step_11 AS (
  SELECT r.*,
    (n24 AND n80 AND n166) AS n176,
    (NOT n166) AS n171,
    (n24 AND n74 AND n118) AS n122,
    (NOT n118) AS n123
  FROM step_10 r
),
step_12 AS (
  SELECT r.*,
    ((n160 OR n161) AND n171) AS n177,
    ((n24 AND n74 AND n166) OR (n159 AND n171)) AS n175,
    ((n105 OR n107) AND n123) AS n124,
    ((n24 AND n80 AND n118) OR (n113 AND n123)) AS n132
  FROM step_11 r
),
step_13 AS (
  SELECT r.*,
    (n176 OR n177 OR (n24 AND n86 AND (NOT (n24 AND n92)) AND (NOT n175))) AS n183,
    (n122 OR n124 OR (n24 AND n92 AND (NOT (n24 AND n86)) AND (NOT n132))) AS n137
  FROM step_12 r
),
step_14 AS (
  SELECT r.*,
    (NOT n183) AS n188,
    (NOT n137) AS n142
  FROM step_13 r
),
step_15 AS (
  SELECT r.*,
    ((n24 AND n86 AND n183) OR (n175 AND n188) OR (n24 AND n92 AND n183) OR ((n176 OR n177) AND n188)) AS n198
  FROM step_14 r
),
-- 租约，合并到一行
leases_all_16 AS (
  SELECT id,
    BOOL_OR(leases_known) AS n208,
    SUM(CASE WHEN leases_known THEN (CASE WHEN ((NOT n198) AND (n55 < 0)) THEN 0 ELSE n55 END) ELSE 0 END) AS n221,
    BOOL_OR((leases_known AND n198)) AS n227,
    SUM(CASE WHEN leases_known THEN (CASE WHEN ((NOT ((n24 AND n86 AND n137) OR ((n122 OR n124) AND n142) OR (n24 AND n92 AND n137) OR (n132 AND n142))) AND (0 < n55)) THEN n55 ELSE 0 END) ELSE 0 END) AS n220
  FROM step_15
  GROUP BY id
),
step_17 AS (
  SELECT r.*,
    COALESCE(a.n208, FALSE) AS n208,
    COALESCE(a.n221, 0) AS n221,
    COALESCE(a.n227, FALSE) AS n227,
    COALESCE(a.n220, 0) AS n220
  FROM facts r LEFT JOIN leases_all_16 a ON a.id = r.id
),
step_18 AS (
  SELECT r.*,
    ((NOT leases_known) OR n208) AS n209,
    (CASE WHEN (10000000000000 < n220) THEN 10000000000000 ELSE n220 END) AS n235,
    (CASE WHEN ((NOT leases_known) OR n227) THEN 10000000000000 ELSE (CASE WHEN (10000000000000 < n221) THEN 10000000000000 ELSE n221 END) END) AS n238,
    (NOT n208) AS n230
  FROM step_17 r
),
step_19 AS (
  SELECT r.*,
    (CASE WHEN n209 THEN (CASE WHEN (0 < n235) THEN n235 ELSE 0 END) ELSE 0 END) AS n255,
    (CASE WHEN n209 THEN (CASE WHEN (n238 < 0) THEN 0 ELSE n238 END) ELSE 0 END) AS n256,
    (NOT n209) AS n210,
    ((NOT leases_known) AND n230) AS n274
  FROM step_18 r
),
step_20 AS (
  SELECT r.*,
    (CASE WHEN n208 THEN n255 ELSE (CASE WHEN n209 THEN (CASE WHEN (n255 < 0) THEN n255 ELSE 0 END) ELSE 0 END) END) AS n263,
    (CASE WHEN n208 THEN n256 ELSE (CASE WHEN n209 THEN (CASE WHEN (0 < n256) THEN n256 ELSE 0 END) ELSE 0 END) END) AS n264
  FROM step_19 r
),
step_21 AS (
  SELECT r.*,
    (n263 = n264) AS n267
  FROM step_20 r
)
SELECT id,
  CASE WHEN n208 THEN 'eligible' ELSE CASE WHEN n209 THEN 'undetermined' ELSE 'not_eligible' END END AS outcome,
  CASE WHEN (n209 AND (NOT n267)) THEN 'range' ELSE CASE WHEN (n210 OR n267) THEN 'exact' ELSE 'unstated' END END AS amount_kind,
  (CASE WHEN n209 THEN (CASE WHEN (n263) % (200000) < 0 THEN (n263) // (200000) - 1 ELSE (n263) // (200000) END) ELSE 0 END) AS low_fen,
  (CASE WHEN n209 THEN (CASE WHEN (n264) % (200000) < 0 THEN (n264) // (200000) - 1 ELSE (n264) // (200000) END) ELSE 0 END) AS high_fen,
  '' AS candidates_fen,
  CONCAT_WS('|', CASE WHEN n274 THEN 'fact' END) AS causes,
  CONCAT_WS('|', CASE WHEN ((NOT leases_known) AND n230 AND (n274 OR ((NOT leases_known) AND n208))) THEN 'fact 租约' END) AS missing,
  '' AS readings,
  CONCAT_WS('|', CASE WHEN n210 THEN 'none-found 租约' END, CASE WHEN (NOT leases_known) THEN 'unknown 租约' END) AS reasons
FROM step_21;
