// What the rules of money refuse → a closed list of kinds, and Chinese words that say what to do instead.
import { type RefusalWords, inWords as worded } from '../db/inWords.ts'

export type MoneyProblem =
  | 'short' // the envelope does not hold enough
  | 'expired' // the programme is not within its time
  | 'ceiling' // an item's, a group's or a year's
  | 'amount' // sums that do not fit each other
  | 'hands' // one person would do what two must
  | 'recused'
  | 'clearance' // publicity, objections, veto
  | 'state' // the thing is past or before this act
  | 'twice' // already entered
  | 'fixed' // what cannot be changed
  | 'notYours'
  | 'missing'
  | 'file'

/** Thrown for what the person who asked can mend; nothing of their act has been saved. */
export class MoneyError extends Error {
  readonly kind: MoneyProblem

  constructor(kind: MoneyProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'MoneyError'
    this.kind = kind
  }
}

/** By the name of the constraint with which the database refuses (migrations/0003-money.sql), or PostgreSQL's code. */
const WORDS: RefusalWords<MoneyProblem> = {
  money_enough: ['short', '资金盘子的可用余额不够，请减少金额，或先下达资金、退回不再支付的部分'],
  reserved_enough: ['short', '资金盘子里核定待付的余额不够，请核对支付单与核定'],
  in_transit_enough: ['short', '资金盘子里在途的余额不够，请核对银行回单'],
  paid_enough: ['short', '资金盘子里已付的余额不够，请核对退票与追回'],
  recovered_enough: ['short', '追回的余额不够，请核对要冲正的那笔追回'],
  recovered_within_paid: ['amount', '追回不能多于已付，请先核对退票与追回'],
  balance_adds_up: ['amount', '分录不平，整笔往来没有保存'],
  envelope_in_time: ['expired', '专项不在有效期内，不能再核定或支付；确需支付的，先办理延期或结转'],
  envelope_once: ['twice', '同一专项、文件、年度和来源的资金盘子已经有了，请在那里下达'],
  envelope_dates: ['amount', '到期日早于生效日，请改正日期'],
  allotted_once: ['twice', '这份文件的资金已经下达过，请核对文号'],
  postings_together: ['fixed', '一笔往来的分录要一次写全，不能事后补'],
  transaction_has_postings: ['fixed', '没有分录的往来不能保存'],
  postings_sum_to_zero: ['amount', '分录合计不为零，整笔往来没有保存'],
  reversal_is_the_opposite: ['fixed', '只有下达和追回可以冲正，且要原额冲正；核定用退回，支付用退票'],
  reversed_once: ['twice', '这笔往来已经冲正过'],
  award_hands: ['hands', '经办、复核、审批必须是三个不同的人'],
  one_award_of_case: ['twice', '这个办件已有核定，请先退回未付部分再重新核定'],
  stage_within: ['amount', '超过这一期的核定金额（已开支付单和已退回的都算在内），请减少金额'],
  stage_paid_within: ['amount', '已付多于支付单，请核对银行回单'],
  stages_sum_to_award: ['amount', '各期金额之和要等于核定金额'],
  stage_known: ['missing', '没有这一期核定'],
  stage_met: ['state', '这一期要等的条件还没有达到，请先确认条件'],
  subject_known: ['missing', '没有这个主体'],
  earlier_payment_once: ['twice', '这份来源的这一行已经登记过'],
  clearance_missing: ['clearance', '支付前没有核对公示、异议和否决情形，请先核对'],
  clearance_last: ['clearance', '核对之后又有新的核对记录，请按最新的一次重新开单'],
  clearance_of_today: ['clearance', '否决情形要在开单当天核对，请今天重新核对后再开单'],
  publicity_closed: ['clearance', '公示还没有结束，不能支付'],
  objections_settled: ['clearance', '还有异议没有办结，不能支付'],
  no_veto: ['clearance', '核对发现否决情形，不能支付；请退回办件处理'],
  payment_order_key: ['twice', '同一个请求号已用于内容不同的支付单，请换一个请求号'],
  replaces_returned: [
    'state',
    '这一期有退票：新支付单要写明它代替哪一张退票的支付单，且只能代替退票的那一张',
  ],
  replaced_once: ['twice', '那张退票的支付单已有新单代替'],
  order_is_fixed: ['fixed', '支付单开出后不能改，请作废后重开'],
  order_state: ['state', '支付单现在的状态不能这样办，请刷新后核对'],
  bank_has_said: ['state', '到账、退票和待查只能按银行的回复登记'],
  batch_open: ['state', '批次不在收集状态；已封存的批次要先解散'],
  batch_state: ['state', '批次现在的状态不能这样办，请刷新后核对；一个批次只发送一次'],
  batch_is_fixed: ['fixed', '批次的内容由支付单得出，不能改'],
  batch_not_empty: ['state', '批次里没有支付单'],
  batch_exported: ['state', '这个批次靠文件送银行，请先导出文件'],
  result_file_once: ['twice', '这份回单已经导入过'],
  result_has_reason: ['missing', '退票和待查要写原因'],
  maker_does_not_send: ['hands', '开支付单的人不能自己发送，请由另一位支付人员发送'],
  four_hands: ['hands', '经办、复核、审批、支付必须是不同的人，请由另一位同志办理'],
  recused: ['recused', '有人应当对这个主体回避，请由其他同志办理'],
  person_acts: ['notYours', '这件事要由人办理，程序不能自己做'],
  not_yours: ['notYours', '您的岗位或授权不包括这件事'],
  clawback_within_paid: ['amount', '追回决定的总额不能多于这项核定已付的金额'],
  clawback_known: ['missing', '没有这项追回决定'],
  recovered_within_clawback: ['amount', '收到的多于应追回的余额，请核对'],
  recovered_once: ['twice', '这个回单号的追回已经登记过'],
  committed_once: ['twice', '这份协议的投资已经登记过'],
  commitment_within: ['ceiling', '单笔投资超过文件规定的上限'],
  commitment_dates: ['amount', '最早退出日早于投资日，请改正日期'],
  exited_once: ['twice', '这个回单号的退出已经登记过'],
  exit_in_time: ['state', '还没有到约定的最早退出日'],
  exit_within: ['amount', '退出的金额多于还在投资的金额'],
  // A row that rights hide, or do not allow.
  42501: ['notYours', '您的岗位或授权不包括这件事'],
}

/** Waits for a piece of work; what the rules of money refuse in it comes as a MoneyError. */
export function inWords<T>(work: Promise<T>): Promise<T> {
  return worded(work, WORDS, (kind, message, options) => new MoneyError(kind, message, options))
}

/** The only row; throws when rights hide it or it is not there. */
export function theRow<T>(rows: readonly T[], what: string): T {
  const [row] = rows
  if (row === undefined) throw new MoneyError('missing', `没有这${what}，或者您无权办理`)
  return row
}
