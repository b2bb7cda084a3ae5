// An empty database → departments in the policies' own words, officers of every role, two owners of enterprises, and an
// agent who acts for some more.

import { sql } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import type { Database } from '../db/openDatabase.ts'
import { department, duty, membership, person, subject } from '../db/tables.ts'
import { JOB, type Transaction, transact } from '../db/transact.ts'
import { YUZHONG_DEPARTMENTS } from '../plan/departments.ts'
import { type FirstPassword, newFirstPassword, setFirstPassword } from './firstPassword.ts'
import { type Role, SCOPES } from './rights.ts'

/** As much of a sample enterprise as is needed to act for it. */
export type SeedSubject = { readonly subject: string; readonly facts: Readonly<Record<string, unknown>> }

/** Who was created; the password is shown once and is nowhere else. */
export type Seeded = { readonly login: string; readonly duty: string; readonly password: string }

const YUBEI = '渝北区'

const YUBEI_DEPARTMENTS = [
  { id: 'yubei-jxw', name: '渝北区经济信息委', district: YUBEI, kind: 'bureau' },
  { id: 'yubei-czj', name: '渝北区财政局', district: YUBEI, kind: 'finance' },
  { id: 'yubei-kjj', name: '渝北区科技局', district: YUBEI, kind: 'bureau' },
  { id: 'yubei-fgw', name: '渝北区发展改革委', district: YUBEI, kind: 'bureau' },
  { id: 'yubei-sjj', name: '渝北区审计局', district: YUBEI, kind: 'bureau' },
  { id: 'yubei-government', name: '渝北区人民政府', district: YUBEI, kind: 'government' },
  { id: 'yubei-street', name: '渝北区某街道办事处（示例）', district: YUBEI, kind: 'street' },
  { id: 'yubei-platform', name: '渝北区某国有平台公司（示例）', district: YUBEI, kind: 'platform' },
] as const

// 北碚区: whoever keeps its projects, to which 北碚发改〔2025〕108号 gives.
const BEIBEI = { id: 'beibei-fgw', name: '北碚区发展改革委', district: '北碚区', kind: 'bureau' } as const

const DEPARTMENTS = [...YUBEI_DEPARTMENTS, ...YUZHONG_DEPARTMENTS, BEIBEI]

type Officer = { login: string; name: string; role: Role; department?: string; title: string }

// Streets and platform companies look first (34号 第三条), the bureau reviews; so there are three handlers.
const OFFICERS: readonly Officer[] = [
  { login: 'handler', name: '经办员甲', role: 'handler', department: 'yubei-jxw', title: '经办' },
  { login: 'street', name: '经办员乙', role: 'handler', department: 'yubei-street', title: '经办' },
  { login: 'platform', name: '经办员丙', role: 'handler', department: 'yubei-platform', title: '经办' },
  { login: 'reviewer', name: '复核员', role: 'reviewer', department: 'yubei-jxw', title: '复核' },
  { login: 'approver', name: '审批人', role: 'approver', department: 'yubei-jxw', title: '审批' },
  // Answers appeals; the leader of the government beside it oversees.
  { login: 'head', name: '委领导', role: 'leader', department: 'yubei-jxw', title: '部门领导' },
  // Who makes an order does not send it.
  { login: 'payer', name: '支付员甲', role: 'payer', department: 'yubei-czj', title: '支付' },
  { login: 'payer2', name: '支付员乙', role: 'payer', department: 'yubei-czj', title: '支付' },
  { login: 'auditor', name: '审计员', role: 'auditor', department: 'yubei-sjj', title: '审计' },
  { login: 'leader', name: '区领导', role: 'leader', department: 'yubei-government', title: '领导' },
  // 渝中区: who reports of the plan, who makes it official, who reads it.
  { login: 'yz-industry', name: '填报员', role: 'handler', department: 'yuzhong-cyj', title: '经办' },
  { login: 'planner', name: '计划统筹员', role: 'planner', department: 'yuzhong-fgw', title: '计划统筹' },
  { login: 'yz-leader', name: '渝中区领导', role: 'leader', department: 'yuzhong-government', title: '领导' },
  { login: 'bb-projects', name: '项目专员', role: 'handler', department: BEIBEI.id, title: '经办' },
  { login: 'system', name: '系统管理员', role: 'system_admin', title: '系统管理员' },
  { login: 'security', name: '安全管理员', role: 'security_admin', title: '安全管理员' },
  { login: 'audit', name: '审计管理员', role: 'audit_admin', title: '审计管理员' },
]

const OWNERS = 2

/** The sample enterprises for which the agent applies; what the finance desk shows at first is theirs. */
export const AGENT = 'agent'
const REPRESENTED = [
  '丁字样板装备有限公司',
  '戊字样板智能科技有限公司',
  '辛字样板生物科技有限公司',
  '丁字样板软件有限公司',
]
const AGENT_SCOPES = ['view', 'apply', 'confirm', 'account']
const YEAR = 366 * 86_400_000

