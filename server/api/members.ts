// /api/subjects/{subject}/members: who may act for an enterprise.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { endMembership } from '../identity/endMembership.ts'
import { grantMembership } from '../identity/grantMembership.ts'
import { listMembers } from '../identity/listMembers.ts'
import { SCOPES } from '../identity/rights.ts'
import { errorResponse } from './errors.ts'
import { bodyErrors, day, doneSchema, idText, jsonBody, jsonReply, line, moment } from './fields.ts'
import type { IdentityParts } from './identityParts.ts'
import { currentPerson, requireScope } from './visitor.ts'

const memberSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    kind: z.enum(['owner', 'member', 'agent']),
    scopes: z.array(z.enum(SCOPES)),
    from: z.string(),
    until: z.string().nullable(),
    endedAt: moment.nullable(),
  })
  .openapi('Member')

export type MemberReply = z.infer<typeof memberSchema>

const grantRequest = z
  .strictObject(
    {
      login: line('登录名', 64),
      name: line('姓名', 64).openapi({ description: '须与登录名相符' }),
      kind: z.enum(['member', 'agent'], 'kind 应为 member（成员）或 agent（代办人）'),
      scopes: z
        .array(z.enum(SCOPES, `权限只有 ${SCOPES.join('、')}`), '权限应写成一组文本')
        .min(1, '请至少给一项权限')
        .openapi({ description: '查看、申报、确认、收款账户、授权；只能给自己持有的' }),
      until: day('最后一天').optional().openapi({ description: '代办人必填' }),
    },
    bodyErrors('login、name、kind 和 scopes'),
  )
  .openapi('MembershipRequest')

const params = z.object({ subject: idText })
const middleware = requireScope('grant')
const refusals = {
  401: errorResponse('没有登录'),
  403: errorResponse('没有这家企业的“授权”权限，或给了自己没有的权限'),
}

const getMembers = createRoute({
  method: 'get',
  path: '/api/subjects/{subject}/members',
  summary: '一家企业的成员与代办人',
  middleware,
  request: { params },
  responses: { 200: jsonReply('包括已经终止的', z.array(memberSchema)), ...refusals },
})

const postMember = createRoute({
  method: 'post',
  path: '/api/subjects/{subject}/members',
  summary: '授权给成员或代办人',
  middleware,
  request: { params, ...jsonBody(grantRequest) },
  responses: {
    200: jsonReply('授权的编号', z.object({ id: z.int() })),
    404: errorResponse('没有登录名与姓名相符的人'),
    409: errorResponse('三类管理员不能代表企业'),
    422: errorResponse('期限不对'),
    ...refusals,
  },
})

const deleteMember = createRoute({
  method: 'delete',
  path: '/api/subjects/{subject}/members/{id}',
  summary: '立即终止一项授权',
  middleware,
  request: { params: params.extend({ id: idText }) },
  responses: { 200: jsonReply('已终止', doneSchema), 404: errorResponse('没有这项授权'), ...refusals },
})

export function addMembers(app: OpenAPIHono, { database, clock }: IdentityParts): void {
  app.openapi(getMembers, async (c) => {
    const { subject } = c.req.valid('param')
    return c.json((await listMembers(database, clock(), currentPerson(c).person.id, subject)) as never, 200)
  })
  app.openapi(postMember, async (c) => {
    const grant = { ...c.req.valid('param'), ...c.req.valid('json') }
    return c.json({ id: await grantMembership(database, clock(), currentPerson(c).person.id, grant) }, 200)
  })
  app.openapi(deleteMember, async (c) => {
    const { subject, id } = c.req.valid('param')
    await endMembership(database, clock(), currentPerson(c).person.id, subject, id)
    return c.json({ done: true } as const, 200)
  })
}
