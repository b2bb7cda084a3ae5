// For tests of decisions and their proof: the library's rules stored, its samples seeded, officers of every duty.
import assert from 'node:assert/strict'
import { compile, type Program } from '#lang'
import { loadSamples, loadSources } from '#policies'
import type { Database } from '../server/db/openDatabase.ts'
import * as tables from '../server/db/tables.ts'
import { JOB, type Transaction, transact } from '../server/db/transact.ts'
import { storeRules } from '../server/decisions/rules.ts'
import { seedSamples } from '../server/subjects/seedSamples.ts'

const OFFICERS = ['handler', 'reviewer', 'approver', 'payer', 'auditor'] as const

export type Officer = (typeof OFFICERS)[number]

export type World = {
  readonly database: Database
  readonly program: Program
  readonly subjects: ReadonlyMap<string, number>
  readonly officers: Readonly<Record<Officer, number>>
  job<T>(work: (tx: Transaction) => Promise<T>, now: Date): Promise<T>
  as<T>(person: number, work: (tx: Transaction) => Promise<T>, now: Date): Promise<T>
  newPerson(login: string): Promise<number>
}

/** Everything is said and stored at `now`. */
export async function decisionWorld(database: Database, now: Date): Promise<World> {
  const { program } = compile(loadSources())
  const job: World['job'] = (work, at) => transact(database, { actor: JOB, now: at }, work)
  const newPerson = async (login: string): Promise<number> => {
    const [row] = await job((tx) => tx.insert(tables.person).values({ login, name: login }).returning(), now)
    assert.ok(row)
    return row.id
  }
  await job(async (tx) => {
    const bureau = { id: 'jxw', name: '渝北区经济信息委', district: '渝北区', kind: 'bureau' } as const
    await tx.insert(tables.department).values(bureau)
  }, now)
  const officers = { handler: 0, reviewer: 0, approver: 0, payer: 0, auditor: 0 }
  for (const role of OFFICERS) {
    const personId = await newPerson(`${role}-of-jxw`)
    officers[role] = personId
    await job(
      (tx) => tx.insert(tables.duty).values({ personId, role, departmentId: 'jxw', validFrom: '2025-01-01' }),
      now,
    )
  }
  await job((tx) => storeRules(tx, program), now)
  const subjects = await job((tx) => seedSamples(tx, program.vocabulary, loadSamples()), now)
  return {
    ...{ database, program, subjects, officers, job, newPerson },
    as: (person, work, at) => transact(database, { actor: { kind: 'person', person }, now: at }, work),
  }
}
