// POST /api/simulate/cliff: a threshold → how subjects lie on both sides of it.
import { createRoute, z } from '@hono/zod-openapi'
import { objectError, runErrors, runFields } from './simulationRequest.ts'
import { cliffSchema } from './simulationSchema.ts'

const cliffRequest = z
  .strictObject(
    {
      ...runFields,
      parameter: z.string('请写明参数编号，见 /api/parameters'),
      item: z
        .string('事项编号应为文本')
        .optional()
        .openapi({ description: '数哪个事项；不写则为参数影响的第一个' }),
    },
    objectError,
  )
  .openapi('CliffRequest')

export const postCliff = createRoute({
  method: 'post',
  path: '/api/simulate/cliff',
  summary: '推演：门槛两侧的主体',
  request: { body: { required: true, content: { 'application/json': { schema: cliffRequest } } } },
  responses: {
    200: { description: '各段的主体数', content: { 'application/json': { schema: cliffSchema } } },
    ...runErrors,
  },
})
