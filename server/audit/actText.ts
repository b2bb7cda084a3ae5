// An act and its object as the log has them → in the words of the field. Pure.
import { PATHS } from '../approval/paths.ts'
import { isProjectAct, projectRule } from '../plan/projects/stages.ts'
import { isTaskAct, ruleOf } from '../plan/tasks/steps.ts'

/** Acts of cases are named by their path; these are the ones of the paths that come with the program. */
const OF_PATHS: ReadonlyMap<string, string> = new Map(
  PATHS.flatMap(({ steps }) => steps.flatMap(({ acts }) => acts.map(({ id, name }) => [id, name] as const))),
)

const ACTS: Readonly<Record<string, string>> = {
  'sign-in': '登录',
  'sign-in-failed': '登录失败',
  'sign-out': '退出',
  'enrol-second-factor': '绑定动态口令',
  'pass-second-factor': '通过动态口令',
  'second-factor-failed': '动态口令不对',
  'reset-second-factor': '解除动态口令',
  'change-password': '修改密码',
  'reset-password': '重置密码',
  'create-person': '新建用户',
  'disable-person': '停用用户',
  'enable-person': '恢复用户',
  'grant-duty': '授予岗位',
  'end-duty': '终止岗位',
  'grant-membership': '授权代表企业',
  'end-membership': '终止授权',
  'issue-token': '发放接口令牌',
  'end-token': '作废接口令牌',
  reveal: '查看完整信息',
  'create-department': '新建部门',
  'rename-department': '部门改名',
  'close-department': '撤销部门',
  'reopen-department': '恢复部门',
  seed: '预置初始用户',
  'register-subject': '登记主体',
  'say-facts': '记录事实',
  'import-profiles': '导入企业信息',
  'adopt-rules': '启用规则版本',
  'freeze-decision': '固定核定依据',
  'undo-decision': '核定作废',
  'recheck-veto': '复查一票否决',
  'publish-head': '公布留痕头',
  'export-log': '导出留痕',
  'verify-log': '验证留痕',
  'path.save': '保存审批路径',
  'setting.save': '保存事项设置',
  'case.open': '建立办件',
  'case.list': '列入免申即享',
  'case.next-stage': '开启下一阶段',
  'case.evidence': '上传佐证材料',
  'case.read-evidence': '查看佐证材料',
  'case.opinion': '出具部门意见',
  'case.upper-level': '登记上级资金到位',
  'case.escalate': '督办',
  'case.transfer': '转办',
  'publicity.open': '发布公示',
  'payee.confirm': '确认收款账户',
  'account.reveal': '查看收款账户',
  'envelope.open': '设立资金盘子',
  'envelope.allot': '下达资金',
  'envelope.extend': '延长资金盘子',
  'earlier.state': '登记以往拨付',
  'stage.meet': '分期条件满足',
  'stage.release': '退回未付部分',
  'clearance.state': '支付前核对',
  'order.make': '开具支付单',
  'order.cancel': '撤销支付单',
  'batch.collect': '组成批次',
  'batch.dissolve': '拆散批次',
  'batch.export': '导出批次',
  'batch.send': '送银行',
  'results.import': '导入银行结果',
  'result.paid': '登记到账',
  'result.returned': '登记退票',
  'result.unknown': '登记结果不明',
  'bank.paid': '银行：到账',
  'bank.returned': '银行：退票',
  'bank.unknown': '银行：结果不明',
  'clawback.decide': '决定追回',
  'clawback.recover': '收到追回款',
  'money.reverse': '冲正',
  'fund.commit': '基金投资',
  'fund.exit': '基金退出',
  'case.close-publicity': '公示结束',
  'case.object': '公示异议',
  'case.ask': '请求列入免申即享',
  'case.ask-about-sign': '就线索询问企业',
  'case.answer-about-sign': '企业答复线索',
  'paper.case': '生成办件文书',
  'paper.publicity': '生成公示文书',
  'receipt.read': '查看电子回单',
  'bundle.read': '下载核查包',
  'opinion-template.new': '新建意见模板',
  'opinion-template.change': '修改意见模板',
  'opinion-template.retire': '停用意见模板',
  'workbench.export': '导出工作台',
  'workbench.template': '下载办理表',
  'workbench.check-import': '核对办理表',
  'workbench.import': '按表办理',
  'rectification.ask': '申请更正',
  'rectification.answer': '答复更正申请',
  'make-webhook': '新建回调',
  'end-webhook': '停用回调',
  'ping-webhook': '测试回调',
  'send-again': '重发通知',
  'results.report': '其他系统报送支付结果',
  'plan.setting': '保存指标设置',
  'plan.seed': '预置指标设置',
  'plan.proposed': '报送指标',
  'plan.official': '指标定为正式值',
  'plan.returned': '退回指标报送',
  'plan.evidence': '上传指标佐证材料',
  'plan.read-evidence': '查看指标佐证材料',
  'task.register': '任务立项',
  'task.samples': '预置示例任务进展',
  'task.clock': '任务提醒与督办',
  'task.owner-name': '确定责任单位名称',
  'task.import-nodes': '导入任务节点',
  'task.evidence': '上传任务佐证材料',
  'task.read-evidence': '查看任务佐证材料',
  'meeting.call': '召集会商',
  'meeting.record': '记录会商',
  'project.seed': '预置示例项目',
  'project.import': '导入项目',
}

