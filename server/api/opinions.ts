// POST /api/cases/{id}/opinions: what a department that takes part says. POST /api/objections: what anyone says of a
// publicity.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { giveOpinion } from '../cases/giveOpinion.ts'
import { registerObjection } from '../cases/registerObjection.ts'
import { lines } from './caseFields.ts'
import { type CaseParts, OFFICERS } from './caseParts.ts'
import { errorResponse } from './errors.ts'
import { bodyErrors, doneSchema, idText, jsonBody, jsonReply, line } from './fields.ts'
import { currentPerson, requireOwnPage, requireRole } from './visitor.ts'

const opinionRequest = z
  .strictObject(
    {
      department: line('部门编号', 64),
      stance: z.enum(['agree', 'disagree', 'no_comment'], '意见只有同意、不同意、无意见'),
      opinion: lines('意见', 2000).optional(),
    },
    bodyErrors('department 和 stance'),
  )
  .openapi('OpinionRequest')

const objectionRequest = z
  .strictObject(
    {
      requestId: line('请求编号', 80),
      notice: line('公示编号', 40),
      name: line('提出人', 100),
      contact: line('联系方式', 200),
      content: lines('异议内容', 5000),
    },
    bodyErrors('requestId、notice、name、contact 和 content'),
  )
  .openapi('ObjectionRequest')

const receiptSchema = z
  .object({
    done: z.literal(true),
    receipt: z.string().openapi({ description: '回执编号', example: 'YY2026000012' }),
  })
  .openapi('ObjectionReceipt')

export type ObjectionReply = z.infer<typeof receiptSchema>

const postOpinion = createRoute({
  method: 'post',
  path: '/api/cases/{id}/opinions',
  summary: '参与部门出具意见',
  middleware: requireRole(...OFFICERS),
  request: { params: z.object({ id: idText }), ...jsonBody(opinionRequest) },
  responses: {
    200: jsonReply('已出具', doneSchema),
    401: errorResponse('没有登录'),
    403: errorResponse('意见由参与部门的人员出具'),
    404: errorResponse('没有这个办件'),
    422: errorResponse('不同意的要写明意见'),
  },
})

const postObjection = createRoute({
  method: 'post',
  path: '/api/objections',
  summary: '对公示提出异议（任何人，不用登录）',
  middleware: requireOwnPage,
  request: jsonBody(objectionRequest),
  responses: {
    200: jsonReply('已登记，办件停止办理直到作出处理', receiptSchema),
    403: errorResponse('不是从本网站的页面发出'),
    409: errorResponse('没有这个公示，或已经结束'),
    422: errorResponse('没有写全'),
  },
})

export function addOpinions(app: OpenAPIHono, { database, clock, effects }: CaseParts): void {
  app.openapi(postOpinion, async (c) => {
    const { opinion = '', ...said } = c.req.valid('json')
    const officer = { person: currentPerson(c).person.id, now: clock() }
    await giveOpinion(database, officer, c.req.valid('param').id, { ...said, opinion })
    return c.json({ done: true } as const, 200)
  })
  app.openapi(postObjection, async (c) => {
    const { requestId: key, notice, ...said } = c.req.valid('json')
    const receipt = await registerObjection(database, { now: clock(), effects }, notice, { key, ...said })
    return c.json({ done: true, receipt } as const, 200)
  })
}
