// GET /api/plan/tasks, /api/plan/task-summary and /api/plan/task-choices: tasks with their lamps, their sums, and what
// to filter by.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { documentName } from '#lang'
import { department, TASK_STEPS } from '../../db/tables.ts'
import { type Occasion, transact } from '../../db/transact.ts'
import { departmentNames } from '../../identity/departmentNames.ts'
import { districtOf } from '../../plan/tasks/definition.ts'
import { LAMP_RULE, soonFrom } from '../../plan/tasks/lamp.ts'
import { listTasks, taskDay } from '../../plan/tasks/listTasks.ts'
import { STEP_NAMES } from '../../plan/tasks/steps.ts'
import { RANK_RULE, summarizeTasks } from '../../plan/tasks/summarizeTasks.ts'
import { errorResponse } from '../errors.ts'
import { jsonReply } from '../fields.ts'
import { currentPerson, requireRole } from '../visitor.ts'
import { TASK_READERS, type TaskParts } from './taskParts.ts'
import { taskFilterOf, taskPageOf, taskPageQuery, taskQuery } from './taskQuery.ts'
import { placeOf, placeSchema, taskPageReply, taskPageSchema, taskSummarySchema } from './taskReply.ts'

export const refusals = {
  401: errorResponse('没有登录'),
  403: errorResponse('没有政府岗位'),
}

const getTasks = createRoute({
  method: 'get',
  path: '/api/plan/tasks',
  summary: '任务表：我看得到的任务和灯，先到期的在前',
  description: LAMP_RULE.join(''),
  middleware: requireRole(...TASK_READERS),
  request: {
    query: z.object({ ...taskQuery, ...taskPageQuery }),
  },
  responses: { 200: jsonReply('一页', taskPageSchema), ...refusals },
})

const getSummary = createRoute({
  method: 'get',
  path: '/api/plan/task-summary',
  summary: '任务合计：按灯、环节、牵头单位，及单位排名',
  description: RANK_RULE.join(''),
  middleware: requireRole(...TASK_READERS),
  request: { query: z.object(taskQuery) },
  responses: { 200: jsonReply('合计', taskSummarySchema), ...refusals },
})

const choicesSchema = z
  .object({
    documents: z.array(z.object({ id: z.string(), name: z.string(), district: z.string() })),
    departments: z.array(placeSchema.extend({ district: z.string().nullable() })),
    steps: z.array(z.object({ id: z.enum(TASK_STEPS), name: z.string() })),
  })
  .openapi('TaskChoices')

export type TaskChoicesReply = z.infer<typeof choicesSchema>

const getChoices = createRoute({
  method: 'get',
  path: '/api/plan/task-choices',
  summary: '任务表可以按什么筛选',
  middleware: requireRole(...TASK_READERS),
  responses: { 200: jsonReply('文件、部门、环节', choicesSchema), ...refusals },
})

export function addTaskLists(app: OpenAPIHono, { database, clock, program }: TaskParts): void {
  const occasionOf = (person: number): Occasion => ({ actor: { kind: 'person', person }, now: clock() })
  const names = (occasion: Occasion) => transact(database, occasion, (tx) => departmentNames(tx))
  app.openapi(getTasks, async (c) => {
    const occasion = occasionOf(currentPerson(c).person.id)
    const { after, size, ...query } = c.req.valid('query')
    const page = taskPageOf(after, size)
    const found = await listTasks(database, occasion, program, taskFilterOf(query), page)
    const places = await names(occasion)
    return c.json(taskPageReply(program, places, found, taskDay(occasion.now, query.at).today), 200)
  })
  app.openapi(getSummary, async (c) => {
    const occasion = occasionOf(currentPerson(c).person.id)
    const summary = await summarizeTasks(database, occasion, program, taskFilterOf(c.req.valid('query')))
    const places = await names(occasion)
    const { today, total, lamps, steps, leads } = summary
    const reply = {
      ...{ today, total, lamps },
      steps: steps.map((each) => ({ ...each, name: STEP_NAMES[each.step] })),
      leads: leads.map((each) => ({ ...each, lead: each.lead === null ? null : placeOf(places, each.lead) })),
      ...{ lampRule: [...LAMP_RULE], rankRule: [...RANK_RULE] },
      holidaysKnown: soonFrom(today).holidaysKnown,
    }
    return c.json(reply, 200)
  })
  app.openapi(getChoices, async (c) => {
    const occasion = occasionOf(currentPerson(c).person.id)
    const departments = await transact(database, occasion, (tx) =>
      tx
        .select({ id: department.id, name: department.name, district: department.district })
        .from(department)
        .orderBy(department.district, department.name),
    )
    const documents = program.policies
      .filter(({ tasks }) => tasks.length > 0)
      .map((policy) => ({
        ...{ id: policy.document.id, name: documentName(policy.document), district: districtOf(policy) },
      }))
    const steps = TASK_STEPS.map((id) => ({ id, name: STEP_NAMES[id] }))
    return c.json({ documents, departments, steps }, 200)
  })
}
