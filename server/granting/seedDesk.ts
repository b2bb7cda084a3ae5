// What a seeding of cases works with: the seeded people by login, the agent's firms with facts and accounts, and acts.
import { eq } from 'drizzle-orm'
import type { Program } from '#lang'
import type { Who } from '../cases/acting.ts'
import { actOn } from '../cases/actOn.ts'
import type { Effects } from '../cases/effects.ts'
import { type SampleFacts, sayFacts } from '../cases/seedSamples.ts'
import type { Database } from '../db/openDatabase.ts'
import { membership, person, subject, supportCase } from '../db/tables.ts'
import { JOB, type Occasion, type Transaction, transact } from '../db/transact.ts'
import { AGENT } from '../identity/seedOfficers.ts'
import { confirmPayee } from './payee.ts'

export type Desk = {
  /** Firms for which the agent acts. */
  readonly firms: readonly { readonly id: number; readonly name: string }[]
  occasion(login: string, now: Date): Occasion & { readonly person: number }
  asJob<T>(now: Date, work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Whether it was done: what the rules give for made-up facts depends on the day, and a first start goes on. */
  act(caseId: number, act: string, by: string, now: Date, payload?: unknown): Promise<boolean>
}

type Opening = { readonly opening: Date; readonly program: Program; readonly effects: Effects }

export async function openDesk(
  database: Database,
  { opening, program, effects }: Opening,
  samples: readonly SampleFacts[],
): Promise<Desk> {
  const asJob: Desk['asJob'] = (now, work) => transact(database, { actor: JOB, now }, work)
  const people = new Map(
    (await asJob(opening, (tx) => tx.select({ id: person.id, login: person.login }).from(person))).map(
      ({ id, login }) => [login, id],
    ),
  )
  const occasion: Desk['occasion'] = (login, now) => {
    const id = people.get(login) ?? absent(login)
    return { actor: { kind: 'person', person: id }, now, person: id }
  }
  const firms = people.has(AGENT) ? await asJob(opening, firmsOf(people.get(AGENT) ?? 0)) : []
  const ids = firms.map(({ id }) => id)
  await asJob(opening, (tx) => sayFacts(tx, program, samples, ids))
  for (const [i, { id, name }] of firms.entries())
    await transact(database, occasion(AGENT, opening), (tx) =>
      confirmPayee(tx, { subject: id, name, bank: '示例银行渝北支行', account: `62000000${1001 + i}` }),
    )

  const act: Desk['act'] = async (caseId, id, by, now, payload) => {
    const version = await asJob(now, versionOf(caseId))
    const who: Who = by === 'clock' ? { kind: 'clock' } : { kind: 'person', person: occasion(by, now).person }
    const input = { key: `sample ${version}`, version, ...(payload === undefined ? {} : { payload }) }
    const acted = await actOn(database, { who, now, effects }, caseId, id, input)
    return acted.kind === 'done'
  }
  return { firms, occasion, asJob, act }
}

const firmsOf = (agent: number) => (tx: Transaction) =>
  tx
    .select({ id: subject.id, name: subject.name })
    .from(membership)
    .innerJoin(subject, eq(subject.id, membership.subjectId))
    .where(eq(membership.personId, agent))
    .orderBy(subject.id)

const versionOf = (caseId: number) => async (tx: Transaction) => {
  const [row] = await tx
    .select({ version: supportCase.version })
    .from(supportCase)
    .where(eq(supportCase.id, caseId))
  return row?.version ?? 0
}

function absent(login: string): never {
  throw new Error(`nobody has the login ${login}`)
}
