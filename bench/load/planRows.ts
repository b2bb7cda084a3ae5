// The statements that fill a plan. Months end with the last one that is over.

/** JSON of settings, districts, months. The number to reach stays in `note`, where the reports find it. */
export const SETTINGS = `
  INSERT INTO plan_setting (policy, target, district, department_id, definition, formula, unit, source, periodicity,
    gathers, first_period, due_days, lowest, highest, note, recorded_at)
  SELECT kept->>'policy', kept->>'target', district, 'load-' || place || '-' || (at % 5), kept->>'definition',
    kept->>'formula', kept->>'unit', kept->>'source', 'month', kept->>'gathers',
    to_char(date_trunc('month', current_date) - $3::int * interval '1 month', 'YYYY-MM'), 15,
    (kept->>'lowest')::numeric, NULL, kept->>'goal', now() - interval '6 years'
  FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS each (kept, at)
    CROSS JOIN unnest($2::text[]) WITH ORDINALITY AS area (district, place)`

/** A proposal and the official value of each month; of the last month every fifth still waits. */
export const REPORTS = `
  WITH said AS (
    SELECT setting.*, month, to_char(starts, 'YYYY-MM') AS period, (starts + interval '1 month')::timestamptz AS ends,
      round((note::numeric * (0.3 + 0.5 * month / $1::numeric + 0.02 * ((setting.id * 31 + month * 17) % 11) / 11)
        * CASE WHEN gathers = 'within_year' THEN extract(month FROM starts) / 12 ELSE 1 END)::numeric, 2) AS told,
      2 * row_number() OVER (ORDER BY month, setting.id) AS place
    FROM plan_setting AS setting CROSS JOIN generate_series(1, $1::int) AS month
      CROSS JOIN LATERAL (SELECT date_trunc('month', current_date) - ($1::int - month + 1) * interval '1 month' AS starts) AS start
  )
  INSERT INTO plan_report (id, policy, target, district, department_id, period, kind, value, unit, reason, follows,
    said_by, recorded_at)
  OVERRIDING SYSTEM VALUE
  SELECT place + step, policy, target, district, department_id, period, CASE step WHEN 0 THEN 'proposed' ELSE 'official' END,
    told, unit, '', CASE step WHEN 1 THEN place END,
    (SELECT id FROM person WHERE login = CASE step WHEN 0 THEN 'load-handler' ELSE 'load-planner' END),
    ends + step * interval '2 days' + (place % 86400000) * interval '1 millisecond'
  FROM said CROSS JOIN generate_series(0, 1) AS step
  WHERE step = 0 OR month < $1::int OR id % 5 > 0
  ORDER BY place + step`

export const PROPOSALS = `
  INSERT INTO plan_proposal (report_id, policy, target, district, department_id, period, settled_at)
  SELECT id, policy, target, district, department_id, period,
    COALESCE((SELECT recorded_at FROM plan_report AS later WHERE later.id = report.id + 1 AND later.follows = report.id), 'infinity')
  FROM plan_report AS report WHERE kind = 'proposed'`

export const CHANGES = `
  INSERT INTO plan_change (district, part, number, last_at)
  SELECT district, 'targets', count(*), max(recorded_at) FROM plan_report GROUP BY district
  UNION ALL SELECT district, 'tasks', count(*), max(acted_at) FROM plan_task GROUP BY district
  UNION ALL SELECT district, 'projects', count(*), max(acted_at) FROM plan_project GROUP BY district`

/** JSON of definitions, districts, how many tasks. A tenth is late, some are soon due, a third has no day. */
export const TASKS = `
  INSERT INTO plan_task (policy, task, district, stated_due, version, step, lead_department, departments, deadline,
    next_on, reported_on, acted_at)
  SELECT policy, task, district, stated_due, CASE step WHEN 'registered' THEN 1 ELSE 4 END, step,
    CASE WHEN step <> 'registered' THEN lead END, ARRAY[lead, second], next_on, next_on,
    CASE WHEN step IN ('reported', 'finished') THEN least(next_on, current_date) - 5 END, now() - interval '20 days'
  FROM (
    SELECT kept->>'policy' AS policy, kept->>'task' AS task, district, (kept->>'due')::date AS stated_due,
      'load-' || place || '-' || (at % 5) AS lead, 'load-' || place || '-' || ((at + 2) % 5) AS second,
      (ARRAY['registered', 'assigned', 'signed', 'broken_down', 'broken_down', 'reported', 'finished'])[1 + at * 7919 % 7] AS step,
      CASE WHEN at % 3 > 0 THEN current_date + (at * 37 % 400)::int - 60 END AS next_on
    FROM unnest($2::text[]) WITH ORDINALITY AS area (district, place)
      CROSS JOIN jsonb_array_elements($1::jsonb) WITH ORDINALITY AS each (kept, at)
    ORDER BY at, place LIMIT $3::int
  ) AS made`

