// /api/tokens: which other systems may call.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { TOKEN_SCOPES } from '../db/tables.ts'
import { endToken } from '../identity/endToken.ts'
import { issueToken } from '../identity/issueToken.ts'
import { listTokens } from '../identity/listTokens.ts'
import { errorResponse } from './errors.ts'
import { bodyErrors, doneSchema, idText, jsonBody, jsonReply, line, moment } from './fields.ts'
import type { IdentityParts } from './identityParts.ts'
import { currentPerson, currentSystem, requireRole, requireSystem } from './visitor.ts'

const scopes = z.array(z.enum(TOKEN_SCOPES))
const LONGEST_DAYS = 366

const tokenSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    department: z.string(),
    scopes,
    expiresAt: moment,
    endedAt: moment.nullable(),
    usedAt: moment.nullable(),
  })
  .openapi('Token')

export type TokenReply = z.infer<typeof tokenSchema>

const systemSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    department: z.object({ id: z.string(), name: z.string() }),
    scopes,
    expiresAt: moment,
  })
  .openapi('System')

const tokenRequest = z
  .strictObject(
    {
      name: line('系统名称', 100),
      department: line('部门编号', 64).openapi({ description: '对这个系统负责的部门' }),
      scopes: z
        .array(z.enum(TOKEN_SCOPES, `权限只有 ${TOKEN_SCOPES.join('、')}`), '权限应写成一组文本')
        .min(1, '请至少给一项权限'),
      days: z
        .int('天数应为整数')
        .positive('天数应为正整数')
        .max(LONGEST_DAYS, `最长 ${LONGEST_DAYS} 天`)
        .openapi({ description: '有效天数', example: 90 }),
    },
    bodyErrors('name、department、scopes 和 days'),
  )
  .openapi('TokenRequest')

const securityAdmin = requireRole('security_admin')
const refusals = { 401: errorResponse('没有登录'), 403: errorResponse('只有安全管理员可以') }

const getTokens = createRoute({
  method: 'get',
  path: '/api/tokens',
  summary: '发放给其他系统的令牌（安全管理员）',
  middleware: securityAdmin,
  responses: { 200: jsonReply('不含令牌本身', z.array(tokenSchema)), ...refusals },
})

const postToken = createRoute({
  method: 'post',
  path: '/api/tokens',
  summary: '发放令牌（安全管理员）',
  middleware: securityAdmin,
  request: jsonBody(tokenRequest),
  responses: {
    200: jsonReply('令牌只显示这一次', z.object({ id: z.int(), token: z.string(), expiresAt: moment })),
    404: errorResponse('没有这个部门'),
    ...refusals,
  },
})

const deleteToken = createRoute({
  method: 'delete',
  path: '/api/tokens/{id}',
  summary: '立即作废令牌（安全管理员）',
  middleware: securityAdmin,
  request: { params: z.object({ id: idText }) },
  responses: { 200: jsonReply('已作废', doneSchema), 404: errorResponse('没有这个令牌'), ...refusals },
})

const getToken = createRoute({
  method: 'get',
  path: '/api/token',
  summary: '其他系统用来核对自己的令牌',
  description: '请求头 Authorization: Bearer 令牌',
  middleware: requireSystem(),
  responses: { 200: jsonReply('这个令牌属于谁、能做什么', systemSchema), 401: errorResponse('令牌无效') },
})

export function addTokens(app: OpenAPIHono, { database, clock }: IdentityParts): void {
  app.openapi(getTokens, async (c) =>
    c.json((await listTokens(database, clock(), currentPerson(c).person.id)) as never, 200),
  )
  app.openapi(postToken, async (c) => {
    const issued = await issueToken(database, clock(), currentPerson(c).person.id, c.req.valid('json'))
    return c.json({ ...issued, expiresAt: issued.expiresAt.toISOString() }, 200)
  })
  app.openapi(deleteToken, async (c) => {
    await endToken(database, clock(), currentPerson(c).person.id, c.req.valid('param').id)
    return c.json({ done: true } as const, 200)
  })
  app.openapi(getToken, (c) => c.json(currentSystem(c) as never, 200))
}
