// POST /api/simulate/compare: a data set and a change of the rules → who gains and who loses.
import { createRoute, z } from '@hono/zod-openapi'
import { chosenFields, objectError, reformSchema, runErrors, runFields } from './simulationRequest.ts'
import { comparisonSchema } from './simulationSchema.ts'

const compareRequest = z
  .strictObject({ ...runFields, ...chosenFields, reform: reformSchema }, objectError)
  .openapi('CompareRequest')

export const postCompare = createRoute({
  method: 'post',
  path: '/api/simulate/compare',
  summary: '推演：改动以后谁得益、谁受损',
  description: '只列出改动可能影响的事项。Accept 写 application/x-ndjson 时逐行返回进度；关闭请求即取消。',
  request: { body: { required: true, content: { 'application/json': { schema: compareRequest } } } },
  responses: {
    200: { description: '改动前后', content: { 'application/json': { schema: comparisonSchema } } },
    ...runErrors,
  },
})
