// A login and a password → a session. Every way of being wrong has one answer and takes the same time.
import { eq } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { person } from '../db/tables.ts'
import { JOB, type Transaction, transact } from '../db/transact.ts'
import { beginAttempt, forgiveAll, forgiveOne, ofAddress, ofLogin } from './attempts.ts'
import { verifyNothing, verifyPassword } from './password.ts'
import { lastHashes } from './passwords.ts'
import { IdentityError } from './problem.ts'
import { startSession } from './session.ts'

export type Credentials = { readonly login: string; readonly password: string; readonly address: string }

/** Returns the token of a new session; throws `wrong-credentials` or `locked`. */
export async function signIn(database: Database, now: Date, credentials: Credentials): Promise<string> {
  const { login, password, address } = credentials
  const counted = [ofLogin(login), ofAddress(address)]
  const known = await transact(database, { actor: JOB, now }, async (tx) => {
    await beginAttempt(tx, now, counted)
    return findByLogin(tx, login)
  })
  const right = known?.hash ? await verifyPassword(password, known.hash) : await verifyNothing(password)
  if (!known || !right || known.disabled) {
    await transact(database, { actor: JOB, now }, (tx) =>
      record(tx, {
        act: 'sign-in-failed',
        object: known ? `person ${known.id}` : 'person',
        content: { address },
      }),
    )
    throw new IdentityError('wrong-credentials', '登录名或密码不对，请核对后再试。')
  }
  return transact(database, { actor: { kind: 'job', person: known.id }, now }, async (tx) => {
    await forgiveAll(tx, ofLogin(login))
    await forgiveOne(tx, ofAddress(address))
    return startSession(tx, now, known.id, { by: 'password', address })
  })
}

async function findByLogin(tx: Transaction, login: string) {
  const [found] = await tx
    .select({ id: person.id, disabledAt: person.disabledAt })
    .from(person)
    .where(eq(person.login, login.toLowerCase()))
  // Also for a login that nobody has: as many queries, so as long.
  const [hash] = await lastHashes(tx, found?.id ?? 0)
  return found && { id: found.id, disabled: found.disabledAt !== null, hash }
}
