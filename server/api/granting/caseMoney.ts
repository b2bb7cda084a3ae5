// POST /api/cases/{id}/judgement, GET /api/cases/{id}/bundle and GET /api/payment-orders/{id}/receipt.docx: what would be
// decided, and what proves afterwards that it was decided and paid.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { requireCase } from '../../cases/loadCase.ts'
import { type Occasion, transact } from '../../db/transact.ts'
import { proposalFor } from '../../granting/proposal.ts'
import { readBundle } from '../../granting/readBundle.ts'
import { receiptOf } from '../../granting/receiptOf.ts'
import { receiptPaper } from '../../office/receiptPaper.ts'
import { readingsField } from '../caseFields.ts'
import { type CaseParts, OFFICERS } from '../caseParts.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, idText, jsonBody, jsonReply } from '../fields.ts'
import { docxType, fileResponse, sendFile } from '../file.ts'
import { currentPerson, requireRole, requireSession } from '../visitor.ts'
import { proposalReply } from './moneyReply.ts'
import { proposalSchema } from './moneySchema.ts'

const judgementRequest = z
  .strictObject({ readings: readingsField.optional() }, bodyErrors('readings'))
  .openapi('JudgementRequest')

const params = z.object({ id: idText })

const postJudgement = createRoute({
  method: 'post',
  path: '/api/cases/{id}/judgement',
  summary: '按选定的读法试算一件：结论、可以核定的金额、还缺什么；什么也不保存',
  middleware: requireRole(...OFFICERS),
  request: { params, ...jsonBody(judgementRequest) },
  responses: {
    200: jsonReply('试算的结果', proposalSchema),
    401: errorResponse('没有登录'),
    403: errorResponse('没有办理岗位'),
    404: errorResponse('没有这个办件，或不由您办理'),
    422: errorResponse('没有这条口径或这种读法，或口径已经明确'),
  },
})

const getBundle = createRoute({
  method: 'get',
  path: '/api/cases/{id}/bundle',
  summary: '核查包：一件核定的全部依据和经过，可用 duixian verify 离线重算',
  description: '办理部门和审计得到全部内容；企业得到的一份不含内部意见，人员写编号。谁下载过会留下记录。',
  middleware: requireSession(),
  request: { params },
  responses: {
    200: fileResponse('JSON', 'application/json'),
    401: errorResponse('没有登录'),
    404: errorResponse('没有这个办件'),
    409: errorResponse('还没有核定'),
  },
})

const getReceipt = createRoute({
  method: 'get',
  path: '/api/payment-orders/{id}/receipt.docx',
  summary: '电子回单，到账后可以下载',
  middleware: requireSession(),
  request: { params },
  responses: {
    200: fileResponse('回单', docxType),
    401: errorResponse('没有登录'),
    404: errorResponse('没有这张支付单，或无权查看'),
    409: errorResponse('还没有到账'),
  },
})

export function addCaseMoney(app: OpenAPIHono, { database, clock, program }: CaseParts): void {
  const occasionOf = (person: number): Occasion => ({ actor: { kind: 'person', person }, now: clock() })
  app.openapi(postJudgement, async (c) => {
    const { readings = [] } = c.req.valid('json')
    const proposal = await transact(database, occasionOf(currentPerson(c).person.id), async (tx) => {
      const loaded = await requireCase(tx, c.req.valid('param').id)
      return proposalFor(tx, program, loaded.row, readings)
    })
    return c.json(proposalReply(proposal) as never, 200)
  })
  app.openapi(getBundle, async (c) => {
    const occasion = occasionOf(currentPerson(c).person.id)
    const { number, text } = await readBundle(database, occasion, c.req.valid('param').id)
    return sendFile(c, { name: `核查包-${number}.json`, type: 'application/json', content: text })
  })
  app.openapi(getReceipt, async (c) => {
    const occasion = occasionOf(currentPerson(c).person.id)
    const receipt = await transact(database, occasion, (tx) => receiptOf(tx, c.req.valid('param').id))
    const content = await receiptPaper(receipt, occasion.now)
    return sendFile(c, { name: `电子回单-${receipt.order}.docx`, type: docxType, content })
  })
}
