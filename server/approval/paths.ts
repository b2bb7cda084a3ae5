// The approval paths that come with the program, composed from parts that they share. An administrator may save others;
// every one is parsed by path.ts and explored by checkPath.ts first.

import type { z } from 'zod'
import { type Path, pathSchema } from './path.ts'

type Steps = z.input<typeof pathSchema>['steps']

// The applicant fills in and hands in.
const APPLYING: Steps = [
  {
    id: 'draft',
    name: '填写申报',
    state: 'draft',
    desk: 'applicant',
    acts: [
      { id: 'submit', name: '提交', to: 'acceptance', by: 'applicant' },
      { id: 'decline', name: '放弃', to: 'declined', by: 'applicant' },
    ],
  },
]

// Whether the papers are complete; what is missing is said once.
const ACCEPTING: Steps = [
  {
    id: 'acceptance',
    name: '形式审查',
    state: 'submitted',
    desk: 'lead',
    days: 5,
    acts: [
      { id: 'accept', name: '受理', to: 'handling', by: 'handler' },
      {
        id: 'ask-correction',
        name: '一次性告知补正',
        to: 'correcting',
        by: 'handler',
        needs: ['correction_unused'],
        does: ['use_correction'],
        reason: true,
      },
      { id: 'not-accept', name: '不予受理', to: 'not-accepted', by: 'handler', reason: true },
      { id: 'withdraw', name: '撤回', to: 'withdrawn', by: 'applicant' },
    ],
  },
  {
    id: 'correcting',
    name: '补正',
    state: 'correcting',
    desk: 'applicant',
    days: 10,
    acts: [
      { id: 'resubmit', name: '提交补正', to: 'acceptance', by: 'applicant' },
      { id: 'lapse', name: '逾期未补正', to: 'terminated', by: 'clock' },
      { id: 'withdraw', name: '撤回', to: 'withdrawn', by: 'applicant' },
    ],
  },
]

const REVIEWING: Steps = [
  {
    id: 'handling',
    name: '初审',
    state: 'in_review',
    desk: 'lead',
    days: 10,
    acts: [
      {
        id: 'recommend',
        name: '建议支持',
        to: 'reviewing',
        by: 'handler',
        hand: 'handle',
        needs: ['opinions_complete'],
      },
      { id: 'refuse', name: '建议不予支持', to: 'refusing', by: 'handler', hand: 'handle', reason: true },
      { id: 'withdraw', name: '撤回', to: 'withdrawn', by: 'applicant' },
    ],
  },
  {
    id: 'refusing',
    name: '复核不予支持',
    state: 'in_review',
    desk: 'lead',
    days: 5,
    acts: [
      { id: 'agree', name: '同意不予支持', to: 'refused', by: 'reviewer', hand: 'review', reason: true },
      { id: 'send-back', name: '退回初审', to: 'handling', by: 'reviewer', hand: 'review', reason: true },
    ],
  },
  {
    id: 'reviewing',
    name: '复核',
    state: 'in_review',
    desk: 'lead',
    days: 5,
    acts: [
      { id: 'agree', name: '同意', to: 'proposed', by: 'reviewer', hand: 'review', does: ['freeze'] },
      { id: 'send-back', name: '退回初审', to: 'handling', by: 'reviewer', hand: 'review', reason: true },
      { id: 'refuse', name: '不予支持', to: 'refused', by: 'reviewer', hand: 'review', reason: true },
    ],
  },
]

const PUBLISHING: Steps = [
  {
    id: 'proposed',
    name: '拟支持',
    state: 'proposed',
    desk: 'lead',
    days: 5,
    acts: [{ id: 'publish', name: '公示', to: 'in-publicity', by: 'handler', does: ['open_publicity'] }],
  },
  {
    id: 'in-publicity',
    name: '公示',
    state: 'in_publicity',
    desk: 'none',
    acts: [
      { id: 'object', name: '提出异议', to: 'objected', by: 'anyone', does: ['open_objection'] },
      {
        id: 'close-publicity',
        name: '公示期满',
        to: 'determining',
        by: 'clock',
        needs: ['publicity_over', 'no_open_objection'],
        does: ['close_publicity'],
      },
    ],
  },
  {
    id: 'objected',
    name: '处理异议',
    state: 'objected',
    desk: 'lead',
    days: 10,
    acts: [
      {
        id: 'dismiss-objection',
        name: '异议不成立',
        to: 'in-publicity',
        by: 'reviewer',
        does: ['settle_objection'],
        reason: true,
      },
      {
        id: 'uphold-objection',
        name: '异议成立，重新审核',
        to: 'handling',
        by: 'reviewer',
        does: ['uphold_objection'],
        reason: true,
      },
    ],
  },
]

