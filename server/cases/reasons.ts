// Why a case was refused, sent back or ended: a closed list, so that it can be counted, with the clause it rests on.
import { z } from 'zod'

export const REASON_CODES = {
  not_eligible: '不符合条件',
  papers_incomplete: '材料不齐',
  facts_unproven: '事实没有佐证',
  outside_window: '不在申报期内',
  duplicate: '重复申报',
  false_papers: '材料虚假',
  veto: '有一票否决情形',
  no_place: '名额已满',
  objection_upheld: '异议成立',
  objection_dismissed: '异议不成立',
  appeal_upheld: '申诉成立',
  appeal_dismissed: '申诉不成立',
  gave_up: '企业放弃',
  basis_gone: '支持依据不再成立',
  rework: '需要重新审核',
  payment: '支付信息有误',
  /** Said by the clock alone: it rests on a due day, not on a clause. */
  lapsed: '逾期未办',
  other: '其他',
} as const

const codes = Object.keys(REASON_CODES).filter((each) => each !== 'lapsed')

/** What a negative or returning act must say: it is shown to the applicant. */
export const reasonSchema = z.strictObject({
  code: z.string().refine((code) => codes.includes(code)),
  text: z.string().trim().min(1).max(2000),
  clause: z.strictObject({
    policy: z.string().trim().min(1),
    article: z.string().trim().min(1),
    quote: z.string().trim().min(1),
  }),
})

export type CaseReason = z.infer<typeof reasonSchema>
