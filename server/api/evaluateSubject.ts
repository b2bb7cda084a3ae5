// POST /api/evaluate: what one subject said of itself → a finding for every item, and what to ask next.
import { createRoute, z } from '@hono/zod-openapi'
import {
  dateToIso,
  evaluate,
  type Finding,
  nextQuestions,
  type Program,
  parseDate,
  type RankedQuestion,
  readSubject,
} from '#lang'
import { errorResponse, RequestError } from './errors.ts'
import { findingSchema, questionSchema } from './findingSchema.ts'

const names = (what: string) => z.array(z.string(`${what}应为文本`), `${what}应写成一组文本`)

const requestSchema = z
  .strictObject(
    {
      subject: z.string('请写明主体，例如 "企业"').openapi({ example: '企业' }),
      facts: z
        .record(z.string(), z.unknown(), '请把事实写成“名称: 值”的对象')
        .openapi({ description: '事实的中文名或英文名及其值；没有写的和 null 都是未知。' }),
      at: z
        .string('评估日应为文本，例如 2025-06-01')
        .refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && parseDate(text) !== undefined, {
          error: '评估日应是存在的日期，写成 2025-06-01 这样',
        })
        .optional()
        .openapi({ description: '评估日；默认今天（北京时间）', example: '2025-06-01' }),
      policies: names('文件编号').optional().openapi({ description: '只看这些文件' }),
      items: names('事项编号').optional().openapi({ description: '只看这些事项' }),
      trace: z.boolean('trace 应为 true 或 false').optional().openapi({ description: '是否附带计算过程' }),
    },
    {
      error: (issue) =>
        issue.code === 'unrecognized_keys'
          ? `没有这个参数：${issue.keys.join('、')}`
          : '请求正文应是一个对象，至少写明 subject 和 facts',
    },
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
  requireKnownNames(program, request)
  const { subject: kind, facts } = request
  const { subject, problems } = readSubject({ subject: kind, facts }, program.vocabulary)
  if (!subject || problems.length > 0) {
    throw new RequestError('wrong-facts', '有些事实的写法不对，请按下列说明修改。', problems)
  }
  const at = parseDate(request.at ?? today)
  if (at === undefined) throw new Error(`the clock gave no date: ${today}`)
  const { policies, items, trace = false } = request
  const findings = evaluate(program, subject, {
    at,
    trace,
    ...(policies && { policies }),
    ...(items && { items }),
  })
  return { at: dateToIso(at), findings, questions: nextQuestions(findings) }
}

// A name that nobody knows would otherwise select nothing, and an empty answer looks like "you get nothing".
function requireKnownNames(program: Program, { policies = [], items = [] }: EvaluateRequest) {
  const knownPolicies = new Set(program.policies.map((policy) => policy.document.id))
  const knownItems = new Set(program.policies.flatMap((policy) => policy.items.map((item) => item.id)))
  const strangePolicy = policies.find((id) => !knownPolicies.has(id))
  if (strangePolicy !== undefined) {
    throw new RequestError('unknown-policy', `没有编号为“${strangePolicy}”的政策文件。`)
  }
  const strangeItem = items.find((id) => !knownItems.has(id))
  if (strangeItem !== undefined) {
    throw new RequestError('unknown-item', `没有编号为“${strangeItem}”的事项。`)
  }
}
