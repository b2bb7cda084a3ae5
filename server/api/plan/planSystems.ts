// /api/exchange/plan: the plan for other systems, with a token of a department. They see what people of that department
// see: a bureau its district, a street or a company what is its own. They report only what it is to report.
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { transact } from '../../db/transact.ts'
import { planAsOf } from '../../plan/targets/planAsOf.ts'
import { correctValue, reportValue } from '../../plan/targets/reportValue.ts'
import { errorResponse } from '../errors.ts'
import { jsonBody, jsonReply } from '../fields.ts'
import { currentSystem, requireSystem } from '../visitor.ts'
import { planQuery, planReply, scopeOf } from './planLists.ts'
import { momentsOf, type PlanParts } from './planParts.ts'
import { planSchema } from './planReply.ts'
import { reportErrors, reportedReply, reportedSchema, reportOf, reportRequest } from './planReports.ts'

const refused = { 401: errorResponse('令牌无效'), 403: errorResponse('令牌没有这项权限') }

const getPlan = createRoute({
  method: 'get',
  path: '/api/exchange/plan',
  summary: '其他系统读计划目标（令牌权限 read_plan）',
  description: '请求头 Authorization: Bearer 令牌。委办局看到本区的指标，镇街、公司只看到由本单位填报的。',
  middleware: requireSystem('read_plan'),
  request: { query: planQuery.omit({ district: true }) },
  responses: { 200: jsonReply('指标，按文件的先后', planSchema), ...refused },
})

const postReport = createRoute({
  method: 'post',
  path: '/api/exchange/plan/reports',
  summary: '其他系统填报或更正一期（令牌权限 report_plan）',
  middleware: requireSystem('report_plan'),
  request: jsonBody(reportRequest),
  responses: { 200: jsonReply('已报送，等待审定', reportedSchema), ...refused, ...reportErrors },
})

export function addPlanSystems(app: OpenAPIHono, { database, clock, program }: PlanParts): void {
  app.openapi(getPlan, async (c) => {
    const query = c.req.valid('query')
    const now = clock()
    const { day, knownAt } = momentsOf(query, now)
    const occasion = { actor: { kind: 'system' as const, token: currentSystem(c).id }, now }
    const plan = await transact(database, occasion, (tx) =>
      planAsOf(tx, program, day, knownAt, scopeOf(query)),
    )
    return c.json(planReply(program, plan), 200)
  })
  app.openapi(postReport, async (c) => {
    const request = c.req.valid('json')
    const system = currentSystem(c)
    const { id: token, name, department: place } = system
    const by = { by: { token, name, department: place.id }, now: clock() }
    const save = request.correct ? correctValue : reportValue
    return c.json(reportedReply(await save(database, by, program, reportOf(request))), 200)
  })
}
