// The steps of a task and the acts between them, as people and the database know them (task_act_rules in 0013-tasks.sql).
import type { TASK_STEPS } from '../../db/tables.ts'

export type TaskStep = (typeof TASK_STEPS)[number]

/** What has been done last: a task stands at it until the next step. */
export const STEP_NAMES: Readonly<Record<TaskStep, string>> = {
  registered: '立项',
  assigned: '交办',
  signed: '签收',
  broken_down: '分解',
  reported: '反馈',
  reviewed: '复核',
  finished: '办结',
  struck: '销号',
}

/** office 计划统筹, lead 牵头单位, owner 责任单位, checker 计划统筹或牵头单位复核岗, planning 计划统筹或牵头单位. */
export type TaskParty = 'office' | 'lead' | 'owner' | 'checker' | 'planning' | 'clock'

export type TaskActRule = {
  readonly name: string
  readonly from: readonly TaskStep[]
  /** Undefined: the task stays where it is. */
  readonly to?: TaskStep
  readonly party: TaskParty
  /** Whether something must be said. */
  readonly says: boolean
}

const UNDER_WAY = ['assigned', 'signed', 'broken_down'] as const
const BEFORE_STRUCK = [...UNDER_WAY, 'reported', 'reviewed', 'finished'] as const
const quiet = { says: false } as const
const said = { says: true } as const

export const TASK_ACTS = {
  register: { name: '立项', from: [], to: 'registered', party: 'clock', ...quiet },
  assign: { name: '交办', from: ['registered'], to: 'assigned', party: 'office', ...quiet },
  sign: { name: '签收', from: ['assigned'], to: 'signed', party: 'lead', ...quiet },
  break_down: { name: '分解', from: ['signed'], to: 'broken_down', party: 'lead', ...quiet },
  progress: { name: '反馈进展', from: ['broken_down'], party: 'owner', ...said },
  report: { name: '反馈完成', from: ['broken_down'], to: 'reported', party: 'lead', ...said },
  review: { name: '复核通过', from: ['reported'], to: 'reviewed', party: 'checker', ...quiet },
  return: {
    ...{ name: '退回重办', from: ['reported', 'reviewed', 'finished'], to: 'broken_down', party: 'checker' },
    ...said,
  },
  finish: { name: '办结', from: ['reviewed'], to: 'finished', party: 'lead', ...quiet },
  strike: { name: '销号', from: ['finished'], to: 'struck', party: 'office', ...quiet },
  own: {
    ...{ name: '补全责任单位', from: ['registered', ...UNDER_WAY, 'reported'], party: 'office' },
    ...said,
  },
  set_deadline: { name: '定期限', from: ['registered', ...UNDER_WAY], party: 'office', ...said },
  node: { name: '增加节点', from: [...UNDER_WAY], party: 'planning', ...quiet },
  replan: { name: '调整节点', from: [...UNDER_WAY], party: 'office', ...said },
  node_done: { name: '节点完成', from: ['signed', 'broken_down'], party: 'owner', ...quiet },
  ask: { name: '请示', from: [...BEFORE_STRUCK], party: 'owner', ...said },
  answer: { name: '答复', from: [...BEFORE_STRUCK], party: 'office', ...said },
  remind: { name: '提醒', from: ['registered', ...UNDER_WAY], party: 'clock', ...quiet },
  escalate: { name: '督办', from: ['registered', ...UNDER_WAY], party: 'clock', ...quiet },
} as const satisfies Readonly<Record<string, TaskActRule>>

export type TaskAct = keyof typeof TASK_ACTS

export const TASK_ACT_NAMES = Object.keys(TASK_ACTS).filter(isTaskAct)

export function isTaskAct(text: string): text is TaskAct {
  return Object.hasOwn(TASK_ACTS, text)
}

/** With one type for all acts, as those read it who do not know which it is. */
export const ruleOf = (act: TaskAct): TaskActRule => TASK_ACTS[act]
