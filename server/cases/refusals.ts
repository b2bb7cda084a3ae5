// What stands against an act on a case, each with what to do instead. A closed list: screens and tests switch over it.
import type { Need, Party, Path, PathAct } from '../approval/path.ts'
import { stepOf } from '../approval/path.ts'
import type { Taken } from '../approval/take.ts'

type TakeRefusal = Extract<Taken, { kind: 'refused' }>['why'][number]

export type RefusalKind =
  | 'unknown_case'
  | 'stale'
  | 'key_used'
  | 'recused'
  | 'no_clause'
  | 'no_correction'
  | 'no_objection'
  | 'no_grounds'
  | 'other_try'
  | 'outside_window'
  | 'not_due'
  | 'not_possible'
  | TakeRefusal['kind']

export type CaseRefusal = { readonly kind: RefusalKind; readonly text: string }

export const PARTY_NAMES: Readonly<Record<Party, string>> = {
  applicant: '申报企业',
  anyone: '任何人',
  clock: '系统（到期自动）',
  bank: '银行回执',
  handler: '经办岗',
  reviewer: '复核岗',
  approver: '审批岗',
  payer: '支付岗',
  leader: '部门领导',
}

const NEED_TEXTS: Readonly<Record<Need, string>> = {
  correction_unused: '补正只能一次性告知，这件已经告知过；材料仍不齐的，请作不予受理并写明理由',
  publicity_over: '公示期未满，期满后由系统自动结束公示',
  publicity_closed: '公示还没有结束，请等公示期满并处理完异议',
  no_open_objection: '还有异议没有处理，请先由复核岗作出处理',
  opinions_complete: '参与部门的意见还没有收齐，请催办后再提交',
  frozen: '核定依据还没有固定，请由复核岗复核同意后再办',
  reserved: '资金还没有预留，请先由审批岗核定',
  veto_clear: '拨付前复查没有通过或还没有做，请先做「复查一票否决」；查出否决情形的，请终止',
  upper_level_paid: '上级资金还没有到位记录，请先登记上级资金到位',
  place_left: '本年度名额已满，请作不予支持并写明理由，或等名额调整',
}

export function wordsOf(refusal: TakeRefusal, path: Path, act: PathAct | undefined): CaseRefusal {
  return { kind: refusal.kind, text: textOf(refusal, path, act) }
}

function textOf(refusal: TakeRefusal, path: Path, act: PathAct | undefined): string {
  switch (refusal.kind) {
    case 'not_here': {
      const step = stepOf(path, refusal.step)
      const names = step.acts.map((each) => `「${each.name}」`).join('、')
      const instead = names === '' ? '这件已经办结' : `现在可以办的是${names}`
      return `环节「${step.name}」里没有这项操作，${instead}`
    }
    case 'wrong_party':
      if (refusal.expected === 'anyone') return `「${act?.name ?? ''}」请从公示页提出，写明姓名和联系方式`
      return `「${act?.name ?? ''}」由${PARTY_NAMES[refusal.expected]}办理，请转交有这个岗位的人`
    case 'same_person':
      return '您已在这件里办过另一个环节，经办、复核、审批、支付不能是同一人，请转交同岗位的其他人'
    case 'need':
      return NEED_TEXTS[refusal.need]
    case 'no_budget':
      return '资金盘子的可用余额不够预留，请先下达资金或调减核定金额'
    case 'no_reason':
      return `「${act?.name ?? ''}」要说明理由，请选择理由并引用条款`
    case 'out_of_order':
      return '这件的支付、公示或预留状态已经变化，这项操作不再适用，请刷新后再看'
  }
}

export const REFUSALS = {
  unknown_case: { kind: 'unknown_case', text: '没有这个办件，或者它不由您办理；请从工作台进入' },
  key_used: { kind: 'key_used', text: '这个请求编号已用于另一项操作，请刷新页面后重新提交' },
  recused: { kind: 'recused', text: '您与这家企业有回避情形，不能办理这件，请转交同岗位的其他人' },
  no_clause: { kind: 'no_clause', text: '理由要写明内容并引用条款（文件、条、原文），请补齐' },
  no_correction: { kind: 'no_correction', text: '一次性告知要列出全部缺项，每项写明缺什么、怎样补，请补齐' },
  no_objection: { kind: 'no_objection', text: '异议要写明提出人和内容，请补齐' },
  no_grounds: { kind: 'no_grounds', text: '申诉要写明理由：哪一点认定得不对、有什么事实或材料，请补齐' },
} as const satisfies Partial<Record<RefusalKind, CaseRefusal>>
