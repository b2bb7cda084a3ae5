// /api/persons: who can sign in, for administrators.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { ROLES } from '../db/tables.ts'
import { createPerson } from '../identity/createPerson.ts'
import { listPersons } from '../identity/listPersons.ts'
import { resetPassword } from '../identity/resetPassword.ts'
import { resetSecondFactor } from '../identity/resetSecondFactor.ts'
import { revealPhone } from '../identity/revealPhone.ts'
import { setDisabled } from '../identity/setDisabled.ts'
import { errorResponse } from './errors.ts'
import { bodyErrors, doneSchema, idText, jsonBody, jsonReply, line, moment } from './fields.ts'
import type { IdentityParts } from './identityParts.ts'
import { currentPerson, requireRole } from './visitor.ts'

const personSchema = z
  .object({
    id: z.int(),
    login: z.string(),
    name: z.string(),
    phone: z.string().nullable().openapi({ description: '打了掩码', example: '138****0000' }),
    singleSignOn: z.boolean(),
    disabledAt: moment.nullable(),
    duties: z.array(
      z.object({
        id: z.int(),
        role: z.enum(ROLES),
        department: z.string().nullable(),
        from: z.string(),
        until: z.string().nullable(),
        endedAt: moment.nullable(),
      }),
    ),
  })
  .openapi('Person')

export type { Role } from '../identity/rights.ts'
export type PersonReply = z.infer<typeof personSchema>

const personRequest = z
  .strictObject(
    {
      login: line('登录名', 64).regex(/^[a-z0-9][a-z0-9._-]*$/i, '登录名只用字母、数字和 . _ -'),
      name: line('姓名', 64),
      phone: line('电话', 32)
        .regex(/^\+?[\d -]+$/, '电话只用数字、空格和 -')
        .optional(),
      singleSignOn: z
        .strictObject({ issuer: line('统一身份的签发者', 200), subject: line('统一身份的编号', 200) })
        .optional(),
    },
    bodyErrors('login 和 name'),
  )
  .openapi('PersonRequest')

const reasonRequest = z
  .strictObject({ reason: line('查看原因', 200) }, bodyErrors('reason'))
  .openapi('RevealRequest')
const disabledRequest = z
  .strictObject({ disabled: z.boolean('disabled 应为 true 或 false') }, bodyErrors('disabled'))
  .openapi('DisabledRequest')

const params = z.object({ id: idText })
const refusals = { 401: errorResponse('没有登录'), 403: errorResponse('只有管理员可以') }
const missing = { 404: errorResponse('没有这个人，或这是自己') }
const systemAdmin = requireRole('system_admin')
const eitherAdmin = requireRole('system_admin', 'security_admin')

const getPersons = createRoute({
  method: 'get',
  path: '/api/persons',
  summary: '全部用户及其岗位',
  middleware: eitherAdmin,
  responses: { 200: jsonReply('用户', z.array(personSchema)), ...refusals },
})

const postPerson = createRoute({
  method: 'post',
  path: '/api/persons',
  summary: '新建用户（系统管理员）',
  middleware: systemAdmin,
  request: jsonBody(personRequest),
  responses: {
    200: jsonReply(
      '初始密码只显示这一次；用统一身份认证的人没有密码',
      z.object({ id: z.int(), password: z.string().nullable() }),
    ),
    409: errorResponse('登录名已有人用'),
    ...refusals,
  },
})

const postPersonPassword = createRoute({
  method: 'post',
  path: '/api/persons/{id}/password',
  summary: '重置密码（系统管理员）',
  middleware: systemAdmin,
  request: { params },
  responses: {
    200: jsonReply('初始密码只显示这一次', z.object({ password: z.string() })),
    ...missing,
    ...refusals,
  },
})

const postDisabled = createRoute({
  method: 'post',
  path: '/api/persons/{id}/disabled',
  summary: '停用或恢复用户（系统管理员）',
  middleware: systemAdmin,
  request: { params, ...jsonBody(disabledRequest) },
  responses: { 200: jsonReply('已办', doneSchema), ...missing, ...refusals },
})

const postPhone = createRoute({
  method: 'post',
  path: '/api/persons/{id}/phone',
  summary: '查看完整电话，写明原因，留痕',
  middleware: eitherAdmin,
  request: { params, ...jsonBody(reasonRequest) },
  responses: {
    200: jsonReply('电话', z.object({ phone: z.string().nullable() })),
    422: errorResponse('没有写明原因'),
    ...missing,
    ...refusals,
  },
})

const deletePersonSecondFactor = createRoute({
  method: 'delete',
  path: '/api/persons/{id}/second-factor',
  summary: '解除遗失的动态口令（安全管理员）',
  middleware: requireRole('security_admin'),
  request: { params },
  responses: { 200: jsonReply('已解除', doneSchema), ...missing, ...refusals },
})

export function addPersons(app: OpenAPIHono, { database, clock }: IdentityParts): void {
  app.openapi(getPersons, async (c) =>
    c.json((await listPersons(database, clock(), currentPerson(c).person.id)) as never, 200),
  )
  app.openapi(postPerson, async (c) =>
    c.json(await createPerson(database, clock(), currentPerson(c).person.id, c.req.valid('json')), 200),
  )
  app.openapi(postPersonPassword, async (c) => {
    const { id } = c.req.valid('param')
    return c.json({ password: await resetPassword(database, clock(), currentPerson(c).person.id, id) }, 200)
  })
  app.openapi(postDisabled, async (c) => {
    const { disabled } = c.req.valid('json')
    await setDisabled(database, clock(), currentPerson(c).person.id, c.req.valid('param').id, disabled)
    return c.json({ done: true } as const, 200)
  })
  app.openapi(postPhone, async (c) => {
    const { reason } = c.req.valid('json')
    const { id } = c.req.valid('param')
    return c.json(
      { phone: await revealPhone(database, clock(), currentPerson(c).person.id, id, reason) },
      200,
    )
  })
  app.openapi(deletePersonSecondFactor, async (c) => {
    await resetSecondFactor(database, clock(), currentPerson(c).person.id, c.req.valid('param').id)
    return c.json({ done: true } as const, 200)
  })
}