/** Acts that are named where their steps are. */
const BY_STEPS: readonly (readonly [string, (act: string) => string | undefined])[] = [
  ['case.', (act) => OF_PATHS.get(act)],
  ['task.', (act) => (isTaskAct(act) ? `任务${ruleOf(act).name}` : undefined)],
  ['project.', (act) => (isProjectAct(act) ? `项目${projectRule(act).name}` : undefined)],
]

const OBJECTS: Readonly<Record<string, string>> = {
  ...{ case: '办件', subject: '主体', person: '用户', decision: '核定', rules: '规则版本' },
  ...{ department: '部门', api_token: '接口令牌', approval_path: '审批路径', item_setting: '事项设置' },
  ...{ envelope: '资金盘子', award_stage: '分期', payment_order: '支付单', payment_batch: '批次' },
  ...{ result_file: '银行结果文件', file: '文件', clawback: '追回', commitment: '基金投资' },
  ...{
    money_transaction: '往来',
    earlier: '以往拨付',
    escalation: '督办',
    audit: '留痕',
    audit_head: '留痕头',
  },
  ...{ publicity: '公示', opinion_template: '意见模板', act_import: '办理表', workbench: '工作台' },
  ...{ rectification: '更正申请', webhook: '回调', plan: '计划', plan_report: '指标报送' },
  ...{ plan_setting: '指标设置', task: '任务', meeting: '会商', project: '项目', 'owner-name': '责任单位' },
  ...{ 'task-clock': '任务日', 'task-nodes': '任务节点' },
}

/** The kinds of objects that the log can be asked for. */
export const OBJECT_KINDS = Object.entries(OBJECTS).map(([kind, name]) => ({ kind, name }))

/** The code itself where there is no word for it: an act of a path that an administrator saved. */
export function actText(act: string): string {
  for (const [prefix, name] of BY_STEPS) {
    const ofStep = act.startsWith(prefix) ? name(act.slice(prefix.length)) : undefined
    if (ofStep !== undefined && !(act in ACTS)) return ofStep
  }
  return ACTS[act] ?? act
}

/** `case 12` → 办件 12; hashes are shortened. */
export function objectText(object: string): string {
  const [kind = '', ...rest] = object.split(' ')
  const which = rest.map((each) => (/^[0-9a-f]{64}$/.test(each) ? each.slice(0, 12) : each)).join(' ')
  return `${OBJECTS[kind] ?? kind} ${which}`.trim()
}
