// Everything that a person can get wrong about the plan, as a closed list with a Chinese sentence that says what to do
// instead, and where it is: the field of a form, the cell of a workbook.
import { inWords, type RefusalWords } from '../db/inWords.ts'

export type PlanProblem =
  | 'unknown_indicator'
  | 'unknown_report'
  | 'not_yours'
  | 'wrong_value'
  | 'already_official'
  | 'not_official'
  | 'not_open'
  | 'same_person'
  | 'no_reason'
  | 'wrong_setting'
  | 'wrong_file'
  | 'wrong_workbook'

/** `path` is a field of a form (value, nodes.0.plannedOn) or a cell of a workbook (E7). */
export type PlanFault = { readonly path: string; readonly message: string }

export class PlanError extends Error {
  readonly kind: PlanProblem
  readonly faults: readonly PlanFault[]

  constructor(kind: PlanProblem, message: string, faults: readonly PlanFault[] = [], options?: ErrorOptions) {
    super(message, options)
    this.name = 'PlanError'
    this.kind = kind
    this.faults = faults
  }
}

/** By the name of the rule with which the database refuses (migrations/0012-plan.sql), or PostgreSQL's code. */
const WORDS: RefusalWords<PlanProblem> = {
  plan_known: ['unknown_indicator', '这项指标在本区还没有设置，请先由计划统筹岗设置'],
  plan_owner: ['not_yours', '这项指标不由这个部门填报，请转给责任部门'],
  plan_official_already: ['already_official', '这一期已有正式值（或刚被更正），请刷新后用“更正”并写明理由'],
  plan_open: ['not_open', '这份报送已有人处理，请刷新后再看'],
  plan_other_person: ['same_person', '报送的人不能自己定为正式值，请由另一位计划统筹人员办理'],
  plan_reason: ['no_reason', '所定的值与报送的不同，或退回，都要写明理由'],
  plan_unit: ['wrong_value', '指标的单位刚被改过，请刷新后重新填报'],
  plan_evidence_once: ['wrong_file', '这份文件已经附上，不用再传'],
  '42501': [
    'not_yours',
    '您的岗位不能做这件事：填报由责任部门的经办、复核岗办理，定为正式值由本区的计划统筹岗办理',
  ],
}

/** Waits for work; a refusal of the database that is known becomes a PlanError, any other error stays. */
export function orRefuse<T>(work: Promise<T>): Promise<T> {
  return inWords(work, WORDS, (kind, message, options) => new PlanError(kind, message, [], options))
}
