// A token and a task → what happened to it, as far as the token's department sees it. Departments and systems are named,
// people are not.
import { and, asc, eq, getTableColumns, lt } from 'drizzle-orm'
import type { Program } from '#lang'
import type { Database } from '../../db/openDatabase.ts'
import { planTaskAct, planTaskEvidence } from '../../db/tables.ts'
import { type Transaction, transact } from '../../db/transact.ts'
import { departmentNames } from '../../identity/departmentNames.ts'
import { allTasksIn, type TaskDay, type TaskLine, taskDay } from './listTasks.ts'
import { unknownToSystem } from './problem.ts'
import { nodesOf, systemOf, type TaskNode } from './taskInFull.ts'

/** Read with the token's own rights: the database shows nothing else. */
type Reading = { readonly token: number; readonly now: Date }

export type TaskOfSystem = {
  readonly line: TaskLine
  readonly acts: Awaited<ReturnType<typeof actsOf>>
  readonly nodes: readonly TaskNode[]
  readonly evidence: Awaited<ReturnType<typeof evidenceOf>>
  /** By their ids. */
  readonly departments: ReadonlyMap<string, string>
}

/** `at`: as of that day, as known then; today where it is not said. Throws TaskError `unknown_task`. */
export function taskOfSystem(
  database: Database,
  { token, now }: Reading,
  program: Program,
  taskId: number,
  at?: string,
): Promise<TaskOfSystem> {
  const on = taskDay(now, at)
  return transact(database, { actor: { kind: 'system', token }, now }, async (tx) => {
    const [line] = await allTasksIn(tx, on, program, { id: taskId })
    if (!line) throw unknownToSystem()
    const [acts, nodes] = [await actsOf(tx, taskId, on), await nodesOf(tx, line, on)]
    const evidence = await evidenceOf(tx, taskId, on)
    return { line, acts, nodes, evidence, departments: await departmentNames(tx) }
  })
}

function actsOf(tx: Transaction, taskId: number, { knownBefore }: TaskDay) {
  return tx
    .select({ ...getTableColumns(planTaskAct), system: systemOf(planTaskAct.tokenId) })
    .from(planTaskAct)
    .where(and(eq(planTaskAct.taskId, taskId), knownBefore && lt(planTaskAct.recordedAt, knownBefore)))
    .orderBy(asc(planTaskAct.number))
}

function evidenceOf(tx: Transaction, taskId: number, { knownBefore }: TaskDay) {
  const { id, name, mediaType, sizeBytes, sha256, putAt, tokenId } = planTaskEvidence
  return tx
    .select({ id, name, mediaType, sizeBytes, sha256, putAt, system: systemOf(tokenId) })
    .from(planTaskEvidence)
    .where(and(eq(planTaskEvidence.taskId, taskId), knownBefore && lt(putAt, knownBefore)))
    .orderBy(asc(id))
}
