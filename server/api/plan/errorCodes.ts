// What the plan refuses → the code of a reply and its status.
import type { PlanProblem } from '../../plan/problem.ts'
import type { ProjectProblem } from '../../plan/projects/problem.ts'
import type { TaskProblem } from '../../plan/tasks/problem.ts'

export const planCode = {
  unknown_indicator: 'unknown-indicator',
  unknown_report: 'unknown-report',
  not_yours: 'not-yours',
  wrong_value: 'wrong-value',
  already_official: 'already-official',
  not_official: 'not-official',
  not_open: 'not-open',
  same_person: 'same-person',
  no_reason: 'no-reason',
  wrong_setting: 'wrong-setting',
  wrong_file: 'wrong-file',
  wrong_workbook: 'wrong-workbook',
} as const satisfies Record<PlanProblem, string>

export const planStatus = {
  'unknown-indicator': 404,
  'unknown-report': 404,
  'not-yours': 403,
  'wrong-value': 422,
  'already-official': 409,
  'not-official': 409,
  'not-open': 409,
  'same-person': 409,
  'no-reason': 422,
  'wrong-setting': 422,
  'wrong-file': 422,
  'wrong-workbook': 422,
} as const satisfies Record<(typeof planCode)[PlanProblem], number>

export const taskCode = {
  unknown_task: 'unknown-task',
  unknown_meeting: 'unknown-meeting',
  not_your_task: 'not-your-task',
  only_people: 'only-people',
  task_changed: 'task-changed',
  request_used: 'request-used',
  wrong_step: 'wrong-task-step',
  same_person: 'task-same-person',
  no_reason: 'task-no-reason',
  wrong_owners: 'wrong-owners',
  wrong_deadline: 'wrong-deadline',
  wrong_nodes: 'wrong-nodes',
  nodes_open: 'nodes-open',
  no_evidence: 'no-evidence',
  no_question: 'no-question',
  wrong_evidence: 'wrong-task-evidence',
  wrong_node_workbook: 'wrong-node-workbook',
  wrong_meeting: 'wrong-meeting',
} as const satisfies Record<TaskProblem, string>

export const taskStatus = {
  'unknown-task': 404,
  'unknown-meeting': 404,
  'not-your-task': 403,
  'only-people': 403,
  'task-changed': 409,
  'request-used': 409,
  'wrong-task-step': 409,
  'task-same-person': 409,
  'task-no-reason': 422,
  'wrong-owners': 422,
  'wrong-deadline': 422,
  'wrong-nodes': 422,
  'nodes-open': 409,
  'no-evidence': 409,
  'no-question': 409,
  'wrong-task-evidence': 422,
  'wrong-node-workbook': 422,
  'wrong-meeting': 422,
} as const satisfies Record<(typeof taskCode)[TaskProblem], number>

export const projectCode = {
  unknown_project: 'unknown-project',
  not_your_project: 'not-your-project',
  project_changed: 'project-changed',
  wrong_stage: 'wrong-project-stage',
  wrong_project: 'wrong-project',
  no_project_reason: 'no-project-reason',
  no_project_source: 'no-project-source',
  gate_open: 'gate-open',
  wrong_day: 'wrong-day',
  wrong_plan: 'wrong-plan',
  wrong_project_workbook: 'wrong-project-workbook',
} as const satisfies Record<ProjectProblem, string>

export const projectStatus = {
  'unknown-project': 404,
  'not-your-project': 403,
  'project-changed': 409,
  'wrong-project-stage': 409,
  'wrong-project': 422,
  'no-project-reason': 422,
  'no-project-source': 422,
  'gate-open': 409,
  'wrong-day': 422,
  'wrong-plan': 422,
  'wrong-project-workbook': 422,
} as const satisfies Record<(typeof projectCode)[ProjectProblem], number>
