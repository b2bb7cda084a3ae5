// What screens and callers learn of tasks.
import { z } from '@hono/zod-openapi'
import type { Program } from '#lang'
import { TASK_STEPS } from '../../db/tables.ts'
import { definitionOf, documentNameOf, ownerNamesOf } from '../../plan/tasks/definition.ts'
import { LAMP_NAMES, LAMPS } from '../../plan/tasks/lamp.ts'
import type { TaskLine, TaskPage } from '../../plan/tasks/listTasks.ts'
import { STEP_NAMES, TASK_ACT_NAMES } from '../../plan/tasks/steps.ts'
import { moment } from '../fields.ts'

const day = z.string().openapi({ example: '2026-12-31' })
export const placeSchema = z.object({ id: z.string(), name: z.string() })

export const taskLineSchema = z
  .object({
    id: z.int(),
    policy: z.string(),
    document: z.string(),
    task: z.string().openapi({ description: '任务在文件里的编号' }),
    title: z.string(),
    article: z.string(),
    district: z.string(),
    lamp: z.enum(LAMPS),
    lampName: z.string(),
    late: z.int().openapi({ description: '红灯的，逾期的工作日' }),
    step: z.enum(TASK_STEPS),
    stepName: z.string(),
    lead: placeSchema.nullable().openapi({ description: '交办时定的牵头单位；空为还没有定' }),
    departments: z.array(placeSchema).openapi({ description: '责任单位对应的部门' }),
    owners: z.string().openapi({ description: '文件写的责任单位，照原文' }),
    openEnded: z.boolean().openapi({ description: '文件写了“等”' }),
    statedDeadline: z.string().nullable().openapi({ description: '文件写的期限，照原文' }),
    deadline: day.nullable(),
    nextOn: day.nullable().openapi({ description: '未完成的节点和期限中最早的一天' }),
    reportedOn: day.nullable(),
    asked: z.boolean().openapi({ description: '有等待答复的请示' }),
    sample: z.boolean().openapi({ description: '示例数据：办理情况是虚构的' }),
    version: z.int(),
    actedAt: moment,
  })
  .openapi('TaskLine')

export const taskPageSchema = z
  .object({
    today: day.openapi({ description: '按哪一天判断' }),
    total: z.int(),
    tasks: z.array(taskLineSchema),
    next: z.string().optional().openapi({ description: '下一页：放进 after' }),
  })
  .openapi('TaskPage')

const lampCounts = z.object({
  red: z.int(),
  yellow: z.int(),
  green: z.int(),
  undated: z.int(),
  done: z.int(),
})

export const taskSummarySchema = z
  .object({
    today: day,
    total: z.int(),
    lamps: lampCounts,
    steps: z.array(z.object({ step: z.enum(TASK_STEPS), name: z.string(), tasks: z.int() })),
    leads: z
      .array(
        z.object({
          ...{ lead: placeSchema.nullable(), lamps: lampCounts, total: z.int(), lateDays: z.int() },
          rank: z.int().optional().openapi({ description: '没有可比的任务时不排名' }),
        }),
      )
      .openapi({ description: '按牵头单位，每项任务只算一次' }),
    lampRule: z.array(z.string()),
    rankRule: z.array(z.string()),
    holidaysKnown: z
      .boolean()
      .openapi({ description: '假：黄灯的天数跨到还没有公布节假日的年度，只扣了周末' }),
  })
  .openapi('TaskSummary')

export const taskActSchema = z.object({
  ...{ number: z.int(), act: z.string(), name: z.string(), step: z.string(), text: z.string(), at: moment },
  person: z.string().nullable(),
  system: z.string().nullable().openapi({ description: '由其他系统反馈的，系统的名称' }),
  department: z.string().nullable(),
  detail: z.array(z.string()).openapi({ description: '这一步定了什么' }),
  sample: z.boolean(),
})

export const taskNodeSchema = z.object({
  ...{ node: z.int(), title: z.string(), department: placeSchema, plannedOn: day, actualOn: day.nullable() },
  lamp: z.enum(LAMPS),
  moved: z.int().openapi({ description: '日期调整过几次' }),
  meeting: z.object({ id: z.int(), title: z.string() }).nullable(),
})

export const taskEvidenceSchema = z
  .object({
    ...{ id: z.int(), name: z.string(), mediaType: z.string(), sizeBytes: z.int(), sha256: z.string() },
    person: z.string().nullable(),
    system: z.string().nullable().openapi({ description: '由其他系统附上的，系统的名称' }),
    putAt: moment,
  })
  .openapi('TaskEvidence')

const [firstAct = 'assign', ...otherActs] = TASK_ACT_NAMES

export const taskSchema = taskLineSchema
  .extend({
    content: z.string().openapi({ description: '文件的话' }),
    notes: z.array(z.string()),
    named: z
      .array(z.object({ name: z.string(), departments: z.array(placeSchema) }))
      .openapi({ description: '文件写的每个称谓对应到哪些部门' }),
    today: day,
    acts: z.array(taskActSchema),
    nodes: z.array(taskNodeSchema),
    evidence: z.array(taskEvidenceSchema),
    possible: z.array(
      z.object({
        ...{ act: z.enum([firstAct, ...otherActs]), name: z.string(), says: z.boolean() },
        departments: z.array(placeSchema),
        against: z.array(z.string()).openapi({ description: '现在不能办的原因；空为可以办' }),
      }),
    ),
    mayAttach: z.boolean(),
  })
  .openapi('Task')

export type TaskLineReply = z.infer<typeof taskLineSchema>
export type TaskPageReply = z.infer<typeof taskPageSchema>
export type TaskSummaryReply = z.infer<typeof taskSummarySchema>
export type TaskReply = z.infer<typeof taskSchema>
export type PossibleTaskReply = TaskReply['possible'][number]

/** Departments by their ids. */
export type Places = ReadonlyMap<string, string>

export const placeOf = (places: Places, id: string) => ({ id, name: places.get(id) ?? id })

export function taskLineReply(program: Program, places: Places, line: TaskLine): TaskLineReply {
  const definition = definitionOf(program, line.policy, line.task)
  const { id, policy, task, district, lamp, late, step, lead, departments, version, sample } = line
  const openEnded = definition?.task.departments.openEnded ?? false
  return {
    ...{ id, policy, task, district, lamp, late, step, version, sample, openEnded },
    ...{ document: documentNameOf(program, policy), title: definition?.task.title ?? task },
    ...{ article: definition?.task.article ?? '', lampName: LAMP_NAMES[lamp], stepName: STEP_NAMES[step] },
    lead: lead === null ? null : placeOf(places, lead),
    departments: departments.map((each) => placeOf(places, each)),
    owners: definition ? `${ownerNamesOf(definition.task).join('、')}${openEnded ? '等' : ''}` : '',
    statedDeadline: definition?.task.deadline ?? null,
    ...{ deadline: line.deadline, nextOn: line.nextOn, reportedOn: line.reportedOn },
    ...{ asked: line.openQuestion !== null, actedAt: line.actedAt.toISOString() },
  }
}

export function taskPageReply(
  program: Program,
  places: Places,
  { lines, total, next }: TaskPage,
  today: string,
): TaskPageReply {
  return {
    ...{ today, total, tasks: lines.map((each) => taskLineReply(program, places, each)) },
    ...(next && { next: `${next.nextOn ?? 'none'}~${next.id}` }),
  }
}
