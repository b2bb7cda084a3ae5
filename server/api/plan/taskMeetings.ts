// /api/plan/meetings and /api/plan/owner-names: what the plan office calls and records, and whom a name in a text means.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { desc } from 'drizzle-orm'
import { planOwnerName } from '../../db/tables.ts'
import { transact } from '../../db/transact.ts'
import { departmentNames } from '../../identity/departmentNames.ts'
import { callMeeting, listMeetings, recordMeeting } from '../../plan/tasks/callMeeting.ts'
import { definitionOf } from '../../plan/tasks/definition.ts'
import { saveOwnerName } from '../../plan/tasks/saveOwnerName.ts'
import { lines } from '../caseFields.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, day, doneSchema, id, idText, jsonBody, jsonReply, line, moment } from '../fields.ts'
import { currentPerson, requireRole } from '../visitor.ts'
import { refusals } from './taskLists.ts'
import { TASK_READERS, type TaskParts } from './taskParts.ts'
import { placeOf, placeSchema } from './taskReply.ts'

const meetingSchema = z
  .object({
    ...{ id: z.int(), district: z.string(), title: z.string(), heldOn: z.string(), agenda: z.string() },
    ...{ caller: z.string().nullable(), sample: z.boolean() },
    minutes: z.array(z.object({ text: z.string(), at: moment })),
    decisions: z
      .array(
        z.object({
          ...{ task: z.int(), taskTitle: z.string(), title: z.string(), department: placeSchema },
          ...{ plannedOn: z.string(), actualOn: z.string().nullable() },
        }),
      )
      .openapi({ description: '议定事项，每项是一个任务的节点' }),
  })
  .openapi('PlanMeeting')

const meetingsSchema = z.object({ meetings: z.array(meetingSchema) }).openapi('PlanMeetings')
export type MeetingReply = z.infer<typeof meetingSchema>

const getMeetings = createRoute({
  method: 'get',
  path: '/api/plan/meetings',
  summary: '会商：议题、纪要和议定事项',
  middleware: requireRole(...TASK_READERS),
  responses: { 200: jsonReply('最近的在前', meetingsSchema), ...refusals },
})

const postMeeting = createRoute({
  method: 'post',
  path: '/api/plan/meetings',
  summary: '召集会商',
  middleware: requireRole('planner'),
  request: jsonBody(
    z
      .strictObject(
        {
          district: line('区县', 40),
          title: line('题目', 100),
          heldOn: day('日期'),
          agenda: lines('议题', 4000),
        },
        bodyErrors('district、title、heldOn 和 agenda'),
      )
      .openapi('MeetingRequest'),
  ),
  responses: {
    200: jsonReply('会商编号', z.object({ id: z.int() }).openapi('MeetingCalled')),
    422: errorResponse('没有写全'),
    ...refusals,
  },
})

const postRecord = createRoute({
  method: 'post',
  path: '/api/plan/meetings/{id}/record',
  summary: '记录会商纪要；议定事项成为任务的节点，全部记下或一项不记',
  middleware: requireRole('planner'),
  request: {
    params: z.object({ id: idText }),
    ...jsonBody(
      z
        .strictObject(
          {
            minutes: lines('纪要', 8000),
            decisions: z
              .array(
                z.strictObject({
                  ...{ task: id('任务'), title: line('事项', 200), department: line('承办单位', 80) },
                  plannedOn: day('日期'),
                }),
              )
              .max(50, '议定事项最多 50 项'),
          },
          bodyErrors('minutes 和 decisions'),
        )
        .openapi('MeetingRecordRequest'),
    ),
  },
  responses: {
    200: jsonReply('记下了', doneSchema),
    404: errorResponse('没有这次会商或任务'),
    409: errorResponse('任务现在不能加节点'),
    422: errorResponse('没有写全，或写得不对'),
    ...refusals,
  },
})

