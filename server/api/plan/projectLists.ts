// GET /api/plan/projects, /api/plan/project-summary, /api/plan/project-choices and the workbook: projects on their
// lists, their sums, what to choose from, and Excel out and in.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { department, POOL_STATES, PROJECT_STAGES } from '../../db/tables.ts'
import { transact } from '../../db/transact.ts'
import { departmentNames } from '../../identity/departmentNames.ts'
import type { Session } from '../../identity/session.ts'
import { exportProjects, importProjects } from '../../plan/projects/importProjects.ts'
import { type ProjectFilter, pageOfProjects, projectDay } from '../../plan/projects/listProjects.ts'
import { FOUR_LISTS } from '../../plan/projects/stages.ts'
import { summarizeProjects } from '../../plan/projects/summarizeProjects.ts'
import { errorResponse } from '../errors.ts'
import { day, jsonReply, line } from '../fields.ts'
import { fileResponse, sendFile, xlsxType } from '../file.ts'
import { currentPerson, requireRole } from '../visitor.ts'
import { refusals } from './planLists.ts'
import {
  occasionOf,
  PLAN_READERS,
  type PlanParts,
  plannedDistricts,
  reportingDepartments,
} from './planParts.ts'
import {
  choicesReply,
  lineReply,
  projectChoicesSchema,
  projectPageSchema,
  projectSummarySchema,
  summaryReply,
} from './projectReply.ts'

const flag = z.enum(['1'], '只能写 1').optional()

export const projectQuery = {
  stage: z.enum(PROJECT_STAGES, '没有这张清单').optional(),
  open: flag.openapi({ description: '只看四张清单上的，不含已建成、已终止' }),
  department: line('部门编号', 80).optional(),
  district: line('区县', 40).optional(),
  industry: line('所属产业', 100).optional(),
  pool: z.enum(POOL_STATES, '没有这种入库情况').optional(),
  green: flag.openapi({ description: '只看绿色通道的' }),
  late: flag.openapi({ description: '只看计划日期已过而没有开工（建成）的' }),
  slipped: flag.openapi({ description: '只看推迟过的' }),
  text: line('查找内容', 100).optional().openapi({ description: '项目名称、投资方或地点里的字' }),
  at: day('日期').optional().openapi({ description: '哪一天的情况；默认今天' }),
  known: day('已知日期').optional().openapi({ description: '按这一天结束时已知的；默认现在' }),
}

export const pageQuery = {
  from: z.coerce.number('from 应为数字').int().min(0, '从 0 起').max(1_000_000, '太大').default(0),
  size: z.coerce
    .number('size 应为数字')
    .int()
    .min(1, '每页至少一个')
    .max(500, '每页最多 500 个')
    .default(500),
}

type Query = z.infer<z.ZodObject<typeof projectQuery>>

const getProjects = createRoute({
  method: 'get',
  path: '/api/plan/projects',
  summary: '项目清单：我看得到的项目，按清单先后、停留长短排列',
  middleware: requireRole(...PLAN_READERS),
  request: {
    query: z.object({
      ...projectQuery,
      ...pageQuery,
    }),
  },
  responses: { 200: jsonReply('一页和总数', projectPageSchema), ...refusals },
})

const getSummary = createRoute({
  method: 'get',
  path: '/api/plan/project-summary',
  summary: '项目合计：按清单、负责部门、终止原因',
  middleware: requireRole(...PLAN_READERS),
  request: { query: z.object(projectQuery) },
  responses: { 200: jsonReply('合计', projectSummarySchema), ...refusals },
})

const getChoices = createRoute({
  method: 'get',
  path: '/api/plan/project-choices',
  summary: '四张清单及其前置事项，和登记时可以选的',
  middleware: requireRole(...PLAN_READERS),
  responses: { 200: jsonReply('清单、原因、部门、指标', projectChoicesSchema), ...refusals },
})

const getWorkbook = createRoute({
  method: 'get',
  path: '/api/plan/project-workbook',
  summary: '项目表：导出 Excel，与列表一致，可以改后再导入',
  middleware: requireRole(...PLAN_READERS),
  request: { query: z.object(projectQuery) },
  responses: { 200: fileResponse('Excel 文件', xlsxType), ...refusals },
})

const form = z
  .strictObject({
    file: z
      .custom<File>((value) => value instanceof File, '请选择项目表')
      .openapi({ type: 'string', format: 'binary' }),
  })
  .openapi('ProjectWorkbookRequest')

const importedSchema = z
  .object({ added: z.int(), revised: z.int(), replanned: z.int(), unchanged: z.int() })
  .openapi('ProjectsImported')

export type ProjectsImportedReply = z.infer<typeof importedSchema>

const postWorkbook = createRoute({
  method: 'post',
  path: '/api/plan/project-workbook',
  summary: '导入项目表：新登记、更正、调整计划；全部导入，或一格也不导入',
  middleware: requireRole('handler', 'reviewer', 'planner'),
  request: { body: { required: true, content: { 'multipart/form-data': { schema: form } } } },
  responses: {
    200: jsonReply('导入了多少', importedSchema),
    413: errorResponse('文件太大'),
    422: errorResponse('表不对，problems 的 path 是格子'),
    ...refusals,
  },
})

export function addProjectLists(app: OpenAPIHono, { database, clock, program }: PlanParts): void {
  const ask = (session: Session) => occasionOf(session, clock())
  app.openapi(getProjects, async (c) => {
    const { from, size, ...query } = c.req.valid('query')
    const occasion = ask(currentPerson(c))
    const filter = filterOf(query)
    const { lines, total } = await pageOfProjects(database, occasion, filter, { from, size })
    const places = await transact(database, occasion, (tx) => departmentNames(tx))
    const projects = lines.map((each) => lineReply(each, places))
    return c.json({ day: projectDay(occasion.now, filter).day, total, projects }, 200)
  })
  app.openapi(getSummary, async (c) => {
    const occasion = ask(currentPerson(c))
    const summary = await summarizeProjects(database, occasion, filterOf(c.req.valid('query')))
    const places = await transact(database, occasion, (tx) => departmentNames(tx))
    return c.json(summaryReply(summary, places), 200)
  })
  app.openapi(getChoices, async (c) => {
    const session = currentPerson(c)
    const rows = await transact(database, ask(session), (tx) =>
      tx.select().from(department).orderBy(department.district, department.name),
    )
    const [own, districts] = [reportingDepartments(session), plannedDistricts(session)]
    const departments = rows.flatMap(({ id, name, district }) =>
      district !== null && (own.includes(id) || districts.includes(district)) ? [{ id, name, district }] : [],
    )
    return c.json({ ...choicesReply(program, FOUR_LISTS.policy, FOUR_LISTS.list), departments }, 200)
  })
  app.openapi(getWorkbook, async (c) => {
    const occasion = ask(currentPerson(c))
    const filter = filterOf(c.req.valid('query'))
    const content = await exportProjects(database, occasion, filter)
    return sendFile(c, {
      name: `项目清单-${projectDay(occasion.now, filter).day}.xlsx`,
      type: xlsxType,
      content,
    })
  })
  app.openapi(postWorkbook, async (c) => {
    const { file } = c.req.valid('form')
    const bytes = Buffer.from(await file.arrayBuffer())
    return c.json(await importProjects(database, ask(currentPerson(c)), bytes), 200)
  })
}

export function filterOf({ open, green, late, slipped, ...query }: Query): ProjectFilter {
  const said = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined))
  return {
    ...said,
    ...(open && { open: true }),
    ...(green && { green: true }),
    ...(late && { late: true }),
    ...(slipped && { slipped: true }),
  }
}
