// Everything that a person can get wrong about tasks, as a closed list with a Chinese sentence that says what to do
// instead. `faults` names fields of a form or cells of a workbook.
import { inWords, type RefusalWords } from '../../db/inWords.ts'
import type { PlanFault } from '../problem.ts'

export type TaskProblem =
  | 'unknown_task'
  | 'unknown_meeting'
  | 'not_your_task'
  | 'only_people'
  | 'task_changed'
  | 'request_used'
  | 'wrong_step'
  | 'same_person'
  | 'no_reason'
  | 'wrong_owners'
  | 'wrong_deadline'
  | 'wrong_nodes'
  | 'nodes_open'
  | 'no_evidence'
  | 'no_question'
  | 'wrong_evidence'
  | 'wrong_node_workbook'
  | 'wrong_meeting'

export class TaskError extends Error {
  readonly kind: TaskProblem
  readonly faults: readonly PlanFault[]

  constructor(kind: TaskProblem, message: string, faults: readonly PlanFault[] = [], options?: ErrorOptions) {
    super(message, options)
    this.name = 'TaskError'
    this.kind = kind
    this.faults = faults
  }
}

/** Whether it is not there or not shown, a system is not told. */
export const unknownToSystem = (): TaskError =>
  new TaskError('unknown_task', '没有这项任务，或令牌所属的部门看不到它')

export const requestUsed = (): TaskError =>
  new TaskError('request_used', '这个请求编号已经用过，内容与那一次不同；新的内容请用新的编号', [
    { path: 'requestId', message: '已经用过' },
  ])

/** `act`: what a system wanted to do. */
export const onlyPeople = (act: string): TaskError =>
  new TaskError(
    'only_people',
    `“${act}”只能由人登录后办理；其他系统可以反馈进展、登记节点完成、请示和附佐证材料`,
    [{ path: 'act', message: `“${act}”只能由人办理` }],
  )

const NOT_YOURS =
  '您的岗位现在不能办这件事：交办、定期限、销号由本区计划统筹岗办理，签收、分解、反馈、办结由牵头单位的经办、复核岗办理'

/** By the name of the rule with which the database refuses (migrations/0013-tasks.sql), or PostgreSQL's code. */
const WORDS: RefusalWords<TaskProblem> = {
  task_known: ['unknown_task', '没有这项任务，请从任务表进入'],
  task_version: ['task_changed', '这项任务刚被别人办过，请刷新后再看'],
  task_step: ['wrong_step', '任务现在的环节不能这样办，请刷新后看可以办什么'],
  task_party: ['not_your_task', NOT_YOURS],
  task_other_person: [
    'same_person',
    '反馈、办结的人不能复核、销号，复核、销号的人也不能反馈、办结，请由另一人办理',
  ],
  task_reason: ['no_reason', '这一步要写明内容或理由，请补上'],
  task_lead: ['wrong_owners', '请从责任单位中选一个作牵头单位；责任单位还没有对应到部门的，先补全责任单位'],
  task_owners: ['wrong_owners', '所补的单位不在部门表里，或已经是责任单位，请重新选择'],
  task_deadline: ['wrong_deadline', '期限不能晚于文件写明的期限，也不能早于还没有完成的节点'],
  task_nodes: ['wrong_nodes', '分解至少要有一个节点；已经完成的节点不能再改，请刷新后看'],
  task_node_owner: ['wrong_nodes', '节点的承办单位要在这项任务的责任单位之内，请重新选择或先补全责任单位'],
  task_node_late: ['wrong_nodes', '节点的日期不能晚于任务的期限'],
  task_ahead: ['wrong_nodes', '完成日期不能在今天以后'],
  task_nodes_open: ['nodes_open', '还有没有完成的节点，请先把节点办完再反馈完成'],
  task_evidence: ['no_evidence', '反馈完成要有佐证材料，请先上传'],
  task_question: ['no_question', '没有等待答复的请示'],
  task_evidence_once: ['wrong_evidence', '这份文件已经附上，不用再传'],
  '42501': ['not_your_task', NOT_YOURS],
}

/** Waits for work; a refusal of the database that is known becomes a TaskError, any other error stays. */
export function orRefuse<T>(work: Promise<T>): Promise<T> {
  return inWords(work, WORDS, (kind, message, options) => new TaskError(kind, message, [], options))
}
