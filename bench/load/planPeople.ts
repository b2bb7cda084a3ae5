// Who asks about the plan: a department's handler, the plan office and the leader of one district, and a leader of the
// whole municipality, all with one password that is hashed once.
import type { Database } from '../../server/db/openDatabase.ts'
import { department, duty, password, person } from '../../server/db/tables.ts'
import { JOB, transact } from '../../server/db/transact.ts'
import { hashPassword } from '../../server/identity/password.ts'
import { PASSWORD } from './people.ts'

/** The first district's second department reports; `load-<district>-<department>`. */
export const DESK = 'load-1-1'
const DEPARTMENTS = 5

const PEOPLE = [
  { login: 'load-handler', role: 'handler', departmentId: DESK },
  { login: 'load-planner', role: 'planner', departmentId: 'load-1-0' },
  { login: 'load-leader', role: 'leader', departmentId: 'load-1-government' },
  { login: 'load-city', role: 'leader', departmentId: 'load-city' },
] as const

export type Asker = (typeof PEOPLE)[number]['login']
export const ASKERS: readonly Asker[] = PEOPLE.map(({ login }) => login)

export async function addPlanPeople(database: Database, districts: readonly string[]): Promise<void> {
  const hash = await hashPassword(PASSWORD)
  const places = districts.flatMap((district, i) => [
    ...Array.from({ length: DEPARTMENTS }, (_, n) => ({
      ...{ id: `load-${i + 1}-${n}`, name: `${district}装载部门${n}`, district, kind: 'bureau' as const },
    })),
    {
      id: `load-${i + 1}-government`,
      name: `${district}政府（装载）`,
      district,
      kind: 'government' as const,
    },
  ])
  const city = { id: 'load-city', name: '市政府（装载）', district: null, kind: 'government' as const }
  await transact(database, { actor: JOB, now: new Date() }, async (tx) => {
    await tx.insert(department).values([...places, city])
    for (const { login, role, departmentId } of PEOPLE) {
      const [row] = await tx.insert(person).values({ login, name: login }).returning({ id: person.id })
      if (!row) throw new Error('nothing was inserted')
      await tx.insert(password).values({ personId: row.id, hash, mustChange: false })
      await tx.insert(duty).values({ personId: row.id, role, departmentId, validFrom: '2020-01-01' })
    }
  })
}

/** 渝中区 is first; the names of the others do not matter. */
export function districtNames(count: number): string[] {
  return ['渝中区', ...Array.from({ length: count - 1 }, (_, i) => `装载${i + 2}区`)]
}
