// GET /api/plan/tasks.xlsx, task-summary.xlsx, task-nodes.xlsx and task-report.docx, POST /api/plan/task-nodes: tasks as
// files, out and in.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { dayInChina } from '../../clock/dayInChina.ts'
import { transact } from '../../db/transact.ts'
import { departmentNames } from '../../identity/departmentNames.ts'
import { reportTitle } from '../../office/taskReport.ts'
import { exportRanking } from '../../plan/tasks/exportRanking.ts'
import { exportTasks } from '../../plan/tasks/exportTasks.ts'
import { exportNodes, importNodes } from '../../plan/tasks/importNodes.ts'
import { printTaskReport } from '../../plan/tasks/printTaskReport.ts'
import { summarizeTasks } from '../../plan/tasks/summarizeTasks.ts'
import { errorResponse } from '../errors.ts'
import { jsonReply, line } from '../fields.ts'
import { docxType, fileResponse, sendFile, xlsxType } from '../file.ts'
import { currentPerson, requireRole } from '../visitor.ts'
import { refusals } from './taskLists.ts'
import { TASK_DOERS, TASK_READERS, type TaskParts } from './taskParts.ts'
import { taskFilterOf, taskQuery } from './taskQuery.ts'

const getExport = createRoute({
  method: 'get',
  path: '/api/plan/tasks.xlsx',
  summary: '任务表导出 Excel：筛选后的全部，不只一页',
  middleware: requireRole(...TASK_READERS),
  request: { query: z.object(taskQuery) },
  responses: { 200: fileResponse('Excel 文件', xlsxType), ...refusals },
})

const getRanking = createRoute({
  method: 'get',
  path: '/api/plan/task-summary.xlsx',
  summary: '任务合计导出 Excel：单位排名和它的规则、按环节的合计',
  middleware: requireRole(...TASK_READERS),
  request: { query: z.object(taskQuery) },
  responses: { 200: fileResponse('Excel 文件', xlsxType), ...refusals },
})

const getNodes = createRoute({
  method: 'get',
  path: '/api/plan/task-nodes.xlsx',
  summary: '节点表：下载后修改、增加，再导入',
  middleware: requireRole(...TASK_DOERS),
  request: { query: z.object(taskQuery) },
  responses: { 200: fileResponse('Excel 文件', xlsxType), ...refusals },
})

const getReport = createRoute({
  method: 'get',
  path: '/api/plan/task-report.docx',
  summary: '任务推进情况通报（全部）或专报（只写逾期的）',
  description: '文中的每个数在生成时与所附清单重新核对，不一致就不生成。',
  middleware: requireRole(...TASK_READERS),
  request: {
    query: z.object({ ...taskQuery, kind: z.enum(['bulletin', 'special'], 'kind 应为 bulletin 或 special') }),
  },
  responses: {
    200: fileResponse('Word 文件', docxType),
    409: errorResponse('生成时数据在变动'),
    ...refusals,
  },
})

const form = z
  .strictObject({
    file: z
      .custom<File>((value) => value instanceof File, '请选择一份文件')
      .openapi({ type: 'string', format: 'binary' }),
    department: line('部门编号', 80).optional().openapi({ description: '代表哪个部门；计划统筹不写' }),
  })
  .openapi('TaskNodesRequest')

const postNodes = createRoute({
  method: 'post',
  path: '/api/plan/task-nodes',
  summary: '导入节点表：全部导入或一行不导入，错处逐格列出',
  middleware: requireRole(...TASK_DOERS),
  request: { body: { required: true, content: { 'multipart/form-data': { schema: form } } } },
  responses: {
    200: jsonReply('导入了', z.object({ nodes: z.int(), tasks: z.int() }).openapi('TaskNodesImported')),
    413: errorResponse('文件太大'),
    422: errorResponse('表里有不对的格，problems 逐格列出'),
    ...refusals,
  },
})

export function addTaskFiles(app: OpenAPIHono, { database, clock, program }: TaskParts): void {
  const occasionOf = (person: number) => ({ actor: { kind: 'person' as const, person }, now: clock() })
  app.openapi(getRanking, async (c) => {
    const occasion = occasionOf(currentPerson(c).person.id)
    const filter = taskFilterOf(c.req.valid('query'))
    const summary = await summarizeTasks(database, occasion, program, filter)
    const places = await transact(database, occasion, (tx) => departmentNames(tx))
    const content = await exportRanking(summary, places)
    return sendFile(c, { name: `任务排名-${summary.today}.xlsx`, type: xlsxType, content })
  })
  app.openapi(getExport, async (c) => {
    const occasion = occasionOf(currentPerson(c).person.id)
    const query = c.req.valid('query')
    const content = await exportTasks(database, occasion, program, taskFilterOf(query))
    const name = `任务表-${query.at ?? dayInChina(occasion.now)}.xlsx`
    return sendFile(c, { name, type: xlsxType, content })
  })
  app.openapi(getNodes, async (c) => {
    const occasion = occasionOf(currentPerson(c).person.id)
    const content = await exportNodes(database, occasion, program, taskFilterOf(c.req.valid('query')))
    return sendFile(c, { name: `节点表-${dayInChina(occasion.now)}.xlsx`, type: xlsxType, content })
  })
  app.openapi(getReport, async (c) => {
    const occasion = occasionOf(currentPerson(c).person.id)
    const { kind, ...query } = c.req.valid('query')
    const content = await printTaskReport(database, occasion, program, kind, taskFilterOf(query))
    const name = `${reportTitle(kind)}-${query.at ?? dayInChina(occasion.now)}.docx`
    return sendFile(c, { name, type: docxType, content })
  })
  app.openapi(postNodes, async (c) => {
    const { file, department } = c.req.valid('form')
    const bytes = Buffer.from(await file.arrayBuffer())
    const occasion = occasionOf(currentPerson(c).person.id)
    return c.json(await importNodes(database, occasion, bytes, department), 200)
  })
}
