// GET /api/program: the compiled documents and the dictionary, so that a browser can evaluate by itself.
import { createRoute, z } from '@hono/zod-openapi'

export const getProgram = createRoute({
  method: 'get',
  path: '/api/program',
  summary: '取得编译后的全部规则',
  description:
    '事实词典与各文件的条文、事项、口径、目标、任务。网页取得一次后在本地计算，结论与 /api/evaluate 相同。',
  responses: {
    200: {
      description: '规则程序（版本 1）',
      content: {
        'application/json': {
          schema: z
            .object({
              version: z.literal(1),
              vocabulary: z.record(z.string(), z.unknown()).openapi({ description: '事实词典' }),
              policies: z.array(z.record(z.string(), z.unknown())).openapi({ description: '各政策文件' }),
            })
            .openapi('Program'),
        },
      },
    },
  },
})
