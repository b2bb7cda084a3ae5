// What a caller says of one subject → findings: the part that /api/evaluate and /api/package share.
import { z } from '@hono/zod-openapi'
import { evaluate, type Finding, type Program, parseDate, readSubject, type Subject } from '#lang'
import { RequestError } from './errors.ts'

const names = (what: string) => z.array(z.string(`${what}应为文本`), `${what}应写成一组文本`)

export const subjectFields = {
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
}

export const subjectErrors = {
  error: (issue: { readonly code?: string | undefined; readonly keys?: readonly string[] }) =>
    issue.code === 'unrecognized_keys'
      ? `没有这个参数：${issue.keys?.join('、')}`
      : '请求正文应是一个对象，至少写明 subject 和 facts',
}

type SubjectRequest = {
  readonly subject: string
  readonly facts: Record<string, unknown>
  readonly at?: string | undefined
  readonly policies?: readonly string[] | undefined
  readonly items?: readonly string[] | undefined
}

export type Answer = { readonly subject: Subject; readonly at: number; readonly findings: readonly Finding[] }

/** Evaluates what a request says; throws RequestError when a name is unknown or a fact is written wrongly. */
export function answerRequest(
  program: Program,
  today: string,
  request: SubjectRequest,
  trace: boolean,
): Answer {
  requireKnownNames(program, request)
  const { subject: kind, facts, policies, items } = request
  const { subject, problems } = readSubject({ subject: kind, facts }, program.vocabulary)
  if (!subject || problems.length > 0) {
    throw new RequestError('wrong-facts', '有些事实的写法不对，请按下列说明修改。', problems)
  }
  const at = parseDate(request.at ?? today)
  if (at === undefined) throw new Error(`the clock gave no date: ${today}`)
  const options = { at, trace, ...(policies && { policies }), ...(items && { items }) }
  return { subject, at, findings: evaluate(program, subject, options) }
}

// A name that nobody knows would otherwise select nothing, and an empty answer looks like "you get nothing".
function requireKnownNames(program: Program, { policies = [], items = [] }: SubjectRequest) {
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
