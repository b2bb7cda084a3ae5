// An approval path (审批路径) is data: steps, the acts possible in each, what an act needs and what it does. The same
// interpreter walks it for a real case and in the model checker.
import { z } from 'zod'
import { CASE_STATES } from './states.ts'
import { TRANSFER } from './transferAct.ts'

/**
 * Those who can act: the applicant's side, the clock, the bank, anyone (an objection), or an officer by duty. The leader of
 * a department answers appeals.
 */
export const PARTIES = [
  'applicant',
  'anyone',
  'clock',
  'bank',
  'handler',
  'reviewer',
  'approver',
  'payer',
  'leader',
] as const

/** The hands through which a payment passes (经办、复核、审批、支付; 初审 where a text has two levels). */
export const PAYING_HANDS = ['check', 'handle', 'review', 'approve', 'pay'] as const

/** All hands; whoever answers an appeal is none of the others (申诉). */
export const HANDS = [...PAYING_HANDS, 'appeal'] as const

const NEEDS = {
  correction_unused: '补正只能一次性告知',
  publicity_over: '公示期已满',
  publicity_closed: '公示已结束',
  no_open_objection: '没有未处理的异议',
  opinions_complete: '各参与部门都已出具意见',
  frozen: '核定依据已固定',
  reserved: '资金已预留',
  veto_clear: '拨付前复查没有一票否决情形',
  upper_level_paid: '上级资金已到位',
  place_left: '名额未满',
} as const

const EFFECTS = {
  use_correction: '一次性告知补正',
  open_publicity: '开始公示',
  open_objection: '登记异议',
  settle_objection: '异议不成立',
  uphold_objection: '异议成立，公示作废',
  close_publicity: '结束公示',
  freeze: '固定事实、规则、口径和计算过程',
  reserve: '预留资金',
  release: '释放预留资金',
  check_veto: '复查一票否决情形',
  make_order: '开具支付单',
  cancel_order: '撤销支付单',
  send_order: '送银行',
  order_paid: '银行已付',
  order_returned: '银行退票',
  order_unknown: '银行结果不明',
  open_appeal: '登记申诉',
  close_appeal: '申诉办结，维持原决定',
  uphold_appeal: '申诉成立，撤销原决定',
} as const

export type Party = (typeof PARTIES)[number]
export type Hand = (typeof HANDS)[number]
export type Need = keyof typeof NEEDS
export type Effect = keyof typeof EFFECTS

/** Whose desk a step lies on: the lead department, the one that checks first, all that take part, or finance. */
const DESKS = ['applicant', 'first', 'lead', 'all', 'finance', 'none'] as const

const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>): [K, ...K[]] => {
  const [first, ...rest] = Object.keys(record).filter((each): each is K => each in record)
  if (first === undefined) throw new Error('nothing to choose from')
  return [first, ...rest]
}

const actSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z-]*$/)
    .refine((id) => id !== TRANSFER),
  name: z.string().min(1),
  to: z.string(),
  by: z.enum(PARTIES),
  hand: z.enum(HANDS).optional(),
  needs: z.array(z.enum(keysOf(NEEDS))).default([]),
  does: z.array(z.enum(keysOf(EFFECTS))).default([]),
  /** Whether it must say why, by a reason and its clause. */
  reason: z.boolean().default(false),
})

const stepSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  name: z.string().min(1),
  state: z.enum(keysOf(CASE_STATES)),
  desk: z.enum(DESKS),
  /** Working days after which the step is late. */
  days: z.int().positive().optional(),
  acts: z.array(actSchema).default([]),
})

export const pathSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  name: z.string().min(1),
  mode: z.enum(['no_application', 'instant', 'review']),
  start: z.string(),
  steps: z.array(stepSchema).min(2),
})

export type PathAct = z.infer<typeof actSchema>
export type PathStep = z.infer<typeof stepSchema>
export type Path = z.infer<typeof pathSchema>

/** The step of that name; a path that was read by `readPath` has every step that its acts lead to. */
export function stepOf(path: Path, id: string): PathStep {
  const step = path.steps.find((each) => each.id === id)
  if (!step) throw new Error(`审批路径「${path.name}」没有环节「${id}」`)
  return step
}

/** Whether the applicant may appeal there: against a refusal, as long as its days last. */
export const offersAppeal = ({ acts }: PathStep): boolean =>
  acts.some(({ does }) => does.includes('open_appeal'))
