// GET /api/populations: the data sets on which rules can be tried, the newest first.
import { createRoute, z } from '@hono/zod-openapi'

export const populationSchema = z
  .object({
    id: z.string().openapi({ example: 'sample' }),
    title: z.string(),
    kind: z.string().openapi({ example: '企业' }),
    subjects: z.int(),
    synthetic: z.boolean().openapi({ description: '合成数据，不是真实主体；显示数字的地方都要写明' }),
    seed: z.int().optional(),
    source: z.string(),
    createdAt: z.string(),
    years: z.array(z.int()),
    missingFacts: z.array(z.string()).optional(),
  })
  .openapi('Population')

export const getPopulations = createRoute({
  method: 'get',
  path: '/api/populations',
  summary: '数据集',
  description: '可以用来推演的数据集，新的在前。synthetic 为 true 的是合成数据。',
  responses: {
    200: { description: '数据集', content: { 'application/json': { schema: z.array(populationSchema) } } },
  },
})