const DETERMINING: Steps = [
  {
    id: 'determining',
    name: '审定',
    state: 'proposed',
    desk: 'lead',
    days: 5,
    acts: [
      {
        id: 'determine',
        name: '核定',
        to: 'determined',
        by: 'approver',
        hand: 'approve',
        needs: ['publicity_closed', 'no_open_objection', 'frozen'],
        does: ['reserve'],
      },
      { id: 'refuse', name: '不予支持', to: 'refused', by: 'approver', hand: 'approve', reason: true },
    ],
  },
]

const PAYING: Steps = [
  {
    id: 'determined',
    name: '用款计划',
    state: 'determined',
    desk: 'lead',
    days: 10,
    acts: [
      {
        id: 'request-payment',
        name: '申请拨付',
        to: 'awaiting-payment',
        by: 'handler',
        hand: 'handle',
        needs: ['frozen', 'reserved'],
      },
      {
        id: 'terminate',
        name: '终止',
        to: 'terminated',
        by: 'approver',
        hand: 'approve',
        does: ['release'],
        reason: true,
      },
    ],
  },
  {
    id: 'awaiting-payment',
    name: '拨付前复查',
    state: 'awaiting_payment',
    desk: 'finance',
    days: 10,
    acts: [
      {
        id: 'check-veto',
        name: '复查一票否决',
        to: 'awaiting-payment',
        by: 'handler',
        hand: 'handle',
        does: ['check_veto'],
      },
      {
        id: 'make-order',
        name: '开具支付单',
        to: 'paying',
        by: 'payer',
        hand: 'pay',
        needs: ['publicity_closed', 'no_open_objection', 'frozen', 'reserved', 'veto_clear'],
        does: ['make_order'],
      },
      {
        id: 'terminate',
        name: '终止',
        to: 'terminated',
        by: 'approver',
        hand: 'approve',
        does: ['release'],
        reason: true,
      },
    ],
  },
  {
    id: 'paying',
    name: '拨付',
    state: 'paying',
    desk: 'finance',
    days: 5,
    acts: [
      { id: 'send', name: '送银行', to: 'at-bank', by: 'payer', hand: 'pay', does: ['send_order'] },
      {
        id: 'cancel',
        name: '撤销支付单',
        to: 'determined',
        by: 'payer',
        hand: 'pay',
        reason: true,
        does: ['cancel_order'],
      },
    ],
  },
  {
    id: 'at-bank',
    name: '银行办理',
    state: 'paying',
    desk: 'finance',
    days: 3,
    acts: [
      { id: 'arrive', name: '到账', to: 'paid', by: 'bank', does: ['order_paid'] },
      { id: 'return', name: '退票', to: 'returned', by: 'bank', does: ['order_returned'] },
      { id: 'unknown', name: '结果不明', to: 'at-bank', by: 'bank', does: ['order_unknown'] },
    ],
  },
  {
    id: 'returned',
    name: '退票',
    state: 'returned',
    desk: 'finance',
    days: 5,
    acts: [
      {
        id: 'check-veto',
        name: '复查一票否决',
        to: 'returned',
        by: 'handler',
        hand: 'handle',
        does: ['check_veto'],
      },
      {
        id: 'make-order',
        name: '重新开具支付单',
        to: 'paying',
        by: 'payer',
        hand: 'pay',
        needs: ['publicity_closed', 'no_open_objection', 'frozen', 'reserved', 'veto_clear'],
        does: ['make_order'],
      },
      {
        id: 'terminate',
        name: '终止',
        to: 'terminated',
        by: 'approver',
        hand: 'approve',
        does: ['release'],
        reason: true,
      },
    ],
  },
  {
    id: 'paid',
    name: '到账',
    state: 'paid',
    desk: 'none',
    acts: [
      // What a bank has reported as arrived it may still send back.
      { id: 'return', name: '到账后退票', to: 'returned', by: 'bank', does: ['order_returned'] },
      { id: 'claw-back', name: '追回', to: 'recovering', by: 'approver', hand: 'approve', reason: true },
    ],
  },
  {
    id: 'recovering',
    name: '追回',
    state: 'recovering',
    desk: 'finance',
    days: 30,
    acts: [
      { id: 'recover', name: '已追回', to: 'recovered', by: 'payer', hand: 'pay' },
      { id: 'return', name: '追回中退票', to: 'came-back', by: 'bank', does: ['order_returned'] },
    ],
  },
  {
    // What was to be recovered has come back by itself: it is not paid again.
    id: 'came-back',
    name: '追回中退票',
    state: 'returned',
    desk: 'finance',
    days: 5,
    acts: [
      {
        id: 'terminate',
        name: '终止',
        to: 'terminated',
        by: 'approver',
        hand: 'approve',
        does: ['release'],
        reason: true,
      },
    ],
  },
]

