// The states of a case, as the field names them. Every state after which nothing more happens says how it ended.

export const CASE_STATES = {
  draft: '草稿',
  submitted: '已提交',
  correcting: '待补正',
  accepted: '已受理',
  not_accepted: '不予受理',
  in_review: '审核中',
  proposed: '拟支持',
  in_publicity: '公示中',
  objected: '有异议',
  determined: '已核定',
  awaiting_payment: '待拨付',
  paying: '拨付中',
  paid: '已到账',
  returned: '退票',
  refused: '不予支持',
  declined: '已放弃',
  withdrawn: '已撤回',
  terminated: '已终止',
  recovering: '待追回',
  recovered: '已追回',
} as const

export type CaseState = keyof typeof CASE_STATES

const isState = (name: string): name is CaseState => name in CASE_STATES

/** Their names in the order of the field, as tables take them. */
export const CASE_STATE_NAMES = nonEmpty(Object.keys(CASE_STATES).filter(isState))

function nonEmpty([first, ...rest]: CaseState[]): [CaseState, ...CaseState[]] {
  if (first === undefined) throw new Error('no states')
  return [first, ...rest]
}

/** Ends without an award: another try is open (the index one_case_of_item has the same list). */
export const GIVEN_UP: ReadonlySet<CaseState> = new Set([
  'withdrawn',
  'declined',
  'not_accepted',
  'terminated',
  'refused',
])

/** Ends that are not what the applicant asked for: each needs a reason with its clause. */
export const NEGATIVE: ReadonlySet<CaseState> = new Set([
  'not_accepted',
  'refused',
  'terminated',
  'recovering',
])
