// /api/exchange/plan/projects: the four lists for other systems, with a token of a department. They see what people of
// that department see, without the people.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { transact } from '../../db/transact.ts'
import { departmentNames } from '../../identity/departmentNames.ts'
import { pageOfProjects, projectDay } from '../../plan/projects/listProjects.ts'
import { projectOfSystem } from '../../plan/projects/projectOfSystem.ts'
import { errorResponse } from '../errors.ts'
import { idText, jsonReply } from '../fields.ts'
import { currentSystem, requireSystem } from '../visitor.ts'
import type { PlanParts } from './planParts.ts'
import { filterOf, pageQuery, projectQuery } from './projectLists.ts'
import { lineReply, projectPageSchema, systemProjectReply, systemProjectSchema } from './projectReply.ts'

const refused = { 401: errorResponse('令牌无效'), 403: errorResponse('令牌没有 read_plan 权限') }

const getProjects = createRoute({
  method: 'get',
  path: '/api/exchange/plan/projects',
  summary: '其他系统读四张清单上的项目（令牌权限 read_plan）',
  description:
    '请求头 Authorization: Bearer 令牌。委办局看到本区的项目，镇街、公司只看到本单位的；含所在清单、计划日期、' +
    '市级重点项目库情况，按清单先后、停留长短排列。',
  middleware: requireSystem('read_plan'),
  request: { query: z.object({ ...projectQuery, ...pageQuery }) },
  responses: { 200: jsonReply('一页和总数', projectPageSchema), ...refused },
})

const getProject = createRoute({
  method: 'get',
  path: '/api/exchange/plan/projects/{id}',
  summary: '其他系统读一个项目：企业、过程、前置事项、停留、所支撑的指标（令牌权限 read_plan）',
  middleware: requireSystem('read_plan'),
  request: {
    params: z.object({ id: idText }),
    query: z.object({ at: projectQuery.at, known: projectQuery.known }),
  },
  responses: {
    200: jsonReply('项目', systemProjectSchema),
    404: errorResponse('没有这个项目，或看不到'),
    ...refused,
  },
})

export function addProjectSystems(app: OpenAPIHono, { database, clock, program }: PlanParts): void {
  app.openapi(getProjects, async (c) => {
    const { from, size, ...query } = c.req.valid('query')
    const occasion = { actor: { kind: 'system' as const, token: currentSystem(c).id }, now: clock() }
    const filter = filterOf(query)
    const { lines, total } = await pageOfProjects(database, occasion, filter, { from, size })
    const places = await transact(database, occasion, (tx) => departmentNames(tx))
    const projects = lines.map((each) => lineReply(each, places))
    return c.json({ day: projectDay(occasion.now, filter).day, total, projects }, 200)
  })
  app.openapi(getProject, async (c) => {
    const { at, known } = c.req.valid('query')
    const as = { ...(at !== undefined && { at }), ...(known !== undefined && { known }) }
    const reading = { token: currentSystem(c).id, now: clock() }
    const found = await projectOfSystem(database, reading, c.req.valid('param').id, as)
    return c.json(systemProjectReply(program, found), 200)
  })
}
