// POST /api/departments: which departments there are, kept by the system administrator.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { DEPARTMENT_KINDS } from '../db/tables.ts'
import { closeDepartment } from '../identity/closeDepartment.ts'
import { createDepartment } from '../identity/createDepartment.ts'
import { renameDepartment } from '../identity/renameDepartment.ts'
import { errorResponse } from './errors.ts'
import { bodyErrors, doneSchema, jsonBody, jsonReply, line } from './fields.ts'
import type { IdentityParts } from './identityParts.ts'
import { currentPerson, requireRole } from './visitor.ts'

const name = line('部门名称', 100)

const departmentRequest = z
  .strictObject(
    {
      id: line('部门编号', 64).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, '部门编号只用小写字母、数字和短横'),
      name,
      district: line('区县', 40).optional().openapi({ description: '不写即全市' }),
      kind: z.enum(DEPARTMENT_KINDS, `种类只有 ${DEPARTMENT_KINDS.join('、')}`),
    },
    bodyErrors('id、name 和 kind'),
  )
  .openapi('DepartmentRequest')

const nameRequest = z.strictObject({ name }, bodyErrors('name')).openapi('DepartmentNameRequest')
const closedRequest = z
  .strictObject({ closed: z.boolean('closed 应为 true 或 false') }, bodyErrors('closed'))
  .openapi('DepartmentClosedRequest')

const params = z.object({ id: z.string().regex(/^[a-z0-9-]{1,64}$/, '部门编号不对') })
const systemAdmin = requireRole('system_admin')
const refusals = { 401: errorResponse('没有登录'), 403: errorResponse('只有系统管理员可以') }
const done = jsonReply('已办', doneSchema)

const postDepartment = createRoute({
  method: 'post',
  path: '/api/departments',
  summary: '新建部门（系统管理员）',
  middleware: systemAdmin,
  request: jsonBody(departmentRequest),
  responses: { 200: done, 409: errorResponse('编号或名称已有部门用'), ...refusals },
})

const postName = createRoute({
  method: 'post',
  path: '/api/departments/{id}/name',
  summary: '部门改名（系统管理员）；区县和种类不能改，它们决定里面的人看得到什么',
  middleware: systemAdmin,
  request: { params, ...jsonBody(nameRequest) },
  responses: {
    200: done,
    404: errorResponse('没有这个部门'),
    409: errorResponse('名称已有部门用'),
    ...refusals,
  },
})

const postClosed = createRoute({
  method: 'post',
  path: '/api/departments/{id}/closed',
  summary: '撤销或恢复部门（系统管理员）',
  middleware: systemAdmin,
  request: { params, ...jsonBody(closedRequest) },
  responses: {
    200: done,
    404: errorResponse('没有这个部门'),
    409: errorResponse('还有人任职，或还有事项、令牌、办件'),
    ...refusals,
  },
})

export function addDepartments(app: OpenAPIHono, { database, clock }: IdentityParts): void {
  app.openapi(postDepartment, async (c) => {
    await createDepartment(database, clock(), currentPerson(c).person.id, c.req.valid('json'))
    return c.json({ done: true } as const, 200)
  })
  app.openapi(postName, async (c) => {
    const { id } = c.req.valid('param')
    await renameDepartment(database, clock(), currentPerson(c).person.id, id, c.req.valid('json').name)
    return c.json({ done: true } as const, 200)
  })
  app.openapi(postClosed, async (c) => {
    const { id } = c.req.valid('param')
    await closeDepartment(database, clock(), currentPerson(c).person.id, id, c.req.valid('json').closed)
    return c.json({ done: true } as const, 200)
  })
}
