// GET /api/plan/wall and wall.xlsx: the whole plan on one page, every number with the list behind it.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { transact } from '../../db/transact.ts'
import { departmentNames } from '../../identity/departmentNames.ts'
import type { Session } from '../../identity/session.ts'
import { exportWall } from '../../plan/exportWall.ts'
import { LAMPS } from '../../plan/targets/status.ts'
import { LAMPS as TASK_LAMPS } from '../../plan/tasks/lamp.ts'
import { wallOf } from '../../plan/wall.ts'
import { day, jsonReply, line } from '../fields.ts'
import { fileResponse, sendFile, xlsxType } from '../file.ts'
import { currentPerson, requireRole } from '../visitor.ts'
import { refusals } from './planLists.ts'
import { occasionOf, PLAN_READERS, type PlanParts } from './planParts.ts'
import { projectSummarySchema, summaryReply } from './projectReply.ts'

const lamps = z.record(z.enum(LAMPS), z.int())
const taskLamps = z.record(z.enum(TASK_LAMPS), z.int())

const wallSchema = z
  .object({
    day: z.string(),
    sample: z.boolean().openapi({ description: '含示例数据' }),
    targets: z.object({
      ...{ total: z.int(), lamps },
      areas: z.array(
        z.object({ area: z.string(), title: z.string(), document: z.string(), lamps, total: z.int() }),
      ),
    }),
    tasks: z.object({
      ...{ total: z.int(), lamps: taskLamps },
      leads: z.array(
        z.object({
          lead: z.object({ id: z.string(), name: z.string() }).nullable(),
          ...{ lamps: taskLamps, total: z.int(), lateDays: z.int() },
        }),
      ),
    }),
    projects: projectSummarySchema,
  })
  .openapi('PlanWall')

export type WallReply = z.infer<typeof wallSchema>

const wallQuery = z.object({
  at: day('日期').optional().openapi({ description: '哪一天的情况，按当时所知；默认今天' }),
  district: line('区县', 40).optional(),
})

const getWall = createRoute({
  method: 'get',
  path: '/api/plan/wall',
  summary: '作战图：指标按领域、任务按牵头单位、项目按清单；每个数都等于它的列表的长度',
  middleware: requireRole(...PLAN_READERS),
  request: { query: wallQuery },
  responses: { 200: jsonReply('作战图', wallSchema), ...refusals },
})

const getExport = createRoute({
  method: 'get',
  path: '/api/plan/wall.xlsx',
  summary: '作战图导出 Excel：与页面上的数相同',
  middleware: requireRole(...PLAN_READERS),
  request: { query: wallQuery },
  responses: { 200: fileResponse('Excel 文件', xlsxType), ...refusals },
})

export function addPlanWall(app: OpenAPIHono, { database, clock, program }: PlanParts): void {
  const wallFor = async (session: Session, { at, district }: z.infer<typeof wallQuery>) => {
    const occasion = occasionOf(session, clock())
    const scope = { ...(at !== undefined && { at }), ...(district !== undefined && { district }) }
    const wall = await wallOf(database, occasion, program, scope)
    return { wall, places: await transact(database, occasion, (tx) => departmentNames(tx)) }
  }
  app.openapi(getExport, async (c) => {
    const { wall, places } = await wallFor(currentPerson(c), c.req.valid('query'))
    const content = await exportWall(wall, places)
    return sendFile(c, { name: `作战图-${wall.day}.xlsx`, type: xlsxType, content })
  })
  app.openapi(getWall, async (c) => {
    const { wall, places } = await wallFor(currentPerson(c), c.req.valid('query'))
    const { targets, tasks, projects, ...rest } = wall
    const reply = {
      ...rest,
      targets: { ...targets, areas: targets.areas.map((each) => ({ ...each })) },
      tasks: {
        ...{ total: tasks.total, lamps: tasks.lamps },
        leads: tasks.leads.map(({ lead, lamps: own, total, lateDays }) => ({
          ...{ lamps: own, total, lateDays },
          lead: lead === null ? null : { id: lead, name: places.get(lead) ?? lead },
        })),
      },
      projects: summaryReply(projects, places),
    }
    return c.json(reply, 200)
  })
}
