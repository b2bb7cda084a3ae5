// Everything that a caller can get wrong, as one shape of reply: a code to branch on and a Chinese sentence to read.
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { PopulationError } from '#population'
import { CaseError, type CaseProblem } from '../cases/problem.ts'
import { ExchangeError } from '../exchange/problem.ts'
import { IdentityError, type IdentityProblem } from '../identity/problem.ts'
import { MoneyError } from '../payments/problem.ts'
import { PlanError } from '../plan/problem.ts'
import { ProjectError } from '../plan/projects/problem.ts'
import { TaskError } from '../plan/tasks/problem.ts'
import { SimulationError } from '../simulation/problem.ts'
import { SubjectError } from '../subjects/problem.ts'
import { exchangeStatus } from './exchange/errorCodes.ts'
import { subjectCode, subjectStatus } from './firm/errorCodes.ts'
import { grantingProblem, grantingStatus } from './granting/errorCodes.ts'
import { moneyCode, moneyStatus } from './money/errorCodes.ts'
import { planCode, planStatus, projectCode, projectStatus, taskCode, taskStatus } from './plan/errorCodes.ts'

const identityStatus = {
  'wrong-credentials': 401,
  locked: 429,
  'not-signed-in': 401,
  'wrong-code': 422,
  'weak-password': 422,
  'second-factor-exists': 409,
  'no-second-factor': 404,
  'unknown-person': 404,
  'unknown-department': 404,
  'closed-department': 409,
  'department-taken': 409,
  'department-needed': 409,
  'unknown-duty': 404,
  'unknown-membership': 404,
  'unknown-token': 404,
  'login-taken': 409,
  'to-oneself': 403,
  'duties-apart': 409,
  'not-granted': 403,
  'wrong-period': 422,
  'no-single-sign-on': 404,
  'single-sign-on-failed': 401,
  'no-reason': 422,
} as const satisfies Record<IdentityProblem, number>

const caseCode = {
  unknown_case: 'unknown-case',
  unknown_setting: 'unknown-setting',
  unknown_subject: 'unknown-subject',
  not_yours: 'not-yours',
  wrong_setting: 'wrong-setting',
  wrong_path: 'wrong-path',
  outside_window: 'outside-window',
  duplicate: 'duplicate-case',
  first_department: 'wrong-first-department',
  element: 'wrong-element',
  not_the_applicants: 'not-the-applicants',
  unknown_fact: 'unknown-fact',
  not_asked: 'not-asked',
  no_text: 'no-text',
  not_in_publicity: 'not-in-publicity',
  wrong_file: 'wrong-file',
  stage_before: 'stage-before',
  already_recorded: 'already-recorded',
  no_paper: 'no-paper',
  unknown_template: 'unknown-template',
  stale_template: 'stale-template',
  wrong_template: 'wrong-template',
  wrong_table: 'wrong-table',
  unknown_question: 'unknown-question',
  answered: 'answered',
} as const satisfies Record<CaseProblem, string>

const caseStatus = {
  'unknown-case': 404,
  'unknown-setting': 404,
  'unknown-subject': 404,
  'not-yours': 403,
  'wrong-setting': 422,
  'wrong-path': 422,
  'outside-window': 409,
  'duplicate-case': 409,
  'wrong-first-department': 422,
  'wrong-element': 422,
  'not-the-applicants': 422,
  'unknown-fact': 422,
  'not-asked': 422,
  'no-text': 422,
  'not-in-publicity': 409,
  'wrong-file': 422,
  'stage-before': 409,
  'already-recorded': 409,
  'no-paper': 409,
  'unknown-template': 404,
  'stale-template': 409,
  'wrong-template': 422,
  'wrong-table': 422,
  'unknown-question': 404,
  answered: 409,
} as const satisfies Record<(typeof caseCode)[CaseProblem], number>

const statusOf = {
  ...identityStatus,
  ...caseStatus,
  ...moneyStatus,
  ...grantingStatus,
  ...planStatus,
  ...projectStatus,
  ...exchangeStatus,
  ...subjectStatus,
  ...taskStatus,
  'refused-act': 409,
  'table-not-done': 409,
  'malformed-json': 400,
  'wrong-shape': 400,
  'not-found': 404,
  'nothing-to-ask': 404,
  'unfinished-sign-in': 403,
  forbidden: 403,
  'forged-request': 403,
  'too-many-requests': 429,
  'too-large': 413,
  'wrong-media-type': 415,
  'wrong-facts': 422,
  'unknown-policy': 422,
  'unknown-item': 422,
  'unknown-sample': 422,
  'unknown-decision': 404,
  'unknown-rules': 404,
  'unknown-population': 404,
  'wrong-population': 422,
  'unknown-parameter': 422,
  'unknown-reform': 404,
  'bad-reform': 422,
  'bad-list': 422,
  cancelled: 408,
  internal: 500,
} as const

