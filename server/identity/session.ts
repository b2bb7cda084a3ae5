// Tokens ↔ sessions: begun at sign-in, found at every request, ended by sign-out, time, or what changes a person.
import { and, eq, gt, isNull, lt } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { person, secondFactor, session } from '../db/tables.ts'
import { JOB, type Transaction, transact } from '../db/transact.ts'
import { mustChangePassword } from './passwords.ts'
import { type Authority, authoritiesOf, dutiesOf, type HeldDuty, needsSecondFactor } from './rights.ts'
import { hashToken, newToken } from './token.ts'

const MINUTE = 60_000
const IDLE = 30 * MINUTE
const LONGEST = 12 * 60 * MINUTE
const KEPT = 30 * 24 * 60 * MINUTE
// Writing at every request would make every read a write.
const SEEN_EVERY = MINUTE

/** What must be done before anything else. */
export type NextStep = 'enter-code' | 'change-password' | 'enrol' | 'nothing'

export type Session = {
  readonly id: number
  readonly person: { readonly id: number; readonly login: string; readonly name: string }
  readonly next: NextStep
  readonly secondFactor: { readonly needed: boolean; readonly enrolled: boolean; readonly passed: boolean }
  readonly duties: readonly HeldDuty[]
  readonly authorities: readonly Authority[]
}

/** How somebody has shown who they are, and from where. */
export type Arrival = { readonly by: 'password' | 'single-sign-on'; readonly address: string }

/** Begins a session, which the log names, and returns its token, which is nowhere else. */
export async function startSession(
  tx: Transaction,
  now: Date,
  personId: number,
  { by, address }: Arrival,
): Promise<string> {
  await tx.delete(session).where(lt(session.startedAt, new Date(now.getTime() - KEPT)))
  const token = newToken()
  await tx.insert(session).values({ tokenHash: hashToken(token), personId, begunBy: by, address })
  await record(tx, { act: 'sign-in', object: `person ${personId}`, content: { by, address } })
  return token
}

/** The session has become worth more: it goes on under a new token, so that an old copy is worth nothing. */
export async function renewSession(tx: Transaction, now: Date, id: number): Promise<string> {
  const token = newToken()
  await tx
    .update(session)
    .set({ tokenHash: hashToken(token), secondFactorAt: now, seenAt: now })
    .where(eq(session.id, id))
  return token
}

/** Ends every session of a person; also runs with the rights of an administrator. */
export async function endSessionsOf(tx: Transaction, now: Date, personId: number): Promise<void> {
  await tx
    .update(session)
    .set({ endedAt: now })
    .where(and(eq(session.personId, personId), isNull(session.endedAt)))
}

/** Whose session a token is, with what that person may do now; undefined when there is none, or no longer. */
export function findSession(database: Database, now: Date, token: string): Promise<Session | undefined> {
  return transact(database, { actor: JOB, now }, async (tx) => {
    const found = await liveSession(tx, now, token)
    if (!found) return undefined
    const {
      id,
      secondFactorAt,
      seenAt,
      begunBy,
      enrolledAt,
      mustChange,
      duties,
      authorities,
      person: whose,
    } = found
    if (now.getTime() - seenAt.getTime() >= SEEN_EVERY)
      await tx.update(session).set({ seenAt: now }).where(eq(session.id, id))
    const factor = {
      needed: needsSecondFactor(duties),
      enrolled: enrolledAt !== null,
      passed: secondFactorAt !== null,
    }
    // Whoever came by single sign-on may not even know of a password here.
    const next = nextStep(factor, begunBy === 'password' && mustChange === true)
    return { id, person: whose, next, secondFactor: factor, duties, authorities }
  })
}

/** All that a request asks of whoever makes it, in one question. */
async function liveSession(tx: Transaction, now: Date, token: string) {
  const ago = (milliseconds: number): Date => new Date(now.getTime() - milliseconds)
  const [found] = await tx
    .select({
      id: session.id,
      person: { id: person.id, login: person.login, name: person.name },
      secondFactorAt: session.secondFactorAt,
      seenAt: session.seenAt,
      begunBy: session.begunBy,
      enrolledAt: secondFactor.confirmedAt,
      mustChange: mustChangePassword(person.id),
      ...{ duties: dutiesOf(person.id), authorities: authoritiesOf(person.id) },
    })
    .from(session)
    .innerJoin(person, eq(person.id, session.personId))
    .leftJoin(secondFactor, eq(secondFactor.personId, person.id))
    .where(
      and(
        eq(session.tokenHash, hashToken(token)),
        isNull(session.endedAt),
        isNull(person.disabledAt),
        gt(session.seenAt, ago(IDLE)),
        gt(session.startedAt, ago(LONGEST)),
      ),
    )
  return found
}

/** A code first: with a stolen password alone, the password cannot be changed. */
function nextStep({ needed, enrolled, passed }: Session['secondFactor'], mustChange: boolean): NextStep {
  if (enrolled && !passed) return 'enter-code'
  if (mustChange) return 'change-password'
  return needed && !enrolled ? 'enrol' : 'nothing'
}
