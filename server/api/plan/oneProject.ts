// POST /api/plan/projects, GET /api/plan/projects/{id} and POST …/acts: a new project, one in full, what is done with it.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { DROP_REASONS, POOL_STATES } from '../../db/tables.ts'
import {
  actOnProject,
  type NewProject,
  type ProjectActInput,
  registerProject,
} from '../../plan/projects/actOnProject.ts'
import { findEnterprises } from '../../plan/projects/findEnterprises.ts'
import { projectInFull } from '../../plan/projects/projectInFull.ts'
import { requireTargets } from '../../plan/projects/requireTargets.ts'
import { LISTS, PROJECT_ACT_NAMES, type ProjectAct } from '../../plan/projects/stages.ts'
import { lines } from '../caseFields.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, day, id, idText, jsonBody, jsonReply, line } from '../fields.ts'
import { currentPerson, requireRole } from '../visitor.ts'
import { refusals } from './planLists.ts'
import { occasionOf, PLAN_READERS, type PlanParts } from './planParts.ts'
import { projectReply, projectSchema } from './projectReply.ts'

const KEEPERS = ['handler', 'reviewer', 'planner'] as const
type Act = Exclude<ProjectAct, 'register'>
const isAct = (act: ProjectAct): act is Act => act !== 'register'
const [firstAct = 'note', ...otherActs] = PROJECT_ACT_NAMES.filter(isAct)

const fen = (what: string) =>
  z
    .int(`${what}应为整数（分）`)
    .min(0, `${what}不能是负数`)
    .max(10_000_000_000_000, `${what}超过 1000 亿元，请看单位`)

const about = {
  investor: line('投资方', 200).optional(),
  place: line('建设地点', 200).optional(),
  investedFen: fen('计划投资').optional(),
  subject: id('企业').optional().openapi({ description: '本系统里建设项目的企业' }),
  targets: z
    .array(line('指标', 200).regex(/^[\w-]+\/[\w-]+$/, '指标写成 文件编号/目标编号'))
    .max(20, '指标最多 20 个')
    .optional(),
  plannedStart: day('计划开工').optional(),
  plannedCompletion: day('计划建成').optional(),
  on: day('发生日期').optional().openapi({ description: '默认今天' }),
  text: lines('内容', 2000).optional(),
}

const requestId = line('请求编号', 80).openapi({ description: '由提交方生成；同一编号提交两次只算一次' })

const newRequest = z
  .strictObject(
    {
      ...{ requestId, district: line('区县', 40), department: line('部门编号', 80) },
      ...{
        name: line('项目名称', 200),
        industry: line('所属产业', 100),
        stage: z.enum(LISTS, '没有这张清单'),
      },
      ...about,
    },
    bodyErrors('requestId、district、department、name、industry 和 stage'),
  )
  .openapi('NewProjectRequest')

const actRequest = z
  .strictObject(
    {
      ...{ requestId, act: z.enum([firstAct, ...otherActs], '没有这种操作') },
      version: z.int('version 应为整数').nonnegative('version 应为整数'),
      ...about,
      ...{ name: line('项目名称', 200).optional(), industry: line('所属产业', 100).optional() },
      source: line('依据材料', 300).optional(),
      gate: line('前置事项', 40).optional(),
      meeting: id('会商').optional(),
      dropReason: z.enum(DROP_REASONS, '没有这个终止原因').optional(),
      pool: z.enum(POOL_STATES, '没有这种入库情况').optional(),
      green: z.boolean('green 应为是或否').optional(),
      ...{ totalFen: fen('投资总额').optional(), approvedFen: fen('核定投资').optional() },
      progressQualifies: z.boolean('progressQualifies 应为是或否').optional(),
      exceptional: z.boolean('exceptional 应为是或否').optional(),
      consent: z.boolean('consent 应为是或否').optional(),
    },
    bodyErrors('requestId、act 和 version'),
  )
  .openapi('ProjectActRequest')

const actedSchema = z
  .object({ id: z.int(), number: z.int(), stage: z.string(), repeated: z.boolean() })
  .openapi('ProjectActDone')

