// /api/duties and /api/departments: who does what where.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { DEPARTMENT_KINDS, ROLES } from '../db/tables.ts'
import { endDuty } from '../identity/endDuty.ts'
import { grantDuty } from '../identity/grantDuty.ts'
import { listDepartments } from '../identity/listDepartments.ts'
import { errorResponse } from './errors.ts'
import { bodyErrors, day, doneSchema, id, idText, jsonBody, jsonReply, line, moment } from './fields.ts'
import type { IdentityParts } from './identityParts.ts'
import { currentPerson, requireRole, requireSession } from './visitor.ts'

const departmentSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    district: z.string().nullable().openapi({ description: 'null：全市' }),
    kind: z.enum(DEPARTMENT_KINDS),
    closedAt: moment.nullable().openapi({ description: '何时撤销' }),
  })
  .openapi('Department')

const dutyRequest = z
  .strictObject(
    {
      person: id('用户编号'),
      role: z.enum(ROLES, `岗位只有 ${ROLES.join('、')}`),
      department: line('部门编号', 64).optional().openapi({ description: '三类管理员不写，其他岗位必填' }),
      until: day('最后一天').optional(),
    },
    bodyErrors('person 和 role'),
  )
  .openapi('DutyRequest')

export type DepartmentReply = z.infer<typeof departmentSchema>

const securityAdmin = requireRole('security_admin')
const refusals = { 401: errorResponse('没有登录'), 403: errorResponse('只有安全管理员可以，也不能给自己') }

const getDepartments = createRoute({
  method: 'get',
  path: '/api/departments',
  summary: '部门、镇街、国有平台公司',
  middleware: requireSession(),
  responses: { 200: jsonReply('部门', z.array(departmentSchema)), 401: errorResponse('没有登录') },
})

const postDuty = createRoute({
  method: 'post',
  path: '/api/duties',
  summary: '授予岗位（安全管理员）',
  middleware: securityAdmin,
  request: jsonBody(dutyRequest),
  responses: {
    200: jsonReply('岗位的编号', z.object({ id: z.int() })),
    404: errorResponse('没有这个人或部门'),
    409: errorResponse('三类管理员须由不同的人担任'),
    422: errorResponse('期限不对'),
    ...refusals,
  },
})

const deleteDuty = createRoute({
  method: 'delete',
  path: '/api/duties/{id}',
  summary: '立即终止岗位（安全管理员）',
  middleware: securityAdmin,
  request: { params: z.object({ id: idText }) },
  responses: { 200: jsonReply('已终止', doneSchema), 404: errorResponse('没有这个岗位'), ...refusals },
})

export function addDuties(app: OpenAPIHono, { database, clock }: IdentityParts): void {
  app.openapi(getDepartments, async (c) =>
    c.json((await listDepartments(database, clock(), currentPerson(c).person.id)) as never, 200),
  )
  app.openapi(postDuty, async (c) =>
    c.json({ id: await grantDuty(database, clock(), currentPerson(c).person.id, c.req.valid('json')) }, 200),
  )
  app.openapi(deleteDuty, async (c) => {
    await endDuty(database, clock(), currentPerson(c).person.id, c.req.valid('param').id)
    return c.json({ done: true } as const, 200)
  })
}
