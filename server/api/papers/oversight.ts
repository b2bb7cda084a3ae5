// GET /api/late-cases: how many cases are late on whose desk; each number is that of a list of the workbench. GET
// /api/cases/{id}/escalations: who was told of one.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { transact } from '../../db/transact.ts'
import { escalationsOf } from '../../papers/escalationsOf.ts'
import { lateCases } from '../../papers/lateCases.ts'
import { type CaseParts, OFFICERS } from '../caseParts.ts'
import { errorResponse } from '../errors.ts'
import { idText, jsonReply, moment } from '../fields.ts'
import { currentPerson, requireRole } from '../visitor.ts'

const lateSchema = z
  .array(
    z
      .object({
        id: z.string().openapi({ description: '部门；none：不在部门案头（企业或系统）' }),
        name: z.string(),
        open: z.int().openapi({ description: '在案头的' }),
        late: z.int().openapi({ description: '其中超期的' }),
        escalated: z.int().openapi({ description: '超期的里面已督办到领导的' }),
        worst: z.int().openapi({ description: '超期最久的一件，工作日' }),
      })
      .openapi('LateDepartment'),
  )
  .openapi('LateDepartments')

const escalationSchema = z
  .object({
    level: z.enum(['desk', 'leader']).openapi({ description: 'desk 督办到经办部门，leader 督办到领导' }),
    ...{ dueOn: z.string(), workingDaysLate: z.int(), at: moment },
  })
  .openapi('Escalation')

export type LateReply = z.infer<typeof lateSchema>
export type EscalationReply = z.infer<typeof escalationSchema>

const getLate = createRoute({
  method: 'get',
  path: '/api/late-cases',
  summary: '督办：各部门超期的办件',
  middleware: requireRole(...OFFICERS),
  responses: {
    200: jsonReply('超期多的在前；数目与工作台同一筛选相同', lateSchema),
    401: errorResponse('没有登录'),
    403: errorResponse('没有办理、审计或领导岗位'),
  },
})

const getEscalations = createRoute({
  method: 'get',
  path: '/api/cases/{id}/escalations',
  summary: '一件的督办记录',
  middleware: requireRole(...OFFICERS),
  request: { params: z.object({ id: idText }) },
  responses: {
    200: jsonReply('先督办的在前', z.array(escalationSchema)),
    401: errorResponse('没有登录'),
    403: errorResponse('没有办理、审计或领导岗位'),
  },
})

export function addOversight(app: OpenAPIHono, { database, clock }: CaseParts): void {
  app.openapi(getLate, async (c) => {
    const occasion = { actor: { kind: 'person' as const, person: currentPerson(c).person.id }, now: clock() }
    return c.json(await lateCases(database, occasion), 200)
  })
  app.openapi(getEscalations, async (c) => {
    const occasion = { actor: { kind: 'person' as const, person: currentPerson(c).person.id }, now: clock() }
    const { id } = c.req.valid('param')
    return c.json(await transact(database, occasion, (tx) => escalationsOf(tx, id)), 200)
  })
}