const fromToday = sql`act_date()`

/** Does nothing where there is anybody already. Everybody must change the password at the first sign-in. */
export async function seedOfficers(
  database: Database,
  now: Date,
  samples: readonly SeedSubject[],
): Promise<Seeded[]> {
  if (await isInhabited(database, now)) return []
  const enterprises = samples.map(namedSubject).filter((each) => each !== undefined)
  const owned = enterprises.slice(0, OWNERS).map((each, i) => ({ ...each, login: `owner${i + 1}` }))
  const represented = enterprises.filter(({ name }) => REPRESENTED.some((each) => name.startsWith(each)))
  const agents =
    represented.length > 0
      ? [{ login: AGENT, duty: `代办员（示例，代办 ${represented.length} 家企业）` }]
      : []
  const logins = [...OFFICERS, ...owned, ...agents].map((each) => each.login)
  const first = new Map<string, FirstPassword>()
  for (const login of logins) first.set(login, await newFirstPassword())
  const passwordOf = (login: string): FirstPassword => first.get(login) ?? absurd(login)
  await transact(database, { actor: JOB, now }, async (tx) => {
    await tx.insert(department).values(DEPARTMENTS)
    for (const officer of OFFICERS) await addOfficer(tx, officer, passwordOf(officer.login))
    for (const owner of owned) await addOwner(tx, owner, passwordOf(owner.login))
    if (represented.length > 0)
      await addAgent(tx, represented, passwordOf(AGENT), dayInChina(new Date(now.getTime() + YEAR)))
    await record(tx, { act: 'seed', object: 'person', content: { logins } })
  })
  return [
    ...OFFICERS.map((each) => ({ ...each, duty: `${departmentName(each.department)}${each.title}` })),
    ...owned.map((each) => ({ ...each, duty: `${each.name}负责人` })),
    ...agents,
  ].map(({ login, duty }) => ({ login, duty, password: passwordOf(login).text }))
}

function isInhabited(database: Database, now: Date): Promise<boolean> {
  return transact(database, { actor: JOB, now }, async (tx) => (await tx.$count(person)) > 0)
}

async function addOfficer(tx: Transaction, officer: Officer, first: FirstPassword): Promise<void> {
  const personId = await addPerson(tx, officer.login, officer.name, first)
  const { role, department: departmentId = null } = officer
  await tx.insert(duty).values({ personId, role, departmentId, validFrom: fromToday })
}

type Owned = NonNullable<ReturnType<typeof namedSubject>> & { readonly login: string }

async function addOwner(
  tx: Transaction,
  { login, ...enterprise }: Owned,
  first: FirstPassword,
): Promise<void> {
  const personId = await addPerson(tx, login, `${enterprise.name}负责人`, first)
  const [row] = await tx.insert(subject).values(enterprise).returning({ id: subject.id })
  if (!row) throw new Error('nothing was inserted')
  const scopes = [...SCOPES]
  await tx
    .insert(membership)
    .values({ personId, subjectId: row.id, kind: 'owner', scopes, validFrom: fromToday })
}

/** An agent's authority ends; an owner's does not. */
async function addAgent(
  tx: Transaction,
  represented: readonly NonNullable<ReturnType<typeof namedSubject>>[],
  first: FirstPassword,
  validTo: string,
): Promise<void> {
  const personId = await addPerson(tx, AGENT, '代办员（示例）', first)
  const rows = await tx
    .insert(subject)
    .values([...represented])
    .returning({ id: subject.id })
  const authority = { personId, kind: 'agent' as const, scopes: AGENT_SCOPES, validFrom: fromToday, validTo }
  await tx.insert(membership).values(rows.map(({ id }) => ({ ...authority, subjectId: id })))
}

async function addPerson(
  tx: Transaction,
  login: string,
  name: string,
  first: FirstPassword,
): Promise<number> {
  const [row] = await tx.insert(person).values({ login, name }).returning({ id: person.id })
  if (!row) throw new Error('nothing was inserted')
  await setFirstPassword(tx, row.id, first)
  return row.id
}

function namedSubject({ subject: kind, facts }: SeedSubject) {
  const { 企业名称: name, 统一社会信用代码: creditCode, 所在区县: district } = facts
  if (kind !== '企业' || typeof name !== 'string' || typeof creditCode !== 'string') return undefined
  return { kind, name, creditCode, district: typeof district === 'string' ? district : null }
}

function departmentName(id: string | undefined): string {
  return DEPARTMENTS.find((each) => each.id === id)?.name ?? ''
}

function absurd(login: string): never {
  throw new Error(`no password for ${login}`)
}
