// The old password and a new one → the new one counts, and the person is signed out everywhere.
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { password } from '../db/tables.ts'
import { transact } from '../db/transact.ts'
import { beginAttempt, forgiveAll, ofLogin } from './attempts.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { passwordProblem } from './passwordRules.ts'
import { lastHashes } from './passwords.ts'
import { IdentityError } from './problem.ts'
import { endSessionsOf, type Session } from './session.ts'

export type PasswordChange = { readonly old: string; readonly wanted: string }

/** Throws `wrong-credentials`, `locked` (guessing the old one counts like signing in) or `weak-password`. */
export async function changePassword(
  database: Database,
  now: Date,
  { person }: Session,
  { old, wanted }: PasswordChange,
): Promise<void> {
  const occasion = { actor: { kind: 'job', person: person.id }, now } as const
  const hashes = await transact(database, occasion, async (tx) => {
    await beginAttempt(tx, now, [ofLogin(person.login)])
    return lastHashes(tx, person.id)
  })
  const [current] = hashes
  if (!current || !(await verifyPassword(old, current)))
    throw new IdentityError('wrong-credentials', '原密码不对，请核对后再试。')
  await transact(database, occasion, (tx) => forgiveAll(tx, ofLogin(person.login)))
  const problem = passwordProblem(wanted, person.login)
  if (problem !== undefined) throw new IdentityError('weak-password', `${problem}。`)
  for (const hash of hashes)
    if (await verifyPassword(wanted, hash))
      throw new IdentityError('weak-password', '新密码与最近用过的相同，请换一个。')
  const hash = await hashPassword(wanted)
  await transact(database, occasion, async (tx) => {
    await tx.insert(password).values({ personId: person.id, hash, mustChange: false })
    await endSessionsOf(tx, now, person.id)
    await record(tx, { act: 'change-password', object: `person ${person.id}`, content: {} })
  })
}
