// /api/second-factor: bind an authenticator.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { confirmSecondFactor } from '../identity/confirmSecondFactor.ts'
import { enrolSecondFactor } from '../identity/enrolSecondFactor.ts'
import { errorResponse } from './errors.ts'
import { bodyErrors, jsonBody, jsonReply, line } from './fields.ts'
import type { IdentityParts } from './identityParts.ts'
import { currentPerson, formTokenOf, requireSession, setSessionCookie } from './visitor.ts'

const enrolmentSchema = z
  .object({
    uri: z.string().openapi({ description: '给手机扫的二维码内容', example: 'otpauth://totp/…' }),
    secret: z.string().openapi({ description: '手工输入用' }),
  })
  .openapi('Enrolment')

const confirmationSchema = z
  .object({
    formToken: z.string(),
    recoveryCodes: z.array(z.string()).openapi({ description: '手机遗失时用，各用一次；只显示这一次' }),
  })
  .openapi('Confirmation')

const request = z
  .strictObject({ code: line('动态口令', 40).openapi({ example: '123456' }) }, bodyErrors('code'))
  .openapi('ConfirmationRequest')

const refusals = {
  401: errorResponse('没有登录'),
  403: errorResponse('登录还没有完成，或不是从本网站的页面发出'),
  429: errorResponse('失败次数太多'),
}

const middleware = requireSession('enrol')

const postSecondFactor = createRoute({
  method: 'post',
  path: '/api/second-factor',
  summary: '开始绑定动态口令',
  middleware,
  responses: {
    200: jsonReply('密钥，只显示这一次', enrolmentSchema),
    409: errorResponse('已经绑定过'),
    ...refusals,
  },
})

const postConfirmation = createRoute({
  method: 'post',
  path: '/api/second-factor/confirmation',
  summary: '用一个口令确认绑定',
  middleware,
  request: jsonBody(request),
  responses: {
    200: jsonReply('已绑定；会话换了新的 Cookie', confirmationSchema),
    404: errorResponse('没有开始绑定'),
    422: errorResponse('口令不对'),
    ...refusals,
  },
})

export function addSecondFactor(app: OpenAPIHono, { database, clock, key }: IdentityParts): void {
  app.openapi(postSecondFactor, async (c) =>
    c.json(await enrolSecondFactor(database, clock(), key, currentPerson(c)), 200),
  )
  app.openapi(postConfirmation, async (c) => {
    const { code } = c.req.valid('json')
    const { token, recoveryCodes } = await confirmSecondFactor(database, clock(), key, currentPerson(c), code)
    setSessionCookie(c, token)
    return c.json({ formToken: formTokenOf(token), recoveryCodes: [...recoveryCodes] }, 200)
  })
}
