// GET /api/parameters: the numbers and dates of the rules that a reform can change.
import { createRoute, z } from '@hono/zod-openapi'
import { type Parameter, type Program, parametersOf } from '#lang'
import { chosenItems } from '../simulation/question.ts'
import { errorResponse } from './errors.ts'

const querySchema = z.object({
  policy: z.string().optional().openapi({ description: '只看这个文件', example: 'yubei-2024-34' }),
  item: z.string().optional().openapi({ description: '只看能影响这个事项的' }),
})

const parameterSchema = z
  .object({
    ...{ id: z.string(), policy: z.string(), items: z.array(z.string()), role: z.string(), kind: z.string() },
    ...{ text: z.string().openapi({ example: '20%' }), value: z.string(), dimension: z.string() },
    ...{ fact: z.string().optional(), label: z.string(), quote: z.string().optional(), article: z.string() },
    sameWords: z.array(z.string()).openapi({ description: '同一处文字的其他参数' }),
  })
  .openapi('Parameter')

export const getParameters = createRoute({
  method: 'get',
  path: '/api/parameters',
  summary: '规则里可以改动的数和日期',
  request: { query: querySchema },
  responses: {
    200: {
      description: '按文件的次序',
      content: { 'application/json': { schema: z.array(parameterSchema) } },
    },
    422: errorResponse('没有这个文件或事项'),
  },
})

export function parametersFor(
  program: Program,
  { policy, item }: z.infer<typeof querySchema>,
): readonly Parameter[] {
  const policies = policy === undefined ? undefined : [policy]
  const items = item === undefined ? undefined : [item]
  chosenItems(program, { policies })
  chosenItems(program, { items })
  return parametersOf(program, policies, items)
}
