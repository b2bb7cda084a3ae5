// A code, or a recovery code → the session has passed the second factor, under a new token.
import { and, eq, isNotNull, isNull, lt } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { recoveryCode, secondFactor } from '../db/tables.ts'
import { type Transaction, transact } from '../db/transact.ts'
import { beginAttempt, forgiveAll, ofCodes } from './attempts.ts'
import { plainCode } from './confirmSecondFactor.ts'
import { IdentityError } from './problem.ts'
import { type SealKey, unseal } from './seal.ts'
import { renewSession, type Session } from './session.ts'
import { hashToken } from './token.ts'
import { stepOfCode } from './totp.ts'

/** Returns the session's new token; throws `wrong-code` (also for one that was used), or `locked`. */
export async function passSecondFactor(
  database: Database,
  now: Date,
  key: SealKey,
  { id, person }: Session,
  code: string,
): Promise<string> {
  const occasion = { actor: { kind: 'job', person: person.id }, now } as const
  await transact(database, occasion, (tx) => beginAttempt(tx, now, [ofCodes(person.id)]))
  const token = await transact(database, occasion, async (tx) => {
    const by = /^\d{6}$/.test(code)
      ? (await spendCode(tx, now, key, person.id, code)) && 'code'
      : (await spendRecoveryCode(tx, now, person.id, code)) && 'recovery-code'
    if (!by) return undefined
    await forgiveAll(tx, ofCodes(person.id))
    const renewed = await renewSession(tx, now, id)
    await record(tx, { act: 'pass-second-factor', object: `person ${person.id}`, content: { by } })
    return renewed
  })
  if (token !== undefined) return token
  await transact(database, occasion, (tx) =>
    record(tx, { act: 'second-factor-failed', object: `person ${person.id}`, content: {} }),
  )
  throw new IdentityError('wrong-code', '动态口令不对或已经用过，请等下一个口令。')
}

/** Takes the code and every earlier one out of use, in one statement: two requests cannot both have it. */
async function spendCode(
  tx: Transaction,
  now: Date,
  key: SealKey,
  personId: number,
  code: string,
): Promise<boolean> {
  const whose = and(eq(secondFactor.personId, personId), isNotNull(secondFactor.confirmedAt))
  const [factor] = await tx.select().from(secondFactor).where(whose)
  if (!factor) return false
  const step = stepOfCode(unseal(key, `person ${personId}`, factor.secret), code, now)
  if (step === undefined) return false
  const used = await tx
    .update(secondFactor)
    .set({ lastStep: step })
    .where(and(whose, lt(secondFactor.lastStep, step)))
    .returning({ person: secondFactor.personId })
  return used.length === 1
}

async function spendRecoveryCode(
  tx: Transaction,
  now: Date,
  personId: number,
  code: string,
): Promise<boolean> {
  const used = await tx
    .update(recoveryCode)
    .set({ usedAt: now })
    .where(
      and(
        eq(recoveryCode.personId, personId),
        eq(recoveryCode.hash, hashToken(plainCode(code))),
        isNull(recoveryCode.usedAt),
      ),
    )
    .returning({ person: recoveryCode.personId })
  return used.length === 1
}
