// Anyone and a moment → what is in publicity now, with how many there are. Read by the process: who is published is

// public, and nothing else of a case is told.
import { sql } from 'drizzle-orm'
import { containing } from '../db/containing.ts'
import type { Database } from '../db/openDatabase.ts'
import { JOB, transact } from '../db/transact.ts'
import { IN_PUBLICITY, type Publicised, publicised } from './publicised.ts'

type Listed = { readonly total: number; readonly rows: readonly Publicised[] }

const MOST = 2000

/** `text`: in a name, a credit code or the number of a publicity. The whole filtered set, up to 2000. */
export async function listPublicity(database: Database, now: Date, text = ''): Promise<Listed> {
  const pattern = containing(text)
  const wanted =
    text === ''
      ? IN_PUBLICITY
      : sql`${IN_PUBLICITY} AND firm.kind <> '个人'
          AND (firm.name ILIKE ${pattern} OR firm.credit_code = ${text.toUpperCase()})
        OR (${IN_PUBLICITY} AND notice.number = ${text.toUpperCase()})`
  return transact(database, { actor: JOB, now }, async (tx) => {
    const rows = await publicised(tx, wanted, MOST + 1)
    return { total: rows.length, rows: rows.slice(0, MOST) }
  })
}
