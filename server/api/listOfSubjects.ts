// POST /api/simulate/subjects: a number of a simulation → the subjects behind it, page by page.
import { createRoute, z } from '@hono/zod-openapi'
import { LARGEST_PAGE } from '../simulation/listSubjects.ts'
import { WHICH } from '../simulation/select.ts'
import { objectError, reformSchema, runErrors, runFields } from './simulationRequest.ts'
import { subjectListSchema } from './simulationSchema.ts'

export const listFields = {
  ...runFields,
  item: z.string('请写明事项编号'),
  policy: z.string('文件编号应为文本').optional().openapi({ description: '事项编号在几个文件里重复时写明' }),
  reform: reformSchema.optional(),
  which: z.enum(WHICH, `which 应为 ${WHICH.join('、')} 之一`).openapi({ description: '哪一个数背后的名单' }),
  fact: z.string('fact 应为文本').optional().openapi({
    description: 'missing、alone 写事实，reason 写“code 事实”，reading 写口径编号，cause 写原因',
  }),
  filter: z
    .strictObject(
      {
        district: z.string('区县应为文本').optional(),
        street: z.string('镇街应为文本').optional(),
        industry: z.string('行业应为文本').optional(),
        size: z.string('规模应为文本').optional(),
      },
      'filter 里可以写 district、street、industry、size，值用分组结果里的 key',
    )
    .optional(),
}

const listRequest = z
  .strictObject(
    {
      ...listFields,
      page: z.int('页码应为正整数').min(1, '页码从 1 起').default(1),
      size: z
        .int('每页行数应为整数')
        .min(1, '每页至少 1 行')
        .max(LARGEST_PAGE, `每页最多 ${LARGEST_PAGE} 行`)
        .default(50),
    },
    objectError,
  )
  .openapi('SubjectListRequest')

export const postSubjects = createRoute({
  method: 'post',
  path: '/api/simulate/subjects',
  summary: '推演：每个数背后的名单',
  request: { body: { required: true, content: { 'application/json': { schema: listRequest } } } },
  responses: {
    200: { description: '一页名单与总数', content: { 'application/json': { schema: subjectListSchema } } },
    ...runErrors,
  },
})
