// A meeting (会商) is called; afterwards its minutes are kept and each decision becomes a node of the task it is about,
// with an owner and a day.
import { desc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { record } from '../../audit/record.ts'
import type { Database } from '../../db/openDatabase.ts'
import { planMeeting, planMeetingRecord, planTask, planTaskNode } from '../../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../../db/transact.ts'
import { actWithin } from './actOnTask.ts'
import { orRefuse, TaskError } from './problem.ts'

const text = (most: number) => z.string().trim().min(1).max(most)
const callSchema = z.strictObject({
  district: text(40),
  title: text(100),
  heldOn: z.iso.date(),
  agenda: text(4000),
})
const recordSchema = z.strictObject({
  minutes: text(8000),
  decisions: z
    .array(
      z.strictObject({
        task: z.int().positive(),
        title: text(200),
        department: text(80),
        plannedOn: z.iso.date(),
      }),
    )
    .max(50),
})

export type NewMeeting = z.infer<typeof callSchema>
export type MeetingOutcome = z.infer<typeof recordSchema>

/** Returns its number. Throws TaskError `wrong_meeting` or `not_your_task`. */
export function callMeeting(database: Database, occasion: Occasion, meeting: NewMeeting): Promise<number> {
  const parsed = callSchema.safeParse(meeting)
  if (!parsed.success) throw new TaskError('wrong_meeting', '会商要写明区县、题目、日期和议题，请补齐')
  return transact(database, occasion, async (tx) => {
    const [row] = await orRefuse(tx.insert(planMeeting).values(parsed.data).returning({ id: planMeeting.id }))
    if (!row) throw new Error('nothing was inserted')
    await record(tx, { act: 'meeting.call', object: `meeting ${row.id}`, content: parsed.data })
    return row.id
  })
}

/** All decisions or none. Throws TaskError. */
export function recordMeeting(
  database: Database,
  occasion: Occasion,
  meetingId: number,
  outcome: MeetingOutcome,
): Promise<void> {
  const parsed = recordSchema.safeParse(outcome)
  if (!parsed.success)
    throw new TaskError('wrong_meeting', '纪要要有内容；每项议定事项要写明任务、事项、承办单位和日期')
  const { minutes, decisions } = parsed.data
  return transact(database, occasion, async (tx) => {
    const [meeting] = await tx.select().from(planMeeting).where(eq(planMeeting.id, meetingId))
    if (!meeting) throw new TaskError('unknown_meeting', '没有这次会商，请从会商列表进入')
    const [kept] = await orRefuse(tx.insert(planMeetingRecord).values({ meetingId, minutes }).returning())
    if (!kept) throw new Error('nothing was inserted')
    for (const [task, own] of Map.groupBy(decisions, (each) => each.task)) {
      const nodes = own.map(({ title, department, plannedOn }) => ({ title, department, plannedOn }))
      const version = await versionOf(tx, task)
      const key = `meeting ${meetingId} ${kept.id}`
      await actWithin(tx, task, 'node', { key, version, text: meeting.title, meeting: meetingId, nodes })
    }
    await record(tx, { act: 'meeting.record', object: `meeting ${meetingId}`, content: parsed.data })
  })
}

async function versionOf(tx: Transaction, taskId: number): Promise<number> {
  const [task] = await tx.select({ version: planTask.version }).from(planTask).where(eq(planTask.id, taskId))
  if (!task) throw new TaskError('unknown_task', `没有编号为 ${taskId} 的任务，请从任务表选择`)
  return task.version
}

export type Meeting = typeof planMeeting.$inferSelect & {
  readonly caller: string | null
  readonly minutes: readonly { readonly text: string; readonly at: Date }[]
  readonly decisions: readonly {
    readonly task: number
    readonly policy: string
    readonly taskName: string
    readonly node: number
    readonly title: string
    readonly department: string
    readonly plannedOn: string
    readonly actualOn: string | null
  }[]
}

/** The latest first. */
export function listMeetings(database: Database, occasion: Occasion): Promise<Meeting[]> {
  return transact(database, occasion, async (tx) => {
    const caller = sql<
      string | null
    >`(SELECT name FROM person_name WHERE person_name.id = ${planMeeting.calledBy})`
    const meetings = await tx
      .select({ meeting: planMeeting, caller })
      .from(planMeeting)
      .orderBy(desc(planMeeting.heldOn), desc(planMeeting.id))
      .limit(100)
    const ids = meetings.map(({ meeting }) => meeting.id)
    if (ids.length === 0) return []
    const minutes = await tx.select().from(planMeetingRecord).where(inArray(planMeetingRecord.meetingId, ids))
    const nodes = await tx
      .selectDistinctOn([planTaskNode.taskId, planTaskNode.node], { node: planTaskNode, task: planTask })
      .from(planTaskNode)
      .innerJoin(planTask, eq(planTask.id, planTaskNode.taskId))
      .where(inArray(planTaskNode.meetingId, ids))
      .orderBy(planTaskNode.taskId, planTaskNode.node, desc(planTaskNode.actNumber))
    return meetings.map(({ meeting, caller: name }) => ({
      ...meeting,
      caller: name,
      minutes: minutes
        .filter((each) => each.meetingId === meeting.id)
        .map((each) => ({ text: each.minutes, at: each.recordedAt })),
      decisions: nodes
        .filter(({ node }) => node.meetingId === meeting.id)
        .map(({ node: { title, departmentId, plannedOn, actualOn, node }, task }) => ({
          ...{ task: task.id, policy: task.policy, taskName: task.task, node, title, plannedOn, actualOn },
          department: departmentId,
        })),
    }))
  })
}
