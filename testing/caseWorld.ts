// A district with people of every duty, paths and items, for tests of cases.
import assert from 'node:assert/strict'
import { asc, eq } from 'drizzle-orm'
import type { Finding } from '#lang'
import { stepOf } from '../server/approval/path.ts'
import { PATHS } from '../server/approval/paths.ts'
import { readCircumstances, readSituation } from '../server/approval/readSituation.ts'
import { type Situation, startOf } from '../server/approval/situation.ts'
import { take } from '../server/approval/take.ts'
import type { ActInput, Who } from '../server/cases/acting.ts'
import { type Acted, actOn } from '../server/cases/actOn.ts'
import type { Acting, Effects, OutsideEffect } from '../server/cases/effects.ts'
import { giveOpinion } from '../server/cases/giveOpinion.ts'
import { listForNoApplication } from '../server/cases/listForNoApplication.ts'
import { type CaseRow, type LoadedCase, loadCase } from '../server/cases/loadCase.ts'
import { type Application, openCase } from '../server/cases/openCase.ts'
import type { CaseReason } from '../server/cases/reasons.ts'
import { recordUpperLevelArrival } from '../server/cases/recordUpperLevelArrival.ts'
import { type NewItemSetting, saveItemSetting } from '../server/cases/saveItemSetting.ts'
import { savePath } from '../server/cases/savePath.ts'
import type { Database } from '../server/db/openDatabase.ts'
import { caseAct, department, duty, membership, person, subject } from '../server/db/tables.ts'
import { JOB, type Transaction, transact } from '../server/db/transact.ts'

export const NOW = new Date('2026-03-02T01:00:00Z')
const YUBEI = '渝北区'

const DEPARTMENTS = [
  { id: 'jxw', name: '渝北区经济信息委', district: YUBEI, kind: 'bureau' },
  { id: 'czj', name: '渝北区财政局', district: YUBEI, kind: 'finance' },
  { id: 'kjj', name: '渝北区科技局', district: YUBEI, kind: 'bureau' },
  { id: 'sjj', name: '渝北区审计局', district: YUBEI, kind: 'bureau' },
  { id: 'street', name: '渝北区某街道办事处', district: YUBEI, kind: 'street' },
  { id: 'other-street', name: '渝北区另一街道办事处', district: YUBEI, kind: 'street' },
  { id: 'beibei', name: '北碚区经济信息委', district: '北碚区', kind: 'bureau' },
  { id: 'beibei-sjj', name: '北碚区审计局', district: '北碚区', kind: 'bureau' },
] as const

const OFFICERS = [
  ['handler', 'handler', 'jxw'],
  ['handler2', 'handler', 'jxw'],
  ['reviewer', 'reviewer', 'jxw'],
  ['reviewer2', 'reviewer', 'jxw'],
  ['approver', 'approver', 'jxw'],
  ['approver2', 'approver', 'jxw'],
  ['payer', 'payer', 'czj'],
  ['payer2', 'payer', 'czj'],
  ['leader', 'leader', 'jxw'],
  ['science', 'handler', 'kjj'],
  ['street', 'handler', 'street'],
  ['other-street', 'handler', 'other-street'],
  ['beibei', 'handler', 'beibei'],
  ['auditor', 'auditor', 'sjj'],
  ['beibei-auditor', 'auditor', 'beibei-sjj'],
  ['admin', 'system_admin', null],
  ['audit-admin', 'audit_admin', null],
] as const

export type Login = (typeof OFFICERS)[number][0]

export const REASON: CaseReason = {
  code: 'other',
  text: '依据见条款',
  clause: { policy: '渝北府办发〔2024〕34号', article: '第三条', quote: '给予奖励' },
}

/** What a moment says in a test, and what the effects were asked to do, in order. */
type Moment = { budget: boolean; veto: boolean; readonly done: string[] }