const ownerNamesSchema = z
  .object({
    names: z.array(
      z.object({
        ...{ district: z.string(), name: z.string(), departments: z.array(placeSchema), note: z.string() },
        at: moment,
      }),
    ),
  })
  .openapi('OwnerNames')

export type OwnerNamesReply = z.infer<typeof ownerNamesSchema>

const getOwnerNames = createRoute({
  method: 'get',
  path: '/api/plan/owner-names',
  summary: '文件里责任单位的称谓对应到哪些部门',
  middleware: requireRole(...TASK_READERS),
  responses: { 200: jsonReply('每个称谓最近一次的对应', ownerNamesSchema), ...refusals },
})

const postOwnerName = createRoute({
  method: 'post',
  path: '/api/plan/owner-names',
  summary: '明确一个称谓对应的部门；写了这个称谓的任务同时补上责任单位',
  middleware: requireRole('planner'),
  request: jsonBody(
    z
      .strictObject(
        {
          ...{ district: line('区县', 40), name: line('称谓', 80) },
          departments: z.array(line('部门编号', 80)).min(1, '请至少选一个部门').max(60, '部门最多 60 个'),
          note: line('依据', 500),
        },
        bodyErrors('district、name、departments 和 note'),
      )
      .openapi('OwnerNameRequest'),
  ),
  responses: {
    200: jsonReply('涉及多少项任务', z.object({ tasks: z.int() }).openapi('OwnerNameSaved')),
    422: errorResponse('部门不在部门表里'),
    ...refusals,
  },
})

export function addTaskMeetings(app: OpenAPIHono, { database, clock, program }: TaskParts): void {
  const occasionOf = (person: number) => ({ actor: { kind: 'person' as const, person }, now: clock() })
  app.openapi(getMeetings, async (c) => {
    const occasion = occasionOf(currentPerson(c).person.id)
    const meetings = await listMeetings(database, occasion)
    const places = await transact(database, occasion, (tx) => departmentNames(tx))
    const replies = meetings.map(
      ({ id: of, district, title, heldOn, agenda, caller, sample, minutes, decisions }) => ({
        ...{ id: of, district, title, heldOn, agenda, caller, sample },
        minutes: minutes.map(({ text, at }) => ({ text, at: at.toISOString() })),
        decisions: decisions.map(({ policy, taskName, node: _, department, ...rest }) => ({
          ...rest,
          ...{ taskTitle: definitionOf(program, policy, taskName)?.task.title ?? taskName },
          department: placeOf(places, department),
        })),
      }),
    )
    return c.json({ meetings: replies }, 200)
  })
  app.openapi(postMeeting, async (c) => {
    const called = await callMeeting(database, occasionOf(currentPerson(c).person.id), c.req.valid('json'))
    return c.json({ id: called }, 200)
  })
  app.openapi(postRecord, async (c) => {
    const occasion = occasionOf(currentPerson(c).person.id)
    await recordMeeting(database, occasion, c.req.valid('param').id, c.req.valid('json'))
    return c.json({ done: true as const }, 200)
  })
  app.openapi(getOwnerNames, async (c) => {
    const occasion = occasionOf(currentPerson(c).person.id)
    const { rows, places } = await transact(database, occasion, async (tx) => {
      const { district, name, id: number } = planOwnerName
      const found = await tx
        .selectDistinctOn([district, name])
        .from(planOwnerName)
        .orderBy(district, name, desc(number))
      return { rows: found, places: await departmentNames(tx) }
    })
    const names = rows.map(({ district, name, departments, note, recordedAt }) => ({
      ...{ district, name, note, at: recordedAt.toISOString() },
      departments: departments.map((each) => placeOf(places, each)),
    }))
    return c.json({ names }, 200)
  })
  app.openapi(postOwnerName, async (c) => {
    const occasion = occasionOf(currentPerson(c).person.id)
    return c.json({ tasks: await saveOwnerName(database, occasion, program, c.req.valid('json')) }, 200)
  })
}