type Refusing = {
  readonly id: string
  readonly name: string
  readonly state: Steps[number]['state']
  /** Where it goes on if the appeal is right. */
  readonly again: string
}

/**
 * A refusal against which the applicant may appeal (申诉) while its days last, once for each refusal. The leader answers
 * it: either the refusal stands, and that is the end, or it is taken back and the case is looked at again.
 */
function refusal({ id, name, state, again }: Refusing): Steps {
  return [
    {
      ...{ id, name, state, desk: 'none', days: 15 },
      acts: [
        { id: 'appeal', name: '申诉', to: `${id}-appealed`, by: 'applicant', does: ['open_appeal'] },
        { id: 'lapse', name: '申诉期满', to: `${id}-for-good`, by: 'clock' },
      ],
    },
    {
      ...{ id: `${id}-appealed`, name: `申诉处理（${name}）`, state: 'in_review', desk: 'lead', days: 15 },
      acts: [
        {
          ...{ id: 'uphold-appeal', name: '申诉成立，重新审核', to: again, by: 'leader', hand: 'appeal' },
          ...{ does: ['uphold_appeal'], reason: true },
        },
        {
          ...{ id: 'dismiss-appeal', name: '申诉不成立，维持原决定', to: `${id}-for-good`, by: 'leader' },
          ...{ hand: 'appeal', does: ['close_appeal'], reason: true },
        },
        {
          ...{ id: 'withdraw-appeal', name: '撤回申诉', to: `${id}-for-good`, by: 'applicant' },
          does: ['close_appeal'],
        },
      ],
    },
    { id: `${id}-for-good`, name: `${name}（办结）`, state, desk: 'none' },
  ]
}

const REFUSED = { id: 'refused', name: '不予支持', state: 'refused' } as const
const NOT_ACCEPTED = { id: 'not-accepted', name: '不予受理', state: 'not_accepted' } as const

const ENDS: Steps = [
  { id: 'recovered', name: '已追回', state: 'recovered', desk: 'none' },
  { id: 'declined', name: '已放弃', state: 'declined', desk: 'none' },
  { id: 'withdrawn', name: '已撤回', state: 'withdrawn', desk: 'none' },
  { id: 'terminated', name: '已终止', state: 'terminated', desk: 'none' },
]

/** The same steps with another list of acts, or other needs, in some of them. */
function changed(steps: Steps, id: string, change: (step: Steps[number]) => Steps[number]): Steps {
  return steps.map((each) => (each.id === id ? change(each) : each))
}

function alsoNeeds(
  steps: Steps,
  id: string,
  act: string,
  need: NonNullable<Acts[number]['needs']>[number],
): Steps {
  return changed(steps, id, (step) => ({
    ...step,
    acts: (step.acts ?? []).map((each) =>
      each.id === act ? { ...each, needs: [...(each.needs ?? []), need] } : each,
    ),
  }))
}

type Acts = NonNullable<Steps[number]['acts']>

// The landlord (a state platform company) or the street office looks first, the bureau after it (34号 三).
const CHECKING: Steps = [
  {
    id: 'checking',
    name: '初核（出租方或镇街）',
    state: 'in_review',
    desk: 'first',
    days: 10,
    acts: [
      { id: 'pass', name: '初核通过', to: 'handling', by: 'handler', hand: 'check' },
      { id: 'fail', name: '初核不通过', to: 'refusing', by: 'handler', hand: 'check', reason: true },
      { id: 'withdraw', name: '撤回', to: 'withdrawn', by: 'applicant' },
    ],
  },
]

