// GET /api/samples: made-up enterprises to try the library with.
import { createRoute, z } from '@hono/zod-openapi'

const sampleSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    note: z.string(),
    at: z.string().optional().openapi({ description: '建议的评估日', example: '2025-06-01' }),
    subject: z.string(),
    facts: z.record(z.string(), z.unknown()),
  })
  .openapi('Sample')

export type SampleReply = z.infer<typeof sampleSchema>

export const getSamples = createRoute({
  method: 'get',
  path: '/api/samples',
  summary: '取得虚构的示例企业',
  responses: {
    200: {
      description: '示例企业，可原样提交给 /api/evaluate',
      content: { 'application/json': { schema: z.array(sampleSchema) } },
    },
  },
})
