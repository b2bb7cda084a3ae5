// /api/session: sign in, sign out, who am I.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { ROLES } from '../db/tables.ts'
import { passSecondFactor } from '../identity/passSecondFactor.ts'
import { SCOPES } from '../identity/rights.ts'
import { findSession, type Session } from '../identity/session.ts'
import { signIn } from '../identity/signIn.ts'
import { signOut } from '../identity/signOut.ts'
import { errorResponse } from './errors.ts'
import { bodyErrors, doneSchema, jsonBody, jsonReply, line } from './fields.ts'
import { addressOf } from './front.ts'
import type { IdentityParts } from './identityParts.ts'
import {
  clearSessionCookie,
  currentPerson,
  formTokenOf,
  ownFormToken,
  requireOwnPage,
  requireSession,
  setSessionCookie,
} from './visitor.ts'

const nobodySchema = z.object({
  kind: z.literal('nobody'),
  singleSignOn: z.boolean().openapi({ description: '是否可以用统一身份认证登录' }),
})

const signedInSchema = z.object({
  kind: z.literal('person'),
  person: z.object({ id: z.int(), login: z.string(), name: z.string() }),
  next: z
    .enum(['enter-code', 'change-password', 'enrol', 'nothing'])
    .openapi({ description: '还要先做的一步：输入动态口令、修改初始密码、绑定动态口令；nothing 为登录完成' }),
  formToken: z.string().openapi({ description: '每个修改请求都要放进 X-Form-Token 请求头' }),
  secondFactor: z.object({ needed: z.boolean(), enrolled: z.boolean(), passed: z.boolean() }),
  duties: z.array(
    z.object({
      role: z.enum(ROLES),
      department: z.object({ id: z.string(), name: z.string(), district: z.string().nullable() }).nullable(),
    }),
  ),
  authorities: z
    .array(
      z.object({
        subject: z.object({ id: z.int(), name: z.string() }),
        kind: z.enum(['owner', 'member', 'agent']),
        scopes: z.array(z.enum(SCOPES)),
        until: z.string().nullable(),
      }),
    )
    .openapi({ description: '可以代表的企业及权限' }),
})

const sessionSchema = z.discriminatedUnion('kind', [nobodySchema, signedInSchema]).openapi('Session')

export type SessionReply = z.infer<typeof sessionSchema>

const signInRequest = z
  .strictObject(
    {
      login: line('登录名', 64),
      // Anything may be typed here; what is wrong with it is not told.
      password: z.string('密码应为文本').min(1, '请填写密码').max(1000, '密码太长'),
    },
    bodyErrors('login 和 password'),
  )
  .openapi('SignInRequest')

const codeRequest = z
  .strictObject({ code: line('动态口令', 40).openapi({ example: '123456' }) }, bodyErrors('code'))
  .openapi('CodeRequest')

const refusals = {
  401: errorResponse('登录名或密码不对'),
  403: errorResponse('不是从本网站的页面发出'),
  429: errorResponse('失败次数太多，或请求太频繁'),
}

const getSession = createRoute({
  method: 'get',
  path: '/api/session',
  summary: '我是谁、有哪些岗位、可以代表哪些企业',
  responses: { 200: jsonReply('登录的人；没有登录时为 nobody', sessionSchema) },
})

const postSession = createRoute({
  method: 'post',
  path: '/api/session',
  summary: '用登录名和密码登录',
  description: '连续失败 5 次锁定 15 分钟，再失败加倍。没有这个登录名时，答复与用时都相同。',
  middleware: requireOwnPage,
  request: jsonBody(signInRequest),
  responses: {
    200: jsonReply('会话写在 Cookie 里', sessionSchema),
    400: errorResponse('写法不对'),
    ...refusals,
  },
})

const postCode = createRoute({
  method: 'post',
  path: '/api/session/second-factor',
  summary: '登录的第二步：动态口令或备用码',
  middleware: requireSession('enter-code'),
  request: jsonBody(codeRequest),
  responses: {
    200: jsonReply('登录完成', sessionSchema),
    422: errorResponse('口令不对或已用过'),
    ...refusals,
  },
})

const deleteSession = createRoute({
  method: 'delete',
  path: '/api/session',
  summary: '退出登录',
  middleware: requireSession('enter-code', 'change-password', 'enrol'),
  responses: { 200: jsonReply('会话已结束', doneSchema), ...refusals },
})

/** What a page learns of who uses it. */
function sessionReply({ person, next, secondFactor, duties, authorities }: Session, formToken: string) {
  return { kind: 'person', person, next, formToken, secondFactor, duties, authorities } as const
}

export function addSession(
  app: OpenAPIHono,
  { database, clock, front, key, singleSignOn }: IdentityParts,
): void {
  const replyOf = async (token: string) => {
    const session = await findSession(database, clock(), token)
    if (!session) throw new Error('the session that just began is gone')
    return sessionReply(session, formTokenOf(token))
  }
  app.openapi(getSession, async (c) => {
    c.header('Cache-Control', 'no-store')
    const session = await c.get('visitor').session()
    if (!session) return c.json({ kind: 'nobody', singleSignOn: singleSignOn !== undefined } as const, 200)
    return c.json(sessionReply(session, ownFormToken(c)) as never, 200)
  })
  app.openapi(postSession, async (c) => {
    c.header('Cache-Control', 'no-store')
    const before = await c.get('visitor').session()
    const token = await signIn(database, clock(), { ...c.req.valid('json'), address: addressOf(front, c) })
    // Whoever put a session into this browser does not get to share the next one.
    if (before) await signOut(database, clock(), before)
    setSessionCookie(c, token)
    return c.json((await replyOf(token)) as never, 200)
  })
  app.openapi(postCode, async (c) => {
    const token = await passSecondFactor(database, clock(), key, currentPerson(c), c.req.valid('json').code)
    setSessionCookie(c, token)
    return c.json((await replyOf(token)) as never, 200)
  })
  app.openapi(deleteSession, async (c) => {
    await signOut(database, clock(), currentPerson(c))
    clearSessionCookie(c)
    return c.json({ done: true } as const, 200)
  })
}