export type World = {
  readonly database: Database
  readonly moment: Moment
  readonly effects: Effects
  idOf(login: Login): number
  asJob<T>(work: (tx: Transaction) => Promise<T>, now?: Date): Promise<T>
  as<T>(person: number, work: (tx: Transaction) => Promise<T>, now?: Date): Promise<T>
  newFirm(): Promise<Firm>
  newAgent(firm: Firm, scopes: readonly string[]): Promise<number>
  setting(
    of: Partial<Omit<NewItemSetting, 'path'>> & { readonly item: string; readonly path: string },
  ): Promise<number>
  open(
    firm: Firm,
    application: Partial<Application> & { readonly item: string },
    now?: Date,
  ): Promise<CaseRow>
  list(firm: Firm, item: string): Promise<number>
  load(caseId: number): Promise<LoadedCase>
  /** Acts with the version as it is, unless the input says another. */
  act(caseId: number, act: string, who: Who | Login, said?: Said): Promise<Acted>
}

export type Firm = { readonly id: number; readonly name: string; readonly owner: number }
type Said = Partial<ActInput> & { readonly now?: Date }

const NO_FACTS = { vocabulary: { enums: [], facts: [], collections: [], units: [] } }

export async function createWorld(database: Database): Promise<World> {
  const asJob: World['asJob'] = (work, now = NOW) => transact(database, { actor: JOB, now }, work)
  const ids = await asJob(createPeople)
  const versions = new Map<string, number>()
  for (const path of PATHS)
    versions.set(path.id, (await savePath(database, { actor: JOB, now: NOW }, path)).version)
  const moment: Moment = { budget: true, veto: false, done: [] }
  const effects = effectsOf(moment)
  const idOf: World['idOf'] = (login) => ids.get(login) ?? assert.fail(login)
  let firms = 0
  let keys = 0

  const world: World = {
    ...{ database, moment, effects, idOf, asJob },
    as: (person, work, now = NOW) => transact(database, { actor: { kind: 'person', person }, now }, work),
    newFirm: () => {
      const number = ++firms
      const name = `企业${number}`
      return asJob(async (tx) => {
        const [firm] = await tx.insert(subject).values({ kind: '企业', name, district: YUBEI }).returning()
        const [owner] = await tx
          .insert(person)
          .values({ login: `owner${number}`, name: `负责人${number}` })
          .returning()
        assert.ok(firm && owner)
        const scopes = ['view', 'apply', 'confirm', 'account']
        const tie = { kind: 'owner' as const, scopes, validFrom: '2026-01-01' }
        await tx.insert(membership).values({ ...tie, personId: owner.id, subjectId: firm.id })
        return { id: firm.id, name, owner: owner.id }
      })
    },
    newAgent: (firm, scopes) =>
      asJob(async (tx) => {
        const login = `agent${++firms}`
        const [agent] = await tx.insert(person).values({ login, name: '代办人' }).returning()
        assert.ok(agent)
        const tie = { kind: 'agent' as const, validFrom: '2026-01-01', validTo: '2026-12-31' }
        await tx
          .insert(membership)
          .values({ ...tie, scopes: [...scopes], personId: agent.id, subjectId: firm.id })
        return agent.id
      }),
    setting: ({ path, ...of }) =>
      saveItemSetting(
        database,
        { actor: JOB, now: NOW },
        {
          ...{ policy: '34号', district: YUBEI, leadDepartment: 'jxw', financeDepartment: 'czj' },
          ...{ publicityDays: 5, validFrom: '2025-01-01', ...of },
          path: { id: path, version: versions.get(path) ?? 0 },
        },
      ),
    open: (firm, application, now = NOW) =>
      openCase(
        database,
        { person: firm.owner, now, program: NO_FACTS },
        { subject: firm.id, policy: '34号', year: 2026, ...application },
      ),
    list: async (firm, item) => {
      const wanted = { policy: '34号', item, year: 2026 }
      const candidate = { subject: firm.id, finding: certainFinding(item) }
      const [listed] = await listForNoApplication(database, NOW, wanted, [candidate])
      assert.ok(listed?.kind === 'listed')
      return listed.caseId
    },
    load: async (caseId) => (await asJob((tx) => loadCase(tx, caseId))) ?? assert.fail(`case ${caseId}`),
    act: async (caseId, act, who, { now = NOW, ...said } = {}) => {
      const acting: Acting = {
        who: typeof who === 'string' ? { kind: 'person', person: idOf(who) } : who,
        ...{ now, effects },
      }
      const version = said.version ?? (await world.load(caseId)).row.version
      return actOn(database, acting, caseId, act, { key: `key ${++keys}`, reason: REASON, ...said, version })
    },
  }
  return world
}

