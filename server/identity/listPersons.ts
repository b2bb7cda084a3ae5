// For administrators: everybody who can sign in, with their duties and masked numbers.
import { asc, eq } from 'drizzle-orm'
import type { Database } from '../db/openDatabase.ts'
import { department, duty, person } from '../db/tables.ts'
import { transact } from '../db/transact.ts'
import { maskPhone } from './mask.ts'

export function listPersons(database: Database, now: Date, admin: number) {
  return transact(database, { actor: { kind: 'person', person: admin }, now }, async (tx) => {
    const persons = await tx.select().from(person).orderBy(asc(person.id))
    const duties = await tx
      .select({
        id: duty.id,
        personId: duty.personId,
        role: duty.role,
        department: department.name,
        from: duty.validFrom,
        until: duty.validTo,
        endedAt: duty.endedAt,
      })
      .from(duty)
      .leftJoin(department, eq(department.id, duty.departmentId))
      .orderBy(asc(duty.id))
    return persons.map(({ id, login, name, phone, disabledAt, ssoSubject }) => ({
      ...{ id, login, name, disabledAt },
      phone: phone === null ? null : maskPhone(phone),
      singleSignOn: ssoSubject !== null,
      duties: duties.filter((each) => each.personId === id).map(({ personId: _, ...rest }) => rest),
    }))
  })
}
