// Some letters of a name, or of a credit code → enterprises that a person sees, to tie a project to one.
import { asc, eq, ilike, or } from 'drizzle-orm'
import { containing } from '../../db/containing.ts'
import type { Database } from '../../db/openDatabase.ts'
import { subject } from '../../db/tables.ts'
import { type Occasion, transact } from '../../db/transact.ts'

const MOST = 20

type Found = {
  readonly id: number
  readonly name: string
  readonly creditCode: string | null
  readonly district: string | null
}

/** The first by name; `more` where there are more than are shown. */
export function findEnterprises(
  database: Database,
  occasion: Occasion,
  text: string,
): Promise<{ readonly enterprises: Found[]; readonly more: boolean }> {
  const { id, name, creditCode, district } = subject
  return transact(database, occasion, async (tx) => {
    const rows = await tx
      .select({ id, name, creditCode, district })
      .from(subject)
      .where(or(ilike(name, containing(text.trim())), eq(creditCode, text.trim().toUpperCase())))
      .orderBy(asc(name), asc(id))
      .limit(MOST + 1)
    return { enterprises: rows.slice(0, MOST), more: rows.length > MOST }
  })
}
