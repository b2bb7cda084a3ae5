// GET, POST and DELETE /api/reforms: reforms with a name, kept so that an address can name them.
import { createRoute, z } from '@hono/zod-openapi'
import { errorResponse } from './errors.ts'
import { objectError, reformSchema, runErrors, runFields } from './simulationRequest.ts'

const scenarioSchema = z
  .object({
    id: z.string(),
    reform: reformSchema,
    population: z.string(),
    at: z.string(),
    savedAt: z.string(),
  })
  .openapi('Scenario')

const idSchema = z.object({ id: z.string() })
const one = { description: '方案', content: { 'application/json': { schema: scenarioSchema } } }
const missing = { 404: errorResponse('没有这个方案') }

const scenarioRequest = z
  .strictObject(
    {
      ...runFields,
      reform: reformSchema.refine((each) => each.title.trim() !== '', {
        error: '请给方案起个名称',
        path: ['title'],
      }),
      id: z.string('编号应为文本').optional().openapi({ description: '写明时覆盖这个方案' }),
    },
    objectError,
  )
  .openapi('ScenarioRequest')

export const getReforms = createRoute({
  method: 'get',
  path: '/api/reforms',
  summary: '保存的方案',
  responses: {
    200: { description: '新的在前', content: { 'application/json': { schema: z.array(scenarioSchema) } } },
  },
})

export const getReform = createRoute({
  method: 'get',
  path: '/api/reforms/{id}',
  summary: '一个方案',
  request: { params: idSchema },
  responses: { 200: one, ...missing },
})

export const postReform = createRoute({
  method: 'post',
  path: '/api/reforms',
  summary: '保存方案',
  request: { body: { required: true, content: { 'application/json': { schema: scenarioRequest } } } },
  responses: { 200: one, ...runErrors },
})

export const deleteReform = createRoute({
  method: 'delete',
  path: '/api/reforms/{id}',
  summary: '删除方案',
  request: { params: idSchema },
  responses: {
    200: { description: '已删除', content: { 'application/json': { schema: idSchema } } },
    ...missing,
  },
})
