// Who asks: one officer, and owners with several enterprises each, all with one password that is hashed once.
import type { Database } from '../../server/db/openDatabase.ts'
import { duty, membership, password, person, subject } from '../../server/db/tables.ts'
import { JOB, transact } from '../../server/db/transact.ts'
import { hashPassword } from '../../server/identity/password.ts'

export const PASSWORD = '雨后山城-Lantern-42'
export const HANDLER = 'load-handler'
export const OWNERS = 20
const FIRMS_OF_ONE = 50

export const ownerLogin = (i: number): string => `load-owner-${i}`

/** Returns, for each owner, the enterprises that he may apply for. */
export async function addPeople(database: Database, department: string): Promise<number[][]> {
  const hash = await hashPassword(PASSWORD)
  return transact(database, { actor: JOB, now: new Date() }, async (tx) => {
    const add = async (login: string): Promise<number> => {
      const [row] = await tx.insert(person).values({ login, name: login }).returning({ id: person.id })
      if (!row) throw new Error('nothing was inserted')
      await tx.insert(password).values({ personId: row.id, hash, mustChange: false })
      return row.id
    }
    const handler = await add(HANDLER)
    const validFrom = '2020-01-01'
    await tx.insert(duty).values({ personId: handler, role: 'handler', departmentId: department, validFrom })
    const owned: number[][] = []
    for (let i = 0; i < OWNERS; i++) {
      const owner = await add(ownerLogin(i))
      const names = Array.from({ length: FIRMS_OF_ONE }, (_, n) => `申报企业${i}-${n}`)
      const values = names.map((name) => ({ kind: '企业', name, district: '渝北区' }))
      const firms = await tx.insert(subject).values(values).returning({ id: subject.id })
      const scopes = ['view', 'apply', 'confirm', 'account', 'grant']
      await tx.insert(membership).values(
        firms.map(({ id }) => ({
          personId: owner,
          subjectId: id,
          kind: 'owner' as const,
          scopes,
          validFrom,
        })),
      )
      owned.push(firms.map((each) => each.id))
    }
    return owned
  })
}
