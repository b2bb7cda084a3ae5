// The first page of an officer's workbench as one would write it for nobody in particular: no session, no rights, no
// count, no HTTP. What stands between it and ours is what they cost.
import pg from 'pg'

const PAGE = `SELECT c.id, c.number, s.name, c.policy, c.item, c.year, c.state, c.step, c.due_on, c.desk_since
  FROM support_case AS c JOIN subject AS s ON s.id = c.subject_id
  WHERE c.desk @> ARRAY['yubei-jxw'] AND c.parties && ARRAY['handler']
  ORDER BY COALESCE(c.due_on, 'infinity'::date), c.id LIMIT 50`

/** Milliseconds, the median of many. */
export async function pageByHand(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const times: number[] = []
  for (let i = 0; i < 50; i++) {
    const start = performance.now()
    await client.query(PAGE)
    times.push(performance.now() - start)
  }
  await client.end()
  return times.sort((a, b) => a - b)[25] ?? 0
}
