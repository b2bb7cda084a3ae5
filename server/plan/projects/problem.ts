// Everything that a person can get wrong about projects, as a closed list with a Chinese sentence that says what to do
// instead. `faults` names fields of a form or cells of a workbook.
import { inWords, type RefusalWords } from '../../db/inWords.ts'
import type { PlanFault } from '../problem.ts'

export type ProjectProblem =
  | 'unknown_project'
  | 'not_your_project'
  | 'project_changed'
  | 'wrong_stage'
  | 'wrong_project'
  | 'no_project_reason'
  | 'no_project_source'
  | 'gate_open'
  | 'wrong_day'
  | 'wrong_plan'
  | 'wrong_project_workbook'

export class ProjectError extends Error {
  readonly kind: ProjectProblem
  readonly faults: readonly PlanFault[]

  constructor(
    kind: ProjectProblem,
    message: string,
    faults: readonly PlanFault[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'ProjectError'
    this.kind = kind
    this.faults = faults
  }
}

const NOT_YOURS = '您的岗位不能办这个项目：由负责部门的经办、复核岗或本区计划统筹岗办理'

/** By the name of the rule with which the database refuses (migrations/0015-projects.sql), or PostgreSQL's code. */
const WORDS: RefusalWords<ProjectProblem> = {
  project_known: ['unknown_project', '没有这个项目，请从项目清单进入'],
  project_version: ['project_changed', '这个项目刚被别人办过，请刷新后再看'],
  project_stage: ['wrong_stage', '项目现在所在的清单不能这样办，请刷新后看可以办什么'],
  project_party: ['not_your_project', NOT_YOURS],
  project_reason: ['no_project_reason', '这一步要写明理由或内容，请补上'],
  project_source: ['no_project_source', '请写明依据的材料：文号或材料名称'],
  project_ahead: ['wrong_day', '发生日期不能在今天以后'],
  project_before: ['wrong_day', '发生日期不能早于项目进入这张清单，或早于同类事项上一次登记的日期'],
  project_about: ['wrong_project', '项目要有名称和所属产业，请补上'],
  project_gate: ['wrong_project', '这张清单没有这项前置事项，请刷新后再选'],
  project_gate_open: ['gate_open', '还有前置事项没有完成（或完成日期晚于转入日期），请先登记完成并写明材料'],
  project_drop_reason: ['no_project_reason', '请选一个终止原因'],
  project_same_plan: ['wrong_plan', '计划日期没有变，请改成新的日期'],
  project_started: ['wrong_plan', '项目已经开工，计划开工日期不再调整，请只调整计划建成日期'],
  project_plan: ['wrong_plan', '计划建成不能早于计划开工'],
  project_pool: ['wrong_project', '请选一个与现在不同的入库情况'],
  project_green: ['wrong_project', '绿色通道已经是这个情况，请刷新后看'],
  project_facts: ['wrong_project', '请至少登记一项：投资总额、核定投资、建设进度或认定'],
  project_meeting: ['wrong_project', '没有这次会商，或它不是本区的，请从会商列表选择'],
  '42501': ['not_your_project', NOT_YOURS],
}

/** Waits for work; a refusal of the database that is known becomes a ProjectError, any other error stays. */
export function orRefuse<T>(work: Promise<T>): Promise<T> {
  return inWords(work, WORDS, (kind, message, options) => new ProjectError(kind, message, [], options))
}
