// A database with settings → as many cases as wanted, in one statement a table. Triggers are off while it fills: the
// rows are what the triggers would have written, so lists, rights and one case read like any other.
import type pg from 'pg'

/** `firms` is how many enterprises have them; each has at most one case of an item and year. */
export async function fill(pool: pg.Pool, cases: number): Promise<{ readonly firms: number }> {
  const client = await pool.connect()
  try {
    const { rows } = await client.query<{ n: string }>('SELECT count(*) AS n FROM item_setting')
    const settings = Number(rows[0]?.n ?? 0)
    const firms = Math.ceil(cases / settings)
    await client.query('SET session_replication_role = replica')
    await client.query(
      `INSERT INTO subject (kind, name, district)
        SELECT '企业', '装载企业' || g, '渝北区' FROM generate_series(1, $1) AS g`,
      [firms],
    )
    await client.query(FILL, [cases, settings])
    await client.query(ACTS)
    await client.query(`SELECT place_case(support_case) FROM support_case WHERE number LIKE '装载-%'`)
    await client.query('SET session_replication_role = DEFAULT')
    await client.query('ANALYZE')
    return { firms }
  } finally {
    client.release()
  }
}

// Spread over the steps of each item's path that come after the draft. Due days lie around today.
const FILL = `
  WITH setting AS (
    SELECT row_number() OVER (ORDER BY item_setting.id) - 1 AS place, item_setting.*, (
      SELECT jsonb_agg(step ORDER BY at) FROM jsonb_array_elements(definition->'steps') WITH ORDINALITY AS each (step, at)
      WHERE step->>'state' <> 'draft') AS steps
    FROM item_setting JOIN approval_path ON approval_path.id = path_id AND approval_path.version = path_version
  ), firm AS (
    SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM subject WHERE name LIKE '装载企业%'
  ), line AS (
    SELECT g, firm.id AS subject_id, setting.id AS setting_id, policy, item, several, path_id, path_version, district,
      lead_department, finance_department, taking_part, steps->(g % jsonb_array_length(steps)) AS step
    FROM generate_series(0, $1::int - 1) AS g
      JOIN setting ON setting.place = g % $2::int JOIN firm ON firm.place = g / $2::int
  )
  INSERT INTO support_case (number, subject_id, setting_id, policy, item, year, element, path_id, path_version, district,
    lead_department, finance_department, taking_part, departments, situation, state, step, parties, desk, desk_since,
    due_on, version, opened_at, submitted_at)
  SELECT '装载-' || lpad(g::text, 8, '0'), subject_id, setting_id, policy, item, 2025, CASE WHEN several THEN '一' ELSE '' END,
    path_id, path_version, district, lead_department, finance_department, taking_part,
    ARRAY[lead_department, finance_department] || taking_part,
    jsonb_build_object('step', step->>'id', 'correctionUsed', false, 'publicity', 'none', 'objection', 'none',
      'frozen', false, 'reserved', false, 'veto', 'unchecked', 'order', 'none',
      'hands', '{"check": [], "handle": [], "review": [], "approve": [], "pay": []}'::jsonb),
    step->>'state', step->>'id', parties_of(step),
    CASE step->>'desk' WHEN 'lead' THEN ARRAY[lead_department] WHEN 'finance' THEN ARRAY[finance_department, lead_department]
      WHEN 'all' THEN ARRAY[lead_department] || taking_part ELSE '{}' END,
    now() - (g % 30) * interval '1 day',
    CASE WHEN jsonb_array_length(step->'acts') > 0 THEN current_date - 10 + g % 40 END, 1,
    now() - interval '40 days', now() - interval '39 days'
  FROM line`

const ACTS = `
  INSERT INTO case_act (case_id, number, request_key, act, party, from_step, from_state, to_step, to_state, situation,
    circumstances, at)
  SELECT id, 1, 'load', 'submit', 'applicant', 'draft', 'draft', step, state, situation, '{}', submitted_at
  FROM support_case WHERE number LIKE '装载-%'`
