// GET /api/plan/tasks/{id}, POST …/acts and …/evidence, GET /api/plan/task-evidence/{id}: one task, what is done with it
// and what proves it.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Program } from '#lang'
import { MOST_BYTES } from '../../cases/mediaType.ts'
import { actOnTask, type TaskActInput } from '../../plan/tasks/actOnTask.ts'
import { addTaskEvidence, readTaskEvidence } from '../../plan/tasks/addTaskEvidence.ts'
import { definitionOf, ownerNamesOf } from '../../plan/tasks/definition.ts'
import { taskDay } from '../../plan/tasks/listTasks.ts'
import { TASK_ACT_NAMES } from '../../plan/tasks/steps.ts'
import { type TaskInFull, taskInFull } from '../../plan/tasks/taskInFull.ts'
import { lines } from '../caseFields.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, day, id, idText, jsonBody, jsonReply, line } from '../fields.ts'
import { fileResponse, sendFile } from '../file.ts'
import { currentPerson, requireRole } from '../visitor.ts'
import { taskActReply } from './taskActReply.ts'
import { refusals } from './taskLists.ts'
import { TASK_DOERS, TASK_READERS, type TaskParts } from './taskParts.ts'
import { placeOf, type TaskReply, taskEvidenceSchema, taskLineReply, taskSchema } from './taskReply.ts'

const MOST_NODES = 50
const [firstAct = 'assign', ...otherActs] = TASK_ACT_NAMES

const actRequest = z
  .strictObject(
    {
      requestId: line('请求编号', 80).openapi({ description: '由提交方生成；同一编号提交两次只算一次' }),
      act: z.enum([firstAct, ...otherActs], '没有这种操作'),
      version: z.int('version 应为整数').nonnegative('version 应为整数'),
      department: line('部门编号', 80).optional().openapi({ description: '代表哪个部门办；计划统筹不写' }),
      text: lines('内容', 2000).optional(),
      lead: line('部门编号', 80).optional().openapi({ description: '交办：牵头单位' }),
      owners: z.array(line('部门编号', 80)).max(60, '单位最多 60 个').optional(),
      deadline: day('期限').optional(),
      nodes: z
        .array(
          z.strictObject({
            ...{ node: id('节点').optional(), title: line('节点名称', 200).optional() },
            department: line('承办单位', 80).optional(),
            ...{ plannedOn: day('计划日期').optional(), actualOn: day('完成日期').optional() },
          }),
          '节点应写成一组',
        )
        .max(MOST_NODES, `节点一次最多 ${MOST_NODES} 个`)
        .optional(),
    },
    bodyErrors('requestId、act 和 version'),
  )
  .openapi('TaskActRequest')

export const taskActedSchema = z
  .object({ number: z.int(), step: z.string(), repeated: z.boolean() })
  .openapi('TaskActDone')

const getTask = createRoute({
  method: 'get',
  path: '/api/plan/tasks/{id}',
  summary: '一项任务：条文、责任单位、办理过程、节点、佐证和我可以办什么',
  middleware: requireRole(...TASK_READERS),
  request: { params: z.object({ id: idText }), query: z.object({ at: day('日期').optional() }) },
  responses: { 200: jsonReply('任务', taskSchema), 404: errorResponse('没有这项任务'), ...refusals },
})

const postAct = createRoute({
  method: 'post',
  path: '/api/plan/tasks/{id}/acts',
  summary: '办理任务：交办、签收、分解、反馈、复核、办结、销号等',
  middleware: requireRole(...TASK_DOERS),
  request: { params: z.object({ id: idText }), ...jsonBody(actRequest) },
  responses: {
    200: jsonReply('办成了', taskActedSchema),
    404: errorResponse('没有这项任务'),
    409: errorResponse('现在不能这样办，原因写明'),
    422: errorResponse('没有写全，或写得不对'),
    ...refusals,
  },
})

const form = z
  .strictObject({
    file: z
      .custom<File>((value) => value instanceof File, '请选择一份文件')
      .openapi({ type: 'string', format: 'binary' }),
  })
  .openapi('TaskEvidenceRequest')

