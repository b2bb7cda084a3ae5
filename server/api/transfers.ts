// POST /api/cases/{id}/transfer and POST /api/cases/transfer: one case, or many, to another department that leads it.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { onEach } from '../cases/actOnMany.ts'
import { transferCase } from '../cases/transferCase.ts'
import type { Role } from '../identity/rights.ts'
import { chosenCases, doneSchema, manyReply, manySchema, refused } from './caseActs.ts'
import { lines, version } from './caseFields.ts'
import type { CaseParts } from './caseParts.ts'
import { errorResponse } from './errors.ts'
import { bodyErrors, idText, jsonBody, jsonReply, line } from './fields.ts'
import { currentPerson, requireRole } from './visitor.ts'

/** Who answers for what a department leads; in which department is looked at case by case. */
const WHO: readonly Role[] = ['reviewer', 'approver', 'leader']

const handing = {
  requestId: line('请求编号', 80).openapi({ description: '由提交方生成；同一编号提交两次只算一次' }),
  department: line('部门', 64).openapi({
    description: '接手的部门；可选的见 GET /api/cases/{id} 的 transfer',
  }),
  reason: lines('理由', 2000).openapi({ description: '为什么由另一个部门办理；申报企业看得到' }),
}

const transferRequest = z
  .strictObject({ ...handing, version }, bodyErrors('requestId、department、reason 和 version'))
  .openapi('TransferRequest')

const transfersRequest = z
  .strictObject({ ...handing, cases: chosenCases }, bodyErrors('requestId、department、reason 和 cases'))
  .openapi('TransfersRequest')

const refusals = {
  401: errorResponse('没有登录'),
  403: errorResponse('没有权限，或不是从本网站的页面发出'),
}

const postTransfer = createRoute({
  method: 'post',
  path: '/api/cases/{id}/transfer',
  summary: '转办：把一件正在办理的交给另一个部门牵头',
  description:
    '由牵头部门的复核岗、审批岗或负责人办理。环节、状态和期限不变，原部门仍可查看；公示期间和预留资金之后不能转办。',
  middleware: requireRole(...WHO),
  request: { params: z.object({ id: idText }), ...jsonBody(transferRequest) },
  responses: {
    200: jsonReply('转出去了', doneSchema),
    404: errorResponse('没有这个办件，或不由您办理'),
    409: errorResponse('现在不能转办，原因逐条列出'),
    ...refusals,
  },
})

const postTransfers = createRoute({
  method: 'post',
  path: '/api/cases/transfer',
  summary: '批量转办：把几件交给同一个部门牵头',
  middleware: requireRole(...WHO),
  request: jsonBody(transfersRequest),
  responses: { 200: jsonReply('逐件的结果', manySchema), ...refusals },
})

export function addTransfers(app: OpenAPIHono, { database, clock }: CaseParts): void {
  app.openapi(postTransfer, async (c) => {
    const { requestId: key, ...wanted } = c.req.valid('json')
    const person = { person: currentPerson(c).person.id, now: clock() }
    const acted = await transferCase(database, person, c.req.valid('param').id, { key, ...wanted })
    if (acted.kind === 'refused') throw refused(acted)
    const { version: now, step, state, repeated } = acted
    return c.json({ version: now, step, state, repeated }, 200)
  })
  app.openapi(postTransfers, async (c) => {
    const { requestId: key, cases, ...wanted } = c.req.valid('json')
    const person = { person: currentPerson(c).person.id, now: clock() }
    const chosen = cases.map(({ id: caseId, version }) => ({ caseId, version }))
    const acted = await onEach(chosen, ({ caseId, version }) =>
      transferCase(database, person, caseId, { key, version, ...wanted }),
    )
    return c.json(manyReply(acted), 200)
  })
}
