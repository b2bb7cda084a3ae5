// The lists of projects (四张清单), what leads from one to the next, and the acts, as people and the database know them
// (project_stages, project_gates, project_act_rules in 0015-projects.sql). The names of the lists are the document's
// (yuzhong-2024-plan 四（七）); what a gate needs is this system's own, no document says it.
import type { DROP_REASONS, POOL_STATES, PROJECT_STAGES } from '../../db/tables.ts'

export type ProjectStage = (typeof PROJECT_STAGES)[number]
export type DropReason = (typeof DROP_REASONS)[number]
export type PoolState = (typeof POOL_STATES)[number]

/** Where the document sets up the four lists. */
export const FOUR_LISTS = { policy: 'yuzhong-2024-plan', list: 'list-yz-four-lists' } as const

/** The four lists; a project that is completed or dropped stands on none. */
export const LISTS = ['to_attract', 'in_talks', 'preparing', 'building'] as const
export type ProjectList = (typeof LISTS)[number]

export const STAGE_NAMES: Readonly<Record<ProjectStage, string>> = {
  to_attract: '拟招引',
  in_talks: '在谈',
  preparing: '前期规划',
  building: '在建',
  completed: '已建成',
  dropped: '已终止',
}

export const isList = (stage: ProjectStage): stage is ProjectList => LISTS.some((each) => each === stage)

export type Gate = { readonly gate: string; readonly name: string }

export const GATES: Readonly<Record<ProjectList, readonly Gate[]>> = {
  to_attract: [
    { gate: 'contact', name: '明确投资方和对接人' },
    { gate: 'fit', name: '研判产业方向与区域匹配' },
  ],
  in_talks: [
    { gate: 'agreement', name: '签订投资（意向）协议' },
    { gate: 'site', name: '落实选址或载体' },
  ],
  preparing: [
    { gate: 'approval', name: '审批、核准或备案' },
    { gate: 'land', name: '用地、用房手续' },
    { gate: 'funds', name: '建设资金落实' },
    { gate: 'permit', name: '施工许可或开工手续' },
  ],
  building: [
    { gate: 'acceptance', name: '竣工验收' },
    { gate: 'operation', name: '投产（投用）' },
  ],
}

export const DROP_NAMES: Readonly<Record<DropReason, string>> = {
  investor_withdrew: '投资方放弃',
  moved_elsewhere: '落户其他地区',
  site: '选址或载体未落实',
  funds: '资金未落实',
  approval: '未通过审批',
  market: '市场变化',
  policy: '政策或规划调整',
  merged: '并入其他项目',
  other: '其他',
}

export const POOL_NAMES: Readonly<Record<PoolState, string>> = {
  not_applied: '未申报',
  applied: '已申报',
  admitted: '已入库',
  refused: '未入选',
  removed: '已出库',
}

type Rule = {
  readonly name: string
  readonly topic: string
  readonly from: readonly ProjectStage[]
  /** Whether something must be said, and whether a paper must be named. */
  readonly says: boolean
  readonly proves: boolean
}

const ALL = [...LISTS, 'completed', 'dropped'] as const
const quiet = { says: false, proves: false } as const
const said = { says: true, proves: false } as const
const proved = { says: false, proves: true } as const

export const PROJECT_ACTS = {
  register: { name: '登记', topic: 'stage', from: [], ...quiet },
  gate: { name: '完成前置事项', topic: 'gate', from: [...LISTS], ...proved },
  advance: { name: '转入下一张清单', topic: 'stage', from: [...LISTS], ...quiet },
  put_back: { name: '退回上一张清单', topic: 'stage', from: ['in_talks', 'preparing', 'building'], ...said },
  drop: { name: '终止', topic: 'stage', from: [...LISTS], ...said },
  revive: { name: '恢复', topic: 'stage', from: ['dropped'], ...said },
  replan: { name: '调整计划日期', topic: 'plan', from: [...LISTS], ...said },
  revise: { name: '更正登记内容', topic: 'about', from: [...ALL], ...said },
  pool: { name: '登记重点项目库情况', topic: 'pool', from: [...LISTS, 'completed'], ...proved },
  green: { name: '登记绿色通道', topic: 'green', from: [...LISTS], says: true, proves: true },
  verify: {
    name: '登记核定投资和进度',
    topic: 'facts',
    from: ['preparing', 'building', 'completed'],
    ...proved,
  },
  meet: { name: '登记会商意见', topic: 'meeting', from: [...LISTS], ...said },
  note: { name: '记事', topic: 'note', from: [...ALL], ...said },
} as const satisfies Readonly<Record<string, Rule>>

export type ProjectAct = keyof typeof PROJECT_ACTS

export const PROJECT_ACT_NAMES = Object.keys(PROJECT_ACTS).filter(isProjectAct)

export function isProjectAct(text: string): text is ProjectAct {
  return Object.hasOwn(PROJECT_ACTS, text)
}

export const projectRule = (act: ProjectAct): Rule => PROJECT_ACTS[act]

/** Where `advance` leads. */
export function nextStage(stage: ProjectList): ProjectStage {
  return LISTS[LISTS.indexOf(stage) + 1] ?? 'completed'
}