// Government finds the firm from what it holds; the firm only says yes.
const LISTING: Steps = [
  {
    id: 'listing',
    name: '拟定免申名单',
    state: 'draft',
    desk: 'lead',
    days: 10,
    acts: [
      { id: 'list', name: '列入名单', to: 'checking-list', by: 'handler', hand: 'handle' },
      { id: 'leave-out', name: '不列入', to: 'refused', by: 'handler', hand: 'handle', reason: true },
    ],
  },
  {
    id: 'checking-list',
    name: '复核名单',
    state: 'in_review',
    desk: 'lead',
    days: 5,
    acts: [
      { id: 'agree', name: '同意', to: 'confirming', by: 'reviewer', hand: 'review', does: ['freeze'] },
      { id: 'send-back', name: '退回', to: 'listing', by: 'reviewer', hand: 'review', reason: true },
    ],
  },
  {
    id: 'confirming',
    name: '企业确认',
    state: 'proposed',
    desk: 'applicant',
    days: 10,
    acts: [
      { id: 'confirm', name: '确认意愿和收款账户', to: 'proposed', by: 'applicant' },
      { id: 'decline', name: '放弃', to: 'declined', by: 'applicant' },
      { id: 'lapse', name: '逾期未确认', to: 'declined', by: 'clock' },
    ],
  },
]

const without = (steps: Steps, ...ids: string[]): Steps => steps.filter((each) => !ids.includes(each.id))

const TAIL: Steps = [...PUBLISHING, ...DETERMINING, ...PAYING]
const REFUSING: Steps = refusal({ ...REFUSED, again: 'handling' })
const NOT_ACCEPTING: Steps = refusal({ ...NOT_ACCEPTED, again: 'acceptance' })

const REVIEW: Steps = [
  ...APPLYING,
  ...ACCEPTING,
  ...REVIEWING,
  ...TAIL,
  ...NOT_ACCEPTING,
  ...REFUSING,
  ...ENDS,
]

const TWO_LEVELS: Steps = [
  ...APPLYING,
  ...changed(ACCEPTING, 'acceptance', (step) => ({
    ...step,
    desk: 'first',
    acts: (step.acts ?? []).map((each) => (each.id === 'accept' ? { ...each, to: 'checking' } : each)),
  })),
  ...CHECKING,
  ...REVIEWING,
  ...TAIL,
  ...NOT_ACCEPTING,
  ...REFUSING,
  ...ENDS,
]

const INSTANT: Steps = [
  ...changed(APPLYING, 'draft', (step) => ({
    ...step,
    acts: (step.acts ?? []).map((each) => (each.id === 'submit' ? { ...each, to: 'handling' } : each)),
  })),
  ...changed(REVIEWING, 'handling', (step) => ({ ...step, state: 'accepted', days: 3 })),
  ...TAIL,
  ...REFUSING,
  ...ENDS,
]

const NO_APPLICATION: Steps = [
  ...LISTING,
  ...changed(PUBLISHING, 'objected', (step) => ({
    ...step,
    acts: (step.acts ?? []).map((each) =>
      each.id === 'uphold-objection' ? { ...each, to: 'listing' } : each,
    ),
  })),
  ...DETERMINING,
  ...PAYING,
  ...refusal({ ...REFUSED, again: 'listing' }),
  ...without(ENDS, 'withdrawn'),
]

/** Parsed, so that what the program brings is held to the same form as what people save. */
export const PATHS: readonly Path[] = [
  { id: 'review', name: '评审', mode: 'review', start: 'draft', steps: REVIEW },
  { id: 'two-levels', name: '两级审核', mode: 'review', start: 'draft', steps: TWO_LEVELS },
  { id: 'instant', name: '即申即享', mode: 'instant', start: 'draft', steps: INSTANT },
  { id: 'no-application', name: '免申即享', mode: 'no_application', start: 'listing', steps: NO_APPLICATION },
  {
    ...{ id: 'selection', name: '评选（有名额）', mode: 'review', start: 'draft' },
    steps: alsoNeeds(REVIEW, 'determining', 'determine', 'place_left'),
  },
  {
    ...{ id: 'matching', name: '配套（上级资金到位后）', mode: 'review', start: 'draft' },
    steps: alsoNeeds(REVIEW, 'determined', 'request-payment', 'upper_level_paid'),
  },
].map((each) => pathSchema.parse(each))
