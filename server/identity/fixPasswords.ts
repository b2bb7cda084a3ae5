// People who were just created → one password for all of them, which nobody has to change. Only for walks of the browser
// through an installation that is thrown away: whoever knows it is everybody.
import { inArray } from 'drizzle-orm'
import type { Database } from '../db/openDatabase.ts'
import { password, person } from '../db/tables.ts'
import { JOB, transact } from '../db/transact.ts'
import { hashPassword } from './password.ts'
import type { Seeded } from './seedOfficers.ts'

export async function fixPasswords(
  database: Database,
  now: Date,
  seeded: readonly Seeded[],
  text: string,
): Promise<void> {
  const hash = await hashPassword(text)
  await transact(database, { actor: JOB, now }, async (tx) => {
    const logins = seeded.map(({ login }) => login)
    const people = await tx.select({ id: person.id }).from(person).where(inArray(person.login, logins))
    await tx.insert(password).values(people.map(({ id }) => ({ personId: id, hash, mustChange: false })))
  })
}
