// /api/subjects/{subject}/payee and POST /api/cases/{id}/payee-account: where an enterprise's money goes. Everybody sees
// the last digits; the whole number only those who pay, with a reason that is kept.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type Occasion, transact } from '../../db/transact.ts'
import { confirmPayee, knownPayee } from '../../granting/payee.ts'
import { revealPayee } from '../../granting/revealPayee.ts'
import type { CaseParts } from '../caseParts.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, idText, jsonBody, jsonReply, line } from '../fields.ts'
import { currentPerson, requireRole, requireScope } from '../visitor.ts'
import { payeeReply } from './moneyReply.ts'
import { payeeSchema } from './moneySchema.ts'

const payeeRequest = z
  .strictObject(
    {
      name: line('户名', 200).openapi({ description: '与企业名称一致' }),
      bank: line('开户银行', 200),
      account: line('账号', 60).openapi({ description: '4 到 40 位数字、字母或短横；空格不计' }),
    },
    bodyErrors('name、bank 和 account'),
  )
  .openapi('PayeeRequest')

const revealRequest = z
  .strictObject({ reason: line('查看原因', 200) }, bodyErrors('reason'))
  .openapi('PayeeRevealRequest')

const params = z.object({ subject: idText })
const refusals = { 401: errorResponse('没有登录'), 403: errorResponse('没有这家企业的这项授权') }
const knownSchema = z.object({ payee: payeeSchema.nullable() })

const getPayee = createRoute({
  method: 'get',
  path: '/api/subjects/{subject}/payee',
  summary: '企业确认的收款账户，只显示最后四位',
  middleware: requireScope('view'),
  request: { params },
  responses: { 200: jsonReply('null：还没有确认', knownSchema), ...refusals },
})

const postPayee = createRoute({
  method: 'post',
  path: '/api/subjects/{subject}/payee',
  summary: '确认收款账户（企业负责人，或有收款账户授权的人）',
  middleware: requireScope('account'),
  request: { params, ...jsonBody(payeeRequest) },
  responses: {
    200: jsonReply('之后开的支付单付到这个账户', knownSchema),
    422: errorResponse('账号写法不对，或户名与企业名称不同'),
    ...refusals,
  },
})

const postReveal = createRoute({
  method: 'post',
  path: '/api/cases/{id}/payee-account',
  summary: '查看完整收款账号（支付岗），写明原因，留痕',
  middleware: requireRole('payer'),
  request: { params: z.object({ id: idText }), ...jsonBody(revealRequest) },
  responses: {
    200: jsonReply('账号', z.object({ account: z.string() }).openapi('PayeeAccount')),
    401: errorResponse('没有登录'),
    403: errorResponse('没有支付岗位'),
    404: errorResponse('没有这个办件'),
    422: errorResponse('没有写明原因，或企业还没有确认收款账户'),
  },
})

export function addPayees(app: OpenAPIHono, { database, clock }: CaseParts): void {
  const occasionOf = (person: number): Occasion => ({ actor: { kind: 'person', person }, now: clock() })
  const known = (person: number, subject: number) =>
    transact(database, occasionOf(person), async (tx) => {
      const payee = await knownPayee(tx, subject)
      return { payee: payee ? payeeReply(payee) : null }
    })
  app.openapi(getPayee, async (c) =>
    c.json(await known(currentPerson(c).person.id, c.req.valid('param').subject), 200),
  )
  app.openapi(postPayee, async (c) => {
    const { subject } = c.req.valid('param')
    const { id: person } = currentPerson(c).person
    await transact(database, occasionOf(person), (tx) =>
      confirmPayee(tx, { subject, ...c.req.valid('json') }),
    )
    return c.json(await known(person, subject), 200)
  })
  app.openapi(postReveal, async (c) => {
    const { id: person } = currentPerson(c).person
    const { reason } = c.req.valid('json')
    const account = await revealPayee(database, clock(), person, c.req.valid('param').id, reason)
    return c.json({ account }, 200)
  })
}
