// POST /api/simulate: a data set and a day → whom each item reaches and what it costs.
import { createRoute, z } from '@hono/zod-openapi'
import { chosenFields, objectError, runErrors, runFields } from './simulationRequest.ts'
import { simulationSchema } from './simulationSchema.ts'

const simulateRequest = z
  .strictObject(
    {
      ...{ ...runFields, ...chosenFields },
      groupsOf: z
        .string('事项编号应为文本')
        .optional()
        .openapi({ description: '按区县、镇街、行业、规模分组的事项' }),
      packages: z
        .boolean('packages 应为 true 或 false')
        .optional()
        .openapi({ description: '是否计算合在一起依法可得多少' }),
    },
    objectError,
  )
  .openapi('SimulateRequest')

export const postSimulate = createRoute({
  method: 'post',
  path: '/api/simulate',
  summary: '推演：政策惠及多少主体、花多少钱',
  description:
    'Accept 写 application/x-ndjson 时逐行返回 {"progress":{"done","total"}}，最后一行是 {"result"} 或 {"error"}；关闭请求即取消。',
  request: { body: { required: true, content: { 'application/json': { schema: simulateRequest } } } },
  responses: {
    200: { description: '逐项结果', content: { 'application/json': { schema: simulationSchema } } },
    ...runErrors,
  },
})
