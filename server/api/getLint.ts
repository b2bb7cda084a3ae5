// GET /api/lint: what is doubtful in the documents of the library, for those who issue, read or ask about them.
import { createRoute, z } from '@hono/zod-openapi'
import { type Compiled, parseDate, type Warning, warningsOf } from '#lang'
import { errorResponse, RequestError } from './errors.ts'

const querySchema = z.object({
  policy: z
    .string()
    .optional()
    .openapi({ description: '文件编号；不写则为全部文件', example: 'yubei-2024-34' }),
})

const warningSchema = z
  .object({
    code: z.string().openapi({ example: 'W1101', description: '编号，说明见 docs/errors' }),
    policy: z.string(),
    article: z.string(),
    heading: z.string(),
    quote: z.string().optional().openapi({ description: '原文；是规则可疑时没有' }),
    message: z.string(),
    expected: z.string().optional(),
    hint: z.string().optional(),
  })
  .openapi('Warning')

export type LintReply = z.infer<typeof warningSchema>[]

export const getLint = createRoute({
  method: 'get',
  path: '/api/lint',
  summary: '文件里可疑的地方',
  description:
    '合计与分项不符、名称已不存在、期间已过、缺单位、缺限额范围、缺起点、缺责任单位、公平竞争审查等。',
  request: { query: querySchema },
  responses: {
    200: { description: '按原文次序', content: { 'application/json': { schema: z.array(warningSchema) } } },
    422: errorResponse('没有这个文件'),
  },
})

export type Lint = (policy: string | undefined, today: string) => readonly Warning[]

/** The texts change only with the server; the day decides what is over, so a day's warnings are found once. */
export function createLint({ program, trees }: Pick<Compiled, 'program' | 'trees'>): Lint {
  let found: { readonly day: string; readonly warnings: readonly Warning[] } | undefined
  return (policy, today) => {
    if (policy !== undefined && !program.policies.some((each) => each.document.id === policy)) {
      throw new RequestError('unknown-policy', `没有编号为“${policy}”的政策文件。`)
    }
    if (found?.day !== today)
      found = { day: today, warnings: warningsOf(program, trees, { day: parseDate(today) ?? 0 }) }
    return found.warnings.filter((each) => policy === undefined || each.policy === policy)
  }
}