export const ACTS = `
  INSERT INTO plan_task_act (task_id, number, act, key, person_id, department_id, text, step, lead_department, departments,
    deadline, next_on, reported_on, recorded_at)
  SELECT id, number, (ARRAY['register', 'assign', 'sign', 'break_down'])[number], 'load ' || number,
    CASE WHEN number > 1 THEN (SELECT person.id FROM person WHERE login = 'load-handler') END,
    CASE WHEN number > 2 THEN lead_department END, '',
    CASE WHEN number = version THEN step ELSE (ARRAY['registered', 'assigned', 'signed', 'broken_down'])[number] END,
    CASE WHEN number > 1 THEN lead_department END, departments, deadline, next_on,
    CASE WHEN number = version THEN reported_on END, now() - (200 - 45 * number) * interval '1 day'
  FROM plan_task CROSS JOIN generate_series(1, 4) AS number WHERE number <= version`

export const NODES = `
  INSERT INTO plan_task_node (task_id, node, act_number, title, department_id, planned_on, actual_on, recorded_at)
  SELECT id, node, 4, '节点' || node, departments[1], COALESCE(next_on, current_date) + 20 * (node - 1), NULL, now() - interval '20 days'
  FROM plan_task CROSS JOIN generate_series(1, 2) AS node WHERE step = 'broken_down'`

export const PROJECTS = `
  INSERT INTO plan_project (district, department_id, version, name, investor, industry, place, invested_fen, stage, entered_on,
    drop_reason, planned_start, planned_completion, acted_at)
  SELECT district, 'load-' || place || '-' || (at % 5), reached, district || '装载项目' || at, '投资方' || at % 97,
    '产业' || at % 12, '地点' || at % 30, 100000000::bigint * (1 + at % 500),
    CASE WHEN at % 9 = 0 THEN 'dropped' ELSE (ARRAY['to_attract', 'in_talks', 'preparing', 'building', 'completed'])[reached] END,
    current_date - (at * 13 % 300)::int - 10, CASE WHEN at % 9 = 0 THEN 'funds' END,
    current_date + (at * 29 % 500)::int - 80, current_date + (at * 29 % 500)::int + 300, now()
  FROM unnest($1::text[]) WITH ORDINALITY AS area (district, place) CROSS JOIN generate_series(1, $2::int) AS at
    CROSS JOIN LATERAL (SELECT 1 + at % 5 AS reached) AS course`

/** One act for each list that a project has come to, four months apart. */
export const PROJECT_ACTS = `
  INSERT INTO plan_project_act (project_id, number, act, topic, key, person_id, happened_on, text, name, investor, industry,
    place, invested_fen, targets, stage, entered_on, drop_reason, planned_start, planned_completion, recorded_at)
  SELECT id, number, CASE WHEN number = 1 THEN 'register' WHEN number = version AND stage = 'dropped' THEN 'drop' ELSE 'advance' END,
    'stage', 'load ' || number, (SELECT person.id FROM person WHERE login = 'load-handler'), on_day, '',
    CASE WHEN number = 1 THEN name END, CASE WHEN number = 1 THEN investor END, CASE WHEN number = 1 THEN industry END,
    CASE WHEN number = 1 THEN place END, CASE WHEN number = 1 THEN invested_fen END, CASE WHEN number = 1 THEN targets END,
    CASE WHEN number = version THEN stage ELSE (ARRAY['to_attract', 'in_talks', 'preparing', 'building', 'completed'])[number] END,
    on_day, CASE WHEN number = version THEN drop_reason END, CASE WHEN number = 1 THEN planned_start END,
    CASE WHEN number = 1 THEN planned_completion END, on_day + interval '9 hours'
  FROM plan_project CROSS JOIN generate_series(1, 5) AS number
    CROSS JOIN LATERAL (SELECT entered_on - 120 * (version - number) AS on_day) AS days
  WHERE number <= version`