const postEvidence = createRoute({
  method: 'post',
  path: '/api/plan/tasks/{id}/evidence',
  summary: '上传任务的佐证材料',
  description: `PDF、JPG、PNG、DOCX、XLSX、OFD，不超过 ${MOST_BYTES / 2 ** 20} MB；按内容识别，不信文件名。`,
  middleware: requireRole(...TASK_DOERS),
  request: {
    params: z.object({ id: idText }),
    body: { required: true, content: { 'multipart/form-data': { schema: form } } },
  },
  responses: {
    200: jsonReply('已收下', taskEvidenceSchema),
    404: errorResponse('没有这项任务'),
    413: errorResponse('文件太大'),
    422: errorResponse('文件不收，或已经附上'),
    ...refusals,
  },
})

const getEvidence = createRoute({
  method: 'get',
  path: '/api/plan/task-evidence/{id}',
  summary: '下载一份任务的佐证材料；谁看过会留下记录',
  middleware: requireRole(...TASK_READERS),
  request: { params: z.object({ id: idText }) },
  responses: {
    200: fileResponse('原件', 'application/octet-stream'),
    404: errorResponse('没有这份材料'),
    ...refusals,
  },
})

export function addOneTask(
  app: OpenAPIHono,
  { database, clock, program, evidence: folder }: TaskParts,
): void {
  const occasionOf = (person: number) => ({ actor: { kind: 'person' as const, person }, now: clock() })
  app.openapi(getTask, async (c) => {
    const { at } = c.req.valid('query')
    const occasion = occasionOf(currentPerson(c).person.id)
    const full = await taskInFull(database, occasion, program, c.req.valid('param').id, at)
    return c.json(taskReply(program, full, taskDay(occasion.now, at).today), 200)
  })
  app.openapi(postAct, async (c) => {
    const { requestId: key, act, ...said } = c.req.valid('json')
    const occasion = occasionOf(currentPerson(c).person.id)
    return c.json(await actOnTask(database, occasion, c.req.valid('param').id, act, inputOf(key, said)), 200)
  })
  app.openapi(postEvidence, async (c) => {
    const { file } = c.req.valid('form')
    const { person } = currentPerson(c)
    const kept = { name: file.name, bytes: Buffer.from(await file.arrayBuffer()) }
    const row = await addTaskEvidence(
      database,
      { ...occasionOf(person.id), folder },
      c.req.valid('param').id,
      kept,
    )
    return c.json({ ...evidenceReply({ ...row, system: null }), person: person.name }, 200)
  })
  app.openapi(getEvidence, async (c) => {
    const reading = { ...occasionOf(currentPerson(c).person.id), folder }
    const { row, bytes } = await readTaskEvidence(database, reading, c.req.valid('param').id)
    // Always to be kept, never shown: what somebody uploaded does not run in a page of ours.
    return sendFile(c, { name: row.name, type: row.mediaType, content: bytes })
  })
}

type Said = Omit<z.infer<typeof actRequest>, 'requestId' | 'act'>

function inputOf(key: string, { version, nodes, ...said }: Said): TaskActInput {
  const known = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
  return { key, version, ...known, ...(nodes && { nodes }) }
}

function taskReply(program: Program, full: TaskInFull, today: string): TaskReply {
  const { line: of, acts, nodes, evidence, ownerNames, departments, possible } = full
  const definition = definitionOf(program, of.policy, of.task)
  return {
    ...taskLineReply(program, departments, of),
    ...{ content: definition?.task.content ?? '', notes: [...(definition?.task.notes ?? [])], today },
    named: (definition ? ownerNamesOf(definition.task) : []).map((name) => ({
      ...{ name, departments: (ownerNames.get(name) ?? []).map((each) => placeOf(departments, each)) },
    })),
    acts: acts.map((each, i) => ({
      person: each.person,
      ...taskActReply(each, acts[i - 1], departments),
    })),
    nodes: nodes.map((each) => ({ ...each, department: placeOf(departments, each.department) })),
    evidence: evidence.map((each) => ({ ...evidenceReply(each), person: each.person })),
    possible: possible.map((each) => ({
      ...each,
      departments: each.departments.map((place) => placeOf(departments, place)),
      against: [...each.against],
    })),
    mayAttach:
      possible.some(({ act }) => act === 'node_done') && (of.step === 'signed' || of.step === 'broken_down'),
  }
}

type Kept = Omit<TaskInFull['evidence'][number], 'person' | 'taskId' | 'putBy' | 'tokenId' | 'key'>

/** Who of the people attached it is left to those who may tell. */
export function evidenceReply({ id: of, name, mediaType, sizeBytes, sha256, system, putAt }: Kept) {
  return { id: of, name, mediaType, sizeBytes, sha256, system, putAt: putAt.toISOString() }
}