const postProject = createRoute({
  method: 'post',
  path: '/api/plan/projects',
  summary: '登记项目',
  middleware: requireRole(...KEEPERS),
  request: jsonBody(newRequest),
  responses: {
    200: jsonReply('登记了', actedSchema),
    422: errorResponse('没有写全，或写得不对'),
    ...refusals,
  },
})

const getProject = createRoute({
  method: 'get',
  path: '/api/plan/projects/{id}',
  summary: '一个项目：过程、前置事项、推迟、会商、可得的支持、预计开工和建成',
  middleware: requireRole(...PLAN_READERS),
  request: {
    params: z.object({ id: idText }),
    query: z.object({ at: day('日期').optional(), known: day('已知日期').optional() }),
  },
  responses: { 200: jsonReply('项目', projectSchema), 404: errorResponse('没有这个项目'), ...refusals },
})

const postAct = createRoute({
  method: 'post',
  path: '/api/plan/projects/{id}/acts',
  summary: '办理项目：完成前置事项、转入、退回、终止、调整计划、入库、绿色通道、核定、会商',
  middleware: requireRole(...KEEPERS),
  request: { params: z.object({ id: idText }), ...jsonBody(actRequest) },
  responses: {
    200: jsonReply('办成了', actedSchema),
    404: errorResponse('没有这个项目'),
    409: errorResponse('现在不能这样办，原因写明'),
    422: errorResponse('没有写全，或写得不对'),
    ...refusals,
  },
})

const enterprisesSchema = z
  .object({
    enterprises: z.array(
      z.object({
        ...{ id: z.int(), name: z.string(), creditCode: z.string().nullable() },
        district: z.string().nullable(),
      }),
    ),
    more: z.boolean().openapi({ description: '还有没有列出的，请多写几个字' }),
  })
  .openapi('ProjectEnterprises')

export type ProjectEnterprisesReply = z.infer<typeof enterprisesSchema>

const getEnterprises = createRoute({
  method: 'get',
  path: '/api/plan/project-enterprises',
  summary: '查找建设项目的企业：我看得到的，按名称的一部分或统一社会信用代码',
  middleware: requireRole(...KEEPERS),
  request: {
    query: z.object({ text: line('查找内容', 100).refine((text) => text.length >= 2, '请至少写两个字') }),
  },
  responses: { 200: jsonReply('最多 20 家，按名称', enterprisesSchema), ...refusals },
})

export function addOneProject(app: OpenAPIHono, { database, clock, program }: PlanParts): void {
  app.openapi(postProject, async (c) => {
    const { requestId: key, ...said } = c.req.valid('json')
    const occasion = occasionOf(currentPerson(c), clock())
    requireTargets(program, said.targets ?? [])
    return c.json(await registerProject(database, occasion, newOf(key, said)), 200)
  })
  app.openapi(getProject, async (c) => {
    const { at, known } = c.req.valid('query')
    const occasion = occasionOf(currentPerson(c), clock())
    const as = { ...(at !== undefined && { at }), ...(known !== undefined && { known }) }
    const full = await projectInFull(database, occasion, program, c.req.valid('param').id, as)
    return c.json(projectReply(program, full), 200)
  })
  app.openapi(postAct, async (c) => {
    const { requestId: key, act, version, ...said } = c.req.valid('json')
    const occasion = occasionOf(currentPerson(c), clock())
    requireTargets(program, said.targets ?? [])
    const input: ProjectActInput = { key, version, ...saidOf(said) }
    return c.json(await actOnProject(database, occasion, c.req.valid('param').id, act, input), 200)
  })
  app.openapi(getEnterprises, async (c) => {
    const occasion = occasionOf(currentPerson(c), clock())
    return c.json(await findEnterprises(database, occasion, c.req.valid('query').text), 200)
  })
}

type Said = Omit<z.infer<typeof actRequest>, 'requestId' | 'act' | 'version'>

/** What was not said is absent. */
function saidOf(said: Said): Omit<ProjectActInput, 'key' | 'version'> {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
}

type New = Omit<z.infer<typeof newRequest>, 'requestId'>

function newOf(key: string, { district, department, name, industry, stage, ...rest }: New): NewProject {
  return { ...saidOf(rest), ...{ key, district, department, name, industry, stage } }
}
