// POST /api/password: a new password, after which one signs in again everywhere.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { changePassword } from '../identity/changePassword.ts'
import { errorResponse } from './errors.ts'
import { bodyErrors, doneSchema, jsonBody, jsonReply } from './fields.ts'
import type { IdentityParts } from './identityParts.ts'
import { clearSessionCookie, currentPerson, requireSession } from './visitor.ts'

const secret = (what: string) => z.string(`${what}应为文本`).min(1, `请填写${what}`).max(1000, `${what}太长`)

const request = z
  .strictObject({ old: secret('原密码'), wanted: secret('新密码') }, bodyErrors('old 和 wanted'))
  .openapi('PasswordRequest')

const postPassword = createRoute({
  method: 'post',
  path: '/api/password',
  summary: '修改密码',
  description:
    '至少 12 个字符，或三类字符至少 10 个；常见的和最近用过的不收。修改后所有会话结束，要重新登录。',
  middleware: requireSession('change-password'),
  request: jsonBody(request),
  responses: {
    200: jsonReply('已修改', doneSchema),
    401: errorResponse('没有登录，或原密码不对'),
    403: errorResponse('登录还没有完成'),
    422: errorResponse('新密码不合要求'),
    429: errorResponse('失败次数太多'),
  },
})

export function addPassword(app: OpenAPIHono, { database, clock }: IdentityParts): void {
  app.openapi(postPassword, async (c) => {
    await changePassword(database, clock(), currentPerson(c), c.req.valid('json'))
    clearSessionCookie(c)
    return c.json({ done: true } as const, 200)
  })
}
