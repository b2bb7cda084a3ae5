// A person → a new secret for their authenticator; it counts once a code of it has been given.
import { sql } from 'drizzle-orm'
import type { Database } from '../db/openDatabase.ts'
import { secondFactor } from '../db/tables.ts'
import { transact } from '../db/transact.ts'
import { IdentityError } from './problem.ts'
import { type SealKey, seal } from './seal.ts'
import type { Session } from './session.ts'
import { newTotpSecret, totpText, totpUri } from './totp.ts'

/** Shown once: the address for a QR code, and the secret for typing in. */
export type Enrolment = { readonly uri: string; readonly secret: string }

/** Throws `second-factor-exists`: a lost one is taken away by the security administrator. */
export async function enrolSecondFactor(
  database: Database,
  now: Date,
  key: SealKey,
  { person }: Session,
): Promise<Enrolment> {
  const secret = newTotpSecret()
  const sealed = seal(key, `person ${person.id}`, secret)
  await transact(database, { actor: { kind: 'job', person: person.id }, now }, async (tx) => {
    const written = await tx
      .insert(secondFactor)
      .values({ personId: person.id, secret: sealed })
      .onConflictDoUpdate({
        target: secondFactor.personId,
        set: { secret: sealed },
        setWhere: sql`${secondFactor.confirmedAt} IS NULL`,
      })
      .returning()
    if (written.length === 0)
      throw new IdentityError(
        'second-factor-exists',
        '已经绑定过动态口令；手机遗失时，请安全管理员解除绑定。',
      )
  })
  return { uri: totpUri(secret, person.login), secret: totpText(secret) }
}
