// An administrator who says why → a person's telephone number in full.
import { eq } from 'drizzle-orm'
import type { Database } from '../db/openDatabase.ts'
import { person } from '../db/tables.ts'
import { IdentityError } from './problem.ts'
import { revealMasked } from './revealMasked.ts'

/** null where none is known; throws `unknown-person` or `no-reason`. */
export function revealPhone(database: Database, now: Date, admin: number, personId: number, reason: string) {
  const reveal = { object: `person ${personId}`, field: 'phone', reason }
  return revealMasked(database, now, admin, reveal, async (tx) => {
    const [found] = await tx.select({ phone: person.phone }).from(person).where(eq(person.id, personId))
    if (!found) throw new IdentityError('unknown-person', '没有这个用户。')
    return found.phone
  })
}