export type ErrorCode = keyof typeof statusOf

const problemSchema = z
  .object({
    path: z.string().openapi({ description: '出问题的位置', example: 'facts.主营业务收入.2023' }),
    message: z.string().openapi({ description: '问题与改法' }),
  })
  .openapi('Problem')

export const errorSchema = z
  .object({
    error: z.object({
      code: z.enum(Object.keys(statusOf) as [ErrorCode, ...ErrorCode[]]),
      message: z.string(),
      problems: z.array(problemSchema).optional(),
    }),
  })
  .openapi('Error')

type ErrorReply = z.infer<typeof errorSchema>
export type Problem = z.infer<typeof problemSchema>

/** Thrown where a request turns out to be wrong; the application's error handler replies with it. */
export class RequestError extends Error {
  readonly code: ErrorCode
  readonly problems: readonly Problem[]

  constructor(code: ErrorCode, message: string, problems: readonly Problem[] = []) {
    super(message)
    this.code = code
    this.problems = problems
  }
}

export function replyToError(error: Error, c: Context): Response {
  const body = { error: problemOf(error) }
  const { code } = body.error
  // The rest of the body may still be on its way: the connection cannot carry another request.
  if (code === 'too-large') c.header('Connection', 'close')
  if (code === 'too-many-requests') c.header('Retry-After', '60')
  return c.json(body, statusOf[code])
}

/** What a reply says of an error; one that is nobody's fault is written to the log. */
export function problemOf(error: unknown): ErrorReply['error'] {
  const known = recognise(error)
  if (known.code === 'internal') console.error(error)
  const { code, message, problems } = known
  return problems.length > 0 ? { code, message, problems: [...problems] } : { code, message }
}

function recognise(error: unknown): RequestError {
  if (error instanceof RequestError) return error
  if (error instanceof IdentityError) return new RequestError(error.kind, error.message)
  if (error instanceof CaseError) return new RequestError(caseCode[error.kind], error.message)
  if (error instanceof MoneyError) return new RequestError(moneyCode[error.kind], `${error.message}。`)
  const granting = grantingProblem(error)
  if (granting) return new RequestError(granting.code, granting.message, granting.problems)
  if (error instanceof PlanError) return new RequestError(planCode[error.kind], error.message, error.faults)
  if (error instanceof TaskError) return new RequestError(taskCode[error.kind], error.message, error.faults)
  if (error instanceof ExchangeError) {
    const problems = error.rows.map(({ row, message }) => ({ path: `第${row}行`, message }))
    return new RequestError(error.kind, error.message, problems)
  }
  if (error instanceof SubjectError)
    return new RequestError(subjectCode[error.kind], error.message, error.problems)
  if (error instanceof ProjectError)
    return new RequestError(projectCode[error.kind], error.message, error.faults)
  if (error instanceof SimulationError) return new RequestError(error.problem, error.message, error.details)
  if (error instanceof PopulationError) {
    const code =
      error.problem === 'missing' || error.problem === 'badId' ? 'unknown-population' : 'wrong-population'
    return new RequestError(code, error.message)
  }
  if (error instanceof DOMException && error.name === 'AbortError')
    return new RequestError('cancelled', '请求已取消，计算停下来了。')
  // The framework has its own exception for a body that it cannot read; it says only which kind by its status.
  if (error instanceof HTTPException && error.status === 400) {
    return new RequestError('malformed-json', '请求正文不是有效的 JSON，请检查括号、引号和逗号。')
  }
  if (error instanceof HTTPException && error.status === 415) {
    return new RequestError(
      'wrong-media-type',
      '请求正文须为 JSON，请把 Content-Type 写成 application/json。',
    )
  }
  return new RequestError('internal', '服务器处理这个请求时出错，已记录。请稍后再试。')
}

/** The OpenAPI entry of one error status. */
export function errorResponse(description: string) {
  return { description, content: { 'application/json': { schema: errorSchema } } }
}
