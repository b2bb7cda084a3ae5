// /api/exchange/plan/tasks: the tasks for other systems, with a token of a department. They see what people of that
// department see, and say how a task of that department goes on.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { transact } from '../../db/transact.ts'
import type { System } from '../../identity/authenticateToken.ts'
import { listTasks, taskDay } from '../../plan/tasks/listTasks.ts'
import { reportProgress } from '../../plan/tasks/reportProgress.ts'
import { departmentNames } from '../../plan/tasks/taskInFull.ts'
import { taskOfSystem } from '../../plan/tasks/taskOfSystem.ts'
import { lines } from '../caseFields.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, day, idText, jsonBody, jsonReply, line } from '../fields.ts'
import { currentSystem, requireSystem } from '../visitor.ts'
import { taskActedSchema } from './oneTask.ts'
import { taskActReply } from './taskActReply.ts'
import type { TaskParts } from './taskParts.ts'
import { taskFilterOf, taskPageOf, taskPageQuery, taskQuery } from './taskQuery.ts'
import {
  placeOf,
  taskActSchema,
  taskLineReply,
  taskLineSchema,
  taskNodeSchema,
  taskPageReply,
  taskPageSchema,
} from './taskReply.ts'

const refused = { 401: errorResponse('令牌无效'), 403: errorResponse('令牌没有这项权限') }

const getTasks = createRoute({
  method: 'get',
  path: '/api/exchange/plan/tasks',
  summary: '其他系统读任务（令牌权限 read_plan）',
  description:
    '请求头 Authorization: Bearer 令牌。委办局看到本区和全市的任务，镇街、公司只看到本单位的；先到期的在前。',
  middleware: requireSystem('read_plan'),
  request: { query: z.object({ ...taskQuery, ...taskPageQuery }) },
  responses: { 200: jsonReply('一页', taskPageSchema), ...refused },
})

const systemTaskSchema = taskLineSchema
  .extend({
    today: z.string().openapi({ description: '按哪一天判断' }),
    acts: z.array(taskActSchema.omit({ person: true })).openapi({ description: '办理过程，不含经办人姓名' }),
    nodes: z.array(taskNodeSchema),
  })
  .openapi('SystemTask')

const getTask = createRoute({
  method: 'get',
  path: '/api/exchange/plan/tasks/{id}',
  summary: '其他系统读一项任务及其办理过程、节点（令牌权限 read_plan）',
  middleware: requireSystem('read_plan'),
  request: { params: z.object({ id: idText }), query: z.object({ at: day('日期').optional() }) },
  responses: {
    200: jsonReply('任务', systemTaskSchema),
    404: errorResponse('没有这项任务，或看不到'),
    ...refused,
  },
})

const progressRequest = z
  .strictObject(
    {
      requestId: line('请求编号', 80).openapi({
        description: '由提交方生成；同一编号、同样内容再报一次，不会再记',
      }),
      text: lines('进展', 2000),
    },
    bodyErrors('requestId 和 text'),
  )
  .openapi('SystemProgressRequest')

const postProgress = createRoute({
  method: 'post',
  path: '/api/exchange/plan/tasks/{id}/progress',
  summary: '其他系统反馈一项任务的进展（令牌权限 report_plan）',
  description: '只限令牌所属部门是责任单位、已经分解的任务；反馈完成要有佐证材料，由经办人办理。',
  middleware: requireSystem('report_plan'),
  request: { params: z.object({ id: idText }), ...jsonBody(progressRequest) },
  responses: {
    200: jsonReply('已反馈', taskActedSchema),
    404: errorResponse('没有这项任务，或看不到'),
    409: errorResponse('任务现在的环节不能反馈，或请求编号用过'),
    422: errorResponse('没有写明进展'),
    ...refused,
  },
})

export function addTaskSystems(app: OpenAPIHono, { database, clock, program }: TaskParts): void {
  const occasionOf = ({ id: token }: System) => ({ actor: { kind: 'system' as const, token }, now: clock() })
  app.openapi(getTasks, async (c) => {
    const { after, size, ...query } = c.req.valid('query')
    const occasion = occasionOf(currentSystem(c))
    const page = taskPageOf(after, size)
    const found = await listTasks(database, occasion, program, taskFilterOf(query), page)
    const places = await transact(database, occasion, (tx) => departmentNames(tx))
    return c.json(taskPageReply(program, places, found, taskDay(occasion.now, query.at).today), 200)
  })
  app.openapi(getTask, async (c) => {
    const { at } = c.req.valid('query')
    const reading = { token: currentSystem(c).id, now: clock() }
    const found = await taskOfSystem(database, reading, program, c.req.valid('param').id, at)
    const { acts, nodes, departments } = found
    const reply = {
      ...taskLineReply(program, departments, found.line),
      today: taskDay(reading.now, at).today,
      acts: acts.map((each, i) => taskActReply(each, acts[i - 1], departments)),
      nodes: nodes.map((each) => ({ ...each, department: placeOf(departments, each.department) })),
    }
    return c.json(reply, 200)
  })
  app.openapi(postProgress, async (c) => {
    const by = { system: currentSystem(c), now: clock() }
    return c.json(await reportProgress(database, by, c.req.valid('param').id, c.req.valid('json')), 200)
  })
}
