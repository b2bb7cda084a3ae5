// The system administrator enters a person, who can then sign in and may do nothing.
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { person } from '../db/tables.ts'
import { transact } from '../db/transact.ts'
import { newFirstPassword, setFirstPassword } from './firstPassword.ts'
import { orRefuse } from './problem.ts'

export type NewPerson = {
  readonly login: string
  readonly name: string
  readonly phone?: string | undefined
  /** Where the district's single sign-on knows this person. */
  readonly singleSignOn?: { readonly issuer: string; readonly subject: string } | undefined
}

/**
 * Returns the number and the first password, which is shown to the administrator once. Whoever comes by single sign-on
 * has none: what is not there cannot be guessed.
 */
export async function createPerson(database: Database, now: Date, admin: number, wanted: NewPerson) {
  const first = wanted.singleSignOn ? undefined : await newFirstPassword()
  const created = transact(database, { actor: { kind: 'person', person: admin }, now }, async (tx) => {
    const { login, name, phone, singleSignOn } = wanted
    const [row] = await tx
      .insert(person)
      .values({
        ...{ name, login: login.toLowerCase() },
        phone: phone ?? null,
        ssoIssuer: singleSignOn?.issuer ?? null,
        ssoSubject: singleSignOn?.subject ?? null,
      })
      .returning({ id: person.id })
    if (!row) throw new Error('nothing was inserted')
    if (first) await setFirstPassword(tx, row.id, first)
    await record(tx, { act: 'create-person', object: `person ${row.id}`, content: { login, singleSignOn } })
    return { id: row.id, password: first?.text ?? null }
  })
  return orRefuse(created, {
    23505: ['login-taken', '这个登录名或统一身份已经有人用了，请换一个。'],
    42501: ['not-granted', '只有系统管理员可以新建用户。'],
  })
}
