// POST /api/evaluate: what one subject said of itself → a finding for every item, and what to ask next.
import { createRoute, z } from '@hono/zod-openapi'
import { dateToIso, type Finding, nextQuestions, type Program, type RankedQuestion } from '#lang'
import { errorResponse } from './errors.ts'
import { findingSchema, questionSchema } from './findingSchema.ts'
import { answerRequest, subjectErrors, subjectFields } from './subjectRequest.ts'

export const requestSchema = z
  .strictObject(
    {
      ...subjectFields,
      trace: z.boolean('trace 应为 true 或 false').optional().openapi({ description: '是否附带计算过程' }),
    },
    subjectErrors,
  )
  .openapi('EvaluateRequest')

export const replySchema = z
  .object({
    at: z.string().openapi({ example: '2025-06-01' }),
    findings: z.array(findingSchema),
    questions: z.array(questionSchema),
  })
  .openapi('EvaluateReply')

export type EvaluateRequest = z.infer<typeof requestSchema>

export type EvaluateReply = {
  readonly at: string
  readonly findings: readonly Finding[]
  readonly questions: readonly RankedQuestion[]
}

export const postEvaluate = createRoute({
  method: 'post',
  path: '/api/evaluate',
  summary: '政策体检：逐项判断并计算',
  description:
    '结论为符合、不符合、待定、不适用或不在有效期；金额为确定、上限、区间、备选、未明确或非资金。上限不是应得金额，不同性质的金额不得相加。',
  request: { body: { required: true, content: { 'application/json': { schema: requestSchema } } } },
  responses: {
    200: { description: '每个事项的结论', content: { 'application/json': { schema: replySchema } } },
    400: errorResponse('正文不是 JSON，或参数的写法不对'),
    413: errorResponse('正文超过 1 MB'),
    415: errorResponse('正文不是 application/json'),
    422: errorResponse('事实的写法不对，或没有这个文件、事项'),
  },
})

export function evaluateSubject(program: Program, today: string, request: EvaluateRequest): EvaluateReply {
  const { at, findings } = answerRequest(program, today, request, request.trace ?? false)
  return { at: dateToIso(at), findings, questions: nextQuestions(findings) }
}