async function createPeople(tx: Transaction): Promise<ReadonlyMap<string, number>> {
  await tx.insert(department).values([...DEPARTMENTS])
  const logins = OFFICERS.map(([login]) => ({ login, name: `${login}某` }))
  const rows = await tx.insert(person).values(logins).returning()
  const ids = new Map(rows.map(({ login, id }) => [login, id]))
  await tx.insert(duty).values(
    OFFICERS.map(([login, role, departmentId]) => ({
      ...{ personId: ids.get(login) ?? 0, role, departmentId, validFrom: '2026-01-01' },
    })),
  )
  return ids
}

const OUTSIDE: readonly OutsideEffect[] = [
  ...(['freeze', 'reserve', 'release', 'check_veto', 'make_order', 'cancel_order', 'send_order'] as const),
  ...(['order_paid', 'order_returned', 'order_unknown', 'uphold_objection', 'uphold_appeal'] as const),
]

function effectsOf(moment: Moment): Effects {
  const note = (effect: string) => async (): Promise<void> => {
    moment.done.push(effect)
  }
  const [freeze, reserve, release, check, make, cancel, send, paid, returned, unknown, uphold, again] =
    OUTSIDE.map(note)
  assert.ok(freeze && reserve && release && check && make && cancel && send)
  assert.ok(paid && returned && unknown && uphold && again)
  return {
    budgetSuffices: async () => moment.budget,
    vetoFound: async () => moment.veto,
    perform: {
      ...{ freeze, reserve, release, check_veto: check, make_order: make, cancel_order: cancel },
      ...{ send_order: send, order_paid: paid, order_returned: returned, order_unknown: unknown },
      ...{ uphold_objection: uphold, uphold_appeal: again },
    },
  }
}

export function certainFinding(item: string, more: Partial<Finding> = {}): Finding {
  return {
    ...{ item, title: item, policy: '34号', article: '第一条', category: '奖补', nature: 'cash' },
    ...{ outcome: 'eligible', amount: { kind: 'exact', yuan: '100000.00' } },
    ...{ causes: [], reasons: [], needs: [], basis: [], caps: [], parts: [], readings: [] },
    ...{ citations: [], changes: [], flags: [] },
    departments: { lead: [], responsible: [], openEnded: false, citations: [] },
    ...more,
  }
}

/** What an act needs from others before it: opinions, money of the upper level. */
export async function makeReady(world: World, { row }: LoadedCase, act: string, now: Date): Promise<void> {
  const { database } = world
  if (act === 'recommend' && row.takingPart.includes('kjj')) {
    const said = { department: 'kjj', stance: 'agree' } as const
    await giveOpinion(database, { person: world.idOf('science'), now }, row.id, said)
  }
  if (act === 'request-payment' && row.pathId === 'matching') {
    const occasion = { actor: { kind: 'person' as const, person: world.idOf('handler') }, now }
    const arrival = { amountFen: 1_000_000, arrivedOn: '2026-03-01', document: `到账单${now.getTime()}` }
    await recordUpperLevelArrival(database, occasion, row.id, arrival).catch((error: unknown) => {
      // A second request after a return finds the record there.
      if (!(error instanceof Error && error.message.includes('已经登记过'))) throw error
    })
  }
}

/** The situation that the timeline of a case leads to, act by act from the start of its path. */
export async function replayed(world: World, caseId: number): Promise<Situation> {
  const { path } = await world.load(caseId)
  const acts = await world.asJob((tx) =>
    tx.select().from(caseAct).where(eq(caseAct.caseId, caseId)).orderBy(asc(caseAct.number)),
  )
  let situation = startOf(path)
  for (const each of acts) {
    const act = stepOf(path, situation.step).acts.find(({ id }) => id === each.act)
    assert.ok(act && each.fromStep === situation.step)
    const actor = { party: act.by, person: each.personId ?? 0 }
    const circumstances = readCircumstances(each.circumstances)
    const taken = take(path, situation, each.act, actor, circumstances, each.reason !== null || !act.reason)
    assert.ok(taken.kind === 'taken', `${each.number} ${each.act}`)
    situation = taken.situation
    assert.deepEqual(readSituation(each.situation), situation)
  }
  return situation
}
