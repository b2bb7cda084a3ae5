// /api/exchange/plan/tasks: the tasks for other systems, with a token of a department. They see what people of that
// department see; for that department they say how a task goes on and which nodes are done, ask, and attach evidence.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { MOST_BYTES } from '../../cases/mediaType.ts'
import { transact } from '../../db/transact.ts'
import type { System } from '../../identity/authenticateToken.ts'
import { departmentNames } from '../../identity/departmentNames.ts'
import { actBySystem } from '../../plan/tasks/actBySystem.ts'
import { attachBySystem } from '../../plan/tasks/attachBySystem.ts'
import { listTasks, taskDay } from '../../plan/tasks/listTasks.ts'
import { TASK_ACT_NAMES } from '../../plan/tasks/steps.ts'
import { taskOfSystem } from '../../plan/tasks/taskOfSystem.ts'
import { lines } from '../caseFields.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, day, fileField, id, idText, jsonBody, jsonReply, line } from '../fields.ts'
import { currentSystem, requireSystem } from '../visitor.ts'
import { evidenceReply, taskActedSchema } from './oneTask.ts'
import { taskActReply } from './taskActReply.ts'
import type { TaskParts } from './taskParts.ts'
import { taskFilterOf, taskPageOf, taskPageQuery, taskQuery } from './taskQuery.ts'
import {
  placeOf,
  taskActSchema,
  taskEvidenceSchema,
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

const systemEvidenceSchema = taskEvidenceSchema.omit({ person: true }).openapi('SystemTaskEvidence')

const systemTaskSchema = taskLineSchema
  .extend({
    today: z.string().openapi({ description: '按哪一天判断' }),
    acts: z.array(taskActSchema.omit({ person: true })).openapi({ description: '办理过程，不含经办人姓名' }),
    nodes: z.array(taskNodeSchema),
    evidence: z.array(systemEvidenceSchema).openapi({ description: '佐证材料的名称和散列，不含内容' }),
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

const requestId = line('请求编号', 80).openapi({
  description: '由提交方生成；同一编号、同样内容再报一次，不会再记',
})

const progressRequest = z
  .strictObject(
    {
      ...{ requestId, text: lines('进展', 2000) },
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

const [firstAct = 'assign', ...otherActs] = TASK_ACT_NAMES
const MOST_NODES = 50

const actRequest = z
  .strictObject(
    {
      ...{ requestId, act: z.enum([firstAct, ...otherActs], '没有这种操作') },
      text: lines('内容', 2000).optional().openapi({ description: '反馈进展、请示必填' }),
      nodes: z
        .array(z.strictObject({ node: id('节点'), actualOn: day('完成日期') }), '节点应写成一组')
        .max(MOST_NODES, `节点一次最多 ${MOST_NODES} 个`)
        .optional()
        .openapi({ description: '节点完成必填：节点编号和完成日期' }),
    },
    bodyErrors('requestId 和 act'),
  )
  .openapi('SystemTaskActRequest')

const acting = {
  404: errorResponse('没有这项任务，或看不到'),
  409: errorResponse('任务现在的环节不能这样办，或请求编号用过'),
  422: errorResponse('没有写全，或写得不对'),
  401: errorResponse('令牌无效'),
  403: errorResponse('令牌没有这项权限，不是责任单位，或这一步只能由人办理'),
}

const postAct = createRoute({
  method: 'post',
  path: '/api/exchange/plan/tasks/{id}/acts',
  summary: '其他系统反馈进展、登记节点完成、请示（令牌权限 report_plan）',
  description:
    'act 可以是 progress（反馈进展）、node_done（节点完成）、ask（请示、求助），只限令牌所属部门是责任单位的任务。' +
    '签收、分解、反馈完成、复核、办结、销号等只能由人登录后办理，答复 403 only-people。',
  middleware: requireSystem('report_plan'),
  request: { params: z.object({ id: idText }), ...jsonBody(actRequest) },
  responses: { 200: jsonReply('办成了', taskActedSchema), ...acting },
})

const form = z
  .strictObject({
    file: fileField('请选择一份文件'),
    requestId,
  })
  .openapi('SystemTaskEvidenceRequest')

const attachedSchema = systemEvidenceSchema
  .extend({ repeated: z.boolean().openapi({ description: '这个请求以前收过，这次没有再记' }) })
  .openapi('SystemTaskEvidenceDone')

const postEvidence = createRoute({
  method: 'post',
  path: '/api/exchange/plan/tasks/{id}/evidence',
  summary: '其他系统附任务的佐证材料（令牌权限 report_plan）',
  description: `签收以后、反馈完成以前；PDF、JPG、PNG、DOCX、XLSX、OFD，不超过 ${MOST_BYTES / 2 ** 20} MB，按内容识别。`,
  middleware: requireSystem('report_plan'),
  request: {
    params: z.object({ id: idText }),
    body: { required: true, content: { 'multipart/form-data': { schema: form } } },
  },
  responses: { 200: jsonReply('已收下', attachedSchema), 413: errorResponse('文件太大'), ...acting },
})

export function addTaskSystems(
  app: OpenAPIHono,
  { database, clock, program, evidence: folder }: TaskParts,
): void {
  const occasionOf = ({ id: token }: System) => ({ actor: { kind: 'system' as const, token }, now: clock() })
  const speaking = (c: Context) => ({ system: currentSystem(c), now: clock() })
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
    const { acts, nodes, evidence, departments } = found
    const reply = {
      ...taskLineReply(program, departments, found.line),
      today: taskDay(reading.now, at).today,
      acts: acts.map((each, i) => taskActReply(each, acts[i - 1], departments)),
      nodes: nodes.map((each) => ({ ...each, department: placeOf(departments, each.department) })),
      evidence: evidence.map(evidenceReply),
    }
    return c.json(reply, 200)
  })
  app.openapi(postProgress, async (c) => {
    const said = { act: 'progress' as const, ...c.req.valid('json') }
    return c.json(await actBySystem(database, speaking(c), c.req.valid('param').id, said), 200)
  })
  app.openapi(postAct, async (c) => {
    const { text, nodes, ...said } = c.req.valid('json')
    const act = { ...said, ...(text !== undefined && { text }), ...(nodes && { nodes }) }
    return c.json(await actBySystem(database, speaking(c), c.req.valid('param').id, act), 200)
  })
  app.openapi(postEvidence, async (c) => {
    const { file, requestId: sent } = c.req.valid('form')
    const kept = { requestId: sent, name: file.name, bytes: Buffer.from(await file.arrayBuffer()) }
    const by = { ...speaking(c), folder }
    const { row, repeated } = await attachBySystem(database, by, c.req.valid('param').id, kept)
    return c.json({ ...evidenceReply({ ...row, system: by.system.name }), repeated }, 200)
  })
}
