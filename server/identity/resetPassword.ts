// The system administrator gives somebody a new first password, who is signed out everywhere.
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { transact } from '../db/transact.ts'
import { newFirstPassword, setFirstPassword } from './firstPassword.ts'
import { orRefuse } from './problem.ts'
import { endSessionsOf } from './session.ts'

/** Returns the password, which is shown once. A second factor stays as it is: that is another administrator's. */
export async function resetPassword(
  database: Database,
  now: Date,
  admin: number,
  personId: number,
): Promise<string> {
  const first = await newFirstPassword()
  const reset = transact(database, { actor: { kind: 'person', person: admin }, now }, async (tx) => {
    await setFirstPassword(tx, personId, first)
    await endSessionsOf(tx, now, personId)
    await record(tx, { act: 'reset-password', object: `person ${personId}`, content: {} })
    return first.text
  })
  return orRefuse(reset, {
    23503: ['unknown-person', '没有这个用户。'],
    42501: ['to-oneself', '自己的密码请用“修改密码”，不能自己重置。'],
  })
}
