// A database with people in it and a clock that tests move: what tests of identity say again and again.
import assert from 'node:assert/strict'
import { desc, eq } from 'drizzle-orm'
import type { Database } from '../server/db/openDatabase.ts'
import { audit } from '../server/db/tables.ts'
import { JOB, type Transaction, transact } from '../server/db/transact.ts'
import { confirmSecondFactor } from '../server/identity/confirmSecondFactor.ts'
import { createPerson } from '../server/identity/createPerson.ts'
import { enrolSecondFactor } from '../server/identity/enrolSecondFactor.ts'
import { IdentityError, type IdentityProblem } from '../server/identity/problem.ts'
import { findSession, type Session } from '../server/identity/session.ts'
import { signIn } from '../server/identity/signIn.ts'
import { codeAt } from '../server/identity/totp.ts'
import { createPeople, PASSWORD, readSecret } from './people.ts'

const MINUTE = 60_000

export const KEY = Buffer.alloc(32, 3)

export async function createScene(database: Database) {
  const clock = { now: new Date('2026-03-02T01:00:00Z') }
  const people = await createPeople(database, clock.now)
  let addresses = 0

  const idOf = (login: string): number => people.ids.get(login) ?? assert.fail(login)
  const asJob = <T>(work: (tx: Transaction) => Promise<T>) =>
    transact(database, { actor: JOB, now: clock.now }, work)
  const sessionOf = async (token: string): Promise<Session> =>
    (await findSession(database, clock.now, token)) ?? assert.fail('no session')

  return {
    ...{ clock, people, idOf, asJob, sessionOf },
    later(minutes: number): Date {
      clock.now = new Date(clock.now.getTime() + minutes * MINUTE)
      return clock.now
    },
    asPerson<T>(login: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
      return transact(database, { actor: { kind: 'person', person: idOf(login) }, now: clock.now }, work)
    },
    /** Signs in, from a new address where none is given. */
    enter(login: string, password = PASSWORD, address = `192.0.2.${++addresses}`): Promise<string> {
      return signIn(database, clock.now, { login, password, address })
    },
    async newPerson(login: string) {
      const wanted = { login, name: `${login}某` }
      const created = await createPerson(database, clock.now, idOf('system_admin'), wanted)
      return { ...created, password: created.password ?? assert.fail('no password') }
    },
    /** Binds an authenticator for a session. */
    async bind(token: string) {
      const enrolment = await enrolSecondFactor(database, clock.now, KEY, await sessionOf(token))
      const secret = readSecret(enrolment)
      const code = codeAt(secret, clock.now)
      return {
        secret,
        ...(await confirmSecondFactor(database, clock.now, KEY, await sessionOf(token), code)),
      }
    },
    /** The acts on one thing, the newest first. */
    actsOn(object: string) {
      return asJob((tx) =>
        tx.select().from(audit).where(eq(audit.object, object)).orderBy(desc(audit.number)),
      )
    },
  }
}

/** Waits for a refusal of this kind, with a Chinese sentence. */
export function refused(work: Promise<unknown>, kind: IdentityProblem): Promise<void> {
  return assert.rejects(work, (error) => {
    assert.ok(error instanceof IdentityError, String(error))
    assert.equal(error.kind, kind)
    assert.match(error.message, /\p{Script=Han}.*。$/u)
    return true
  })
}
