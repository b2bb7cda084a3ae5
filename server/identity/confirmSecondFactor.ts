// The first code of an authenticator → the second factor counts, with recovery codes, and the session has passed it.
import { randomBytes } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { recoveryCode, secondFactor } from '../db/tables.ts'
import { transact } from '../db/transact.ts'
import { beginAttempt, forgiveAll, ofCodes } from './attempts.ts'
import { IdentityError } from './problem.ts'
import { type SealKey, unseal } from './seal.ts'
import { renewSession, type Session } from './session.ts'
import { hashToken } from './token.ts'
import { stepOfCode } from './totp.ts'

const CODES = 10
const CODE_BYTES = 10

/** `token` is the session's new one; the recovery codes are shown once and replace earlier ones. */
export type Confirmed = { readonly token: string; readonly recoveryCodes: readonly string[] }

/** Throws `no-second-factor` when nothing was enrolled, `wrong-code`, or `locked`. */
export async function confirmSecondFactor(
  database: Database,
  now: Date,
  key: SealKey,
  { id, person }: Session,
  code: string,
): Promise<Confirmed> {
  const occasion = { actor: { kind: 'job', person: person.id }, now } as const
  await transact(database, occasion, (tx) => beginAttempt(tx, now, [ofCodes(person.id)]))
  const recoveryCodes = Array.from({ length: CODES }, newRecoveryCode)
  return transact(database, occasion, async (tx) => {
    const open = and(eq(secondFactor.personId, person.id), isNull(secondFactor.confirmedAt))
    const [pending] = await tx.select().from(secondFactor).where(open).for('update')
    if (!pending) throw new IdentityError('no-second-factor', '没有等待确认的动态口令，请先开始绑定。')
    const step = stepOfCode(unseal(key, `person ${person.id}`, pending.secret), code, now)
    if (step === undefined) throw new IdentityError('wrong-code', '动态口令不对，请核对手机的时间后再试。')
    await tx.update(secondFactor).set({ confirmedAt: now, lastStep: step }).where(open)
    await tx.delete(recoveryCode).where(eq(recoveryCode.personId, person.id))
    const rows = recoveryCodes.map((each) => ({ personId: person.id, hash: hashToken(plainCode(each)) }))
    await tx.insert(recoveryCode).values(rows)
    await forgiveAll(tx, ofCodes(person.id))
    const token = await renewSession(tx, now, id)
    await record(tx, { act: 'enrol-second-factor', object: `person ${person.id}`, content: {} })
    return { token, recoveryCodes }
  })
}

/** 80 random bits, written in groups. */
function newRecoveryCode(): string {
  return (randomBytes(CODE_BYTES).toString('hex').match(/.{5}/g) ?? []).join('-')
}

/** As it is hashed, however it was typed. */
export function plainCode(code: string): string {
  return code.toLowerCase().replace(/[^0-9a-f]/g, '')
}
