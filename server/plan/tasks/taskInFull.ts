// A task → everything that is known of it at a moment: its acts, nodes, evidence and what I can do with it.
import { and, asc, desc, eq, lt, sql } from 'drizzle-orm'
import type { Program } from '#lang'
import type { Database } from '../../db/openDatabase.ts'
import { planMeeting, planTaskAct, planTaskEvidence, planTaskNode } from '../../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../../db/transact.ts'
import { departmentNames } from '../../identity/departmentNames.ts'
import { type Lamp, lampOf } from './lamp.ts'
import { allTasksIn, type TaskDay, type TaskLine, taskDay } from './listTasks.ts'
import { loadOwnerNames, type OwnerNames } from './owners.ts'
import { type PossibleTaskAct, possibleTaskActs } from './possibleTaskActs.ts'
import { TaskError } from './problem.ts'

export type TaskActRow = typeof planTaskAct.$inferSelect & {
  readonly person: string | null
  readonly system: string | null
}
export type TaskNode = {
  readonly node: number
  readonly title: string
  readonly department: string
  readonly plannedOn: string
  readonly actualOn: string | null
  readonly lamp: Lamp
  /** How often its day was moved. */
  readonly moved: number
  readonly meeting: { readonly id: number; readonly title: string } | null
}
type TaskEvidence = typeof planTaskEvidence.$inferSelect & {
  readonly person: string | null
  readonly system: string | null
}

export type TaskInFull = {
  readonly line: TaskLine
  readonly acts: readonly TaskActRow[]
  readonly nodes: readonly TaskNode[]
  readonly evidence: readonly TaskEvidence[]
  readonly ownerNames: OwnerNames
  /** By their ids. */
  readonly departments: ReadonlyMap<string, string>
  /** Nothing where an earlier day is shown. */
  readonly possible: readonly PossibleTaskAct[]
}

/** Throws TaskError `unknown_task`. */
export function taskInFull(
  database: Database,
  occasion: Occasion,
  program: Program,
  taskId: number,
  at?: string,
): Promise<TaskInFull> {
  const on = taskDay(occasion.now, at)
  return transact(database, occasion, async (tx) => {
    const [line] = await allTasksIn(tx, on, program, { id: taskId })
    if (!line) throw new TaskError('unknown_task', '没有这项任务，请从任务表进入')
    const acts = await actsOf(tx, taskId, on)
    return {
      ...{ line, acts },
      nodes: await nodesOf(tx, line, on),
      evidence: await evidenceOf(tx, taskId, on),
      ownerNames: await loadOwnerNames(tx, line.district),
      departments: await departmentNames(tx),
      possible: on.knownBefore ? [] : await possibleTaskActs(tx, line, acts),
    }
  })
}

async function actsOf(tx: Transaction, taskId: number, { knownBefore }: TaskDay): Promise<TaskActRow[]> {
  const rows = await tx
    .select({ act: planTaskAct, person: nameOf(planTaskAct.personId), system: systemOf(planTaskAct.tokenId) })
    .from(planTaskAct)
    .where(and(eq(planTaskAct.taskId, taskId), knownBefore && lt(planTaskAct.recordedAt, knownBefore)))
    .orderBy(asc(planTaskAct.number))
  return rows.map(({ act, person, system }) => ({ ...act, person, system }))
}

/** The name of the system that said or attached it. */
export const systemOf = (column: typeof planTaskAct.tokenId | typeof planTaskEvidence.tokenId) =>
  sql<string | null>`token_name(${column})`

const nameOf = (column: typeof planTaskAct.personId | typeof planTaskEvidence.putBy) =>
  sql<string | null>`(SELECT name FROM person_name WHERE person_name.id = ${column})`

/** As they were last planned or done, as far as was known on that day. */
export async function nodesOf(
  tx: Transaction,
  line: TaskLine,
  { today, soon, knownBefore }: TaskDay,
): Promise<TaskNode[]> {
  const rows = await tx
    .select({ node: planTaskNode, meeting: planMeeting.title })
    .from(planTaskNode)
    .leftJoin(planMeeting, eq(planMeeting.id, planTaskNode.meetingId))
    .where(and(eq(planTaskNode.taskId, line.id), knownBefore && lt(planTaskNode.recordedAt, knownBefore)))
    .orderBy(asc(planTaskNode.node), desc(planTaskNode.actNumber))
  return [...Map.groupBy(rows, ({ node }) => node.node).values()].flatMap((versions) => {
    const [last] = versions
    if (!last) return []
    const { node, title, departmentId, plannedOn, actualOn, meetingId } = last.node
    const days = new Set(versions.map((each) => each.node.plannedOn))
    const step = actualOn === null ? line.step : 'finished'
    return {
      ...{ node, title, department: departmentId, plannedOn, actualOn, moved: days.size - 1 },
      lamp: lampOf({ step, nextOn: plannedOn, reportedOn: null }, today, soon),
      meeting: meetingId === null ? null : { id: meetingId, title: last.meeting ?? '' },
    }
  })
}

async function evidenceOf(
  tx: Transaction,
  taskId: number,
  { knownBefore }: TaskDay,
): Promise<TaskEvidence[]> {
  const rows = await tx
    .select({
      ...{ evidence: planTaskEvidence, person: nameOf(planTaskEvidence.putBy) },
      system: systemOf(planTaskEvidence.tokenId),
    })
    .from(planTaskEvidence)
    .where(and(eq(planTaskEvidence.taskId, taskId), knownBefore && lt(planTaskEvidence.putAt, knownBefore)))
    .orderBy(asc(planTaskEvidence.id))
  return rows.map(({ evidence, person, system }) => ({ ...evidence, person, system }))
}
