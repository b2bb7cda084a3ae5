// A district with a plan office, two bureaus and a neighbour, for tests of the plan.
import type { Program } from '#lang'
import type { Database } from '../server/db/openDatabase.ts'
import { department, duty, person } from '../server/db/tables.ts'
import { JOB, type Transaction, transact } from '../server/db/transact.ts'
import { makeOfficial } from '../server/plan/targets/makeOfficial.ts'
import { reportValue } from '../server/plan/targets/reportValue.ts'
import { type NewSetting, saveSetting } from '../server/plan/targets/saveSetting.ts'

export const DISTRICT = '渝中区'
export const POLICY = 'yuzhong-2024-plan'

const DEPARTMENTS = [
  { id: 'cyj', name: '渝中区产业发展局', district: DISTRICT, kind: 'bureau' },
  { id: 'jxw', name: '渝中区经信委', district: DISTRICT, kind: 'bureau' },
  { id: 'fgw', name: '渝中区发改委', district: DISTRICT, kind: 'bureau' },
  { id: 'street', name: '渝中区某街道办事处', district: DISTRICT, kind: 'street' },
  { id: 'yubei', name: '渝北区经济信息委', district: '渝北区', kind: 'bureau' },
] as const

const OFFICERS = [
  ['reporter', 'handler', 'cyj'],
  ['checker', 'reviewer', 'cyj'],
  ['economy', 'handler', 'jxw'],
  ['planner', 'planner', 'fgw'],
  ['planner2', 'planner', 'fgw'],
  ['street', 'handler', 'street'],
  ['yubei', 'handler', 'yubei'],
  ['yubei-planner', 'planner', 'yubei'],
  ['admin', 'system_admin', null],
] as const

export type PlanLogin = (typeof OFFICERS)[number][0]

export type PlanWorld = {
  readonly database: Database
  readonly program: Program
  idOf(login: PlanLogin): number
  as<T>(login: PlanLogin, work: (tx: Transaction) => Promise<T>, now?: Date): Promise<T>
  asJob<T>(work: (tx: Transaction) => Promise<T>, now?: Date): Promise<T>
  setting(of: Partial<NewSetting> & { readonly target: string }, now?: Date): Promise<void>
  /** Reports and makes official, a moment later. */
  official(target: string, period: string, value: string, now: Date): Promise<number>
}

export const START = new Date('2025-01-02T01:00:00Z')

const PLAIN: Omit<NewSetting, 'target'> = {
  ...{ policy: POLICY, district: DISTRICT, departmentId: 'cyj', definition: '按条文', formula: '' },
  ...{ unit: '家', source: '部门台账', periodicity: 'quarter', gathers: 'level', firstPeriod: '2024Q1' },
  ...{ dueDays: 15, lowest: null, highest: null, note: '' },
}

export async function createPlanWorld(database: Database, program: Program): Promise<PlanWorld> {
  const asJob = <T>(work: (tx: Transaction) => Promise<T>, now = START): Promise<T> =>
    transact(database, { actor: JOB, now }, work)
  const ids = await asJob(async (tx) => {
    await tx.insert(department).values([...DEPARTMENTS])
    const made = new Map<string, number>()
    for (const [login, role, departmentId] of OFFICERS) {
      const [row] = await tx
        .insert(person)
        .values({ login, name: `${login}其人` })
        .returning()
      if (!row) throw new Error('nothing was inserted')
      made.set(login, row.id)
      await tx.insert(duty).values({ personId: row.id, role, departmentId, validFrom: '2020-01-01' })
    }
    return made
  })
  const idOf = (login: PlanLogin): number => ids.get(login) ?? 0
  const as = <T>(login: PlanLogin, work: (tx: Transaction) => Promise<T>, now = START): Promise<T> =>
    transact(database, { actor: { kind: 'person', person: idOf(login) }, now }, work)
  return {
    ...{ database, program, idOf, as, asJob },
    async setting(of, now = START) {
      const actor = { kind: 'person' as const, person: idOf('planner') }
      await saveSetting(database, { actor, now }, program, { ...PLAIN, ...of })
    },
    async official(target, period, value, now) {
      const which = { policy: POLICY, target, district: DISTRICT }
      const by = { person: idOf('reporter') }
      const { id } = await reportValue(database, { by, now }, program, {
        ...which,
        period,
        value,
        reason: '',
      })
      const later = new Date(now.getTime() + 1000)
      await makeOfficial(database, { person: idOf('planner'), now: later }, program, id)
      return id
    },
  }
}
