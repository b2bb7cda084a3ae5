// People to test rights with: one of every duty, two enterprises with their owners, members and agents.
import { Secret } from 'otpauth'
import type { Database } from '../server/db/openDatabase.ts'
import { department, duty, membership, password, person, ROLES, subject } from '../server/db/tables.ts'
import { JOB, type Transaction, transact } from '../server/db/transact.ts'
import { hashPassword } from '../server/identity/password.ts'
import { codeAt } from '../server/identity/totp.ts'
import { type Browser, member } from './browser.ts'

export const PASSWORD = '雨后山城-Lantern-42'
export const DEPARTMENT = 'yubei-jxw'

export type People = {
  readonly ids: ReadonlyMap<string, number>
  /** Two enterprises that have nothing to do with each other. */
  readonly first: number
  readonly second: number
}

const OWN = ['view', 'apply', 'confirm', 'account', 'grant']

/** Everybody has PASSWORD; logins are the roles, and owner, colleague, agent, formerAgent (ended), stranger. */
export async function createPeople(database: Database, now: Date): Promise<People> {
  const hash = await hashPassword(PASSWORD)
  return transact(database, { actor: JOB, now }, async (tx) => {
    const ids = new Map<string, number>()
    const place = { id: DEPARTMENT, name: '渝北区经济信息委', district: '渝北区', kind: 'bureau' as const }
    await tx.insert(department).values(place)
    for (const role of ROLES) {
      const personId = await addPerson(tx, ids, role, hash)
      const departmentId = role.endsWith('_admin') ? null : DEPARTMENT
      await tx.insert(duty).values({ personId, role, departmentId, validFrom: '2020-01-01' })
    }
    const first = await addSubject(tx, '甲公司')
    const second = await addSubject(tx, '乙公司')
    const authority = { validFrom: '2020-01-01', kind: 'owner' as const, scopes: OWN }
    const add = async (login: string, subjectId: number, more: object = {}): Promise<void> => {
      const personId = await addPerson(tx, ids, login, hash)
      await tx.insert(membership).values({ ...authority, ...more, personId, subjectId })
    }
    await add('owner', first)
    await add('colleague', first, { kind: 'member', scopes: ['view'] })
    await add('agent', first, { kind: 'agent', scopes: ['view', 'apply'], validTo: '2099-12-31' })
    await add('formerAgent', first, { kind: 'agent', scopes: ['view', 'apply'], validTo: '2020-12-31' })
    await add('stranger', second)
    return { ids, first, second }
  })
}

async function addPerson(
  tx: Transaction,
  ids: Map<string, number>,
  login: string,
  hash: string,
): Promise<number> {
  const row = { login: login.toLowerCase(), name: `${login}其人`, phone: '13812340000' }
  const [added] = await tx.insert(person).values(row).returning({ id: person.id })
  if (!added) throw new Error('nothing was inserted')
  ids.set(login, added.id)
  await tx.insert(password).values({ personId: added.id, hash, mustChange: false })
  return added.id
}

async function addSubject(tx: Transaction, name: string): Promise<number> {
  const [added] = await tx.insert(subject).values({ kind: '企业', name, district: '渝北区' }).returning()
  if (!added) throw new Error('nothing was inserted')
  return added.id
}

/** Signs in as far as it goes, binding an authenticator where the duty asks for one. Returns that one's secret. */
export async function signInFully(
  browser: Browser,
  login: string,
  now: Date,
): Promise<Uint8Array | undefined> {
  const { body } = await browser.send('POST', '/api/session', { login, password: PASSWORD })
  if (member(body, 'next') !== 'enrol') return undefined
  const secret = readSecret((await browser.send('POST', '/api/second-factor')).body)
  const { status } = await browser.send('POST', '/api/second-factor/confirmation', {
    code: codeAt(secret, now),
  })
  if (status !== 200) throw new Error(`the authenticator was not bound: ${status}`)
  return secret
}

/** The secret of an enrolment, as an authenticator takes it. */
export function readSecret(enrolment: unknown): Uint8Array {
  const text = member(enrolment, 'secret')
  if (typeof text !== 'string') throw new Error('no secret')
  return Secret.fromBase32(text.replaceAll(' ', '')).bytes
}
