// Cases that only have to be there, for tests of decisions and money alone: they lie at the start of a path without acts.
import type pg from 'pg'
import type { Database } from '../server/db/openDatabase.ts'

const PATH = {
  id: 'plain',
  start: 'start',
  steps: [{ id: 'start', state: 'accepted', desk: 'none', acts: [] }],
}

/** The case of that number, for that subject; it is entered where it is not there yet. */
export async function plainCase({ pool }: Database, id: number, subject: number): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await enter(client, id, subject)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

async function enter(client: pg.PoolClient, id: number, subject: number): Promise<void> {
  const { rows } = await client.query('SELECT 1 FROM support_case WHERE id = $1', [id])
  if (rows.length > 0) return
  await client.query(`SELECT pg_advisory_xact_lock(hashtext('plain case'))`)
  await client.query(
    `INSERT INTO department (id, name, kind) VALUES ('plain', '办件所在部门', 'bureau') ON CONFLICT DO NOTHING`,
  )
  await client.query(
    `INSERT INTO approval_path (id, version, definition) VALUES ('plain', 1, $1) ON CONFLICT DO NOTHING`,
    [JSON.stringify(PATH)],
  )
  await client.query(
    `INSERT INTO item_setting (policy, item, district, path_id, path_version, lead_department, finance_department,
        publicity_days, several, valid_from)
      SELECT 'plain', 'plain', '渝北区', 'plain', 1, 'plain', 'plain', 5, true, '2025-01-01'
      WHERE NOT EXISTS (SELECT 1 FROM item_setting WHERE policy = 'plain')`,
  )
  await client.query(
    `INSERT INTO support_case (id, subject_id, setting_id, year, element, situation)
      OVERRIDING SYSTEM VALUE
      SELECT $1, $2, min(id), 2026, $3, '{"step": "start"}' FROM item_setting WHERE policy = 'plain'
      ON CONFLICT (id) DO NOTHING`,
    [id, subject, `第 ${id} 件`],
  )
}
