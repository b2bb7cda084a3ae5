// An act on a task → the task one step further, or why not. The database checks step, duty and persons again.
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { record } from '../../audit/record.ts'
import type { Database } from '../../db/openDatabase.ts'
import { planTask, planTaskAct } from '../../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../../db/transact.ts'
import type { PlanFault } from '../problem.ts'
import { orRefuse, TaskError } from './problem.ts'
import type { TaskAct } from './steps.ts'

const day = z.iso.date()
const newNode = z.strictObject({
  title: z.string().trim().min(1).max(200),
  department: z.string().min(1),
  plannedOn: day,
})
const doneNode = z.strictObject({ node: z.int().positive(), actualOn: day })
const movedNode = z.strictObject({ node: z.int().positive(), plannedOn: day })

/** What comes with an act. `key` names the request: sent twice, it is done once. */
export type TaskActInput = {
  readonly key: string
  readonly version: number
  /** For which department the person acts; the plan office acts for none. */
  readonly department?: string
  readonly text?: string
  readonly lead?: string
  readonly owners?: readonly string[]
  readonly deadline?: string
  readonly nodes?: readonly object[]
  readonly meeting?: number
}

export type TaskActed = { readonly number: number; readonly step: string; readonly repeated: boolean }

/** Throws TaskError. */
export function actOnTask(
  database: Database,
  occasion: Occasion,
  taskId: number,
  act: TaskAct,
  input: TaskActInput,
): Promise<TaskActed> {
  return transact(database, occasion, async (tx) => {
    const done = await actWithin(tx, taskId, act, input)
    if (!done.repeated) {
      const { key: _, ...content } = input
      await record(tx, {
        act: `task.${act}`,
        object: `task ${taskId}`,
        content: { ...content, number: done.number },
      })
    }
    return done
  })
}

/** As part of something larger, which is logged as a whole. */
export async function actWithin(
  tx: Transaction,
  taskId: number,
  act: TaskAct,
  input: TaskActInput,
): Promise<TaskActed> {
  const [task] = await tx.select({ id: planTask.id }).from(planTask).where(eq(planTask.id, taskId))
  if (!task) throw new TaskError('unknown_task', '没有这项任务，请从任务表进入')
  const before = await doneBefore(tx, taskId, act, input.key)
  if (before) return before
  const { key, version, department, text, lead, owners, deadline, nodes, meeting } = input
  const adding = tx
    .insert(planTaskAct)
    .values({
      ...{ taskId, number: version + 1, act, key, text: text ?? '' },
      ...{ departmentId: department ?? null, meetingId: meeting ?? null },
      nodes: checkedNodes(act, nodes ?? []),
      ...{ leadDepartment: lead ?? null, departments: [...(owners ?? [])], deadline: deadline ?? null },
    })
    .returning({ number: planTaskAct.number, step: planTaskAct.step })
  const [row] = await orRefuse(adding)
  if (!row) throw new Error('nothing was inserted')
  return { ...row, repeated: false }
}

async function doneBefore(
  tx: Transaction,
  taskId: number,
  act: TaskAct,
  key: string,
): Promise<TaskActed | undefined> {
  const [before] = await tx
    .select()
    .from(planTaskAct)
    .where(and(eq(planTaskAct.taskId, taskId), eq(planTaskAct.key, key)))
  if (!before) return undefined
  if (before.act !== act) throw new TaskError('task_changed', '这个请求编号已经用过，请刷新后再办')
  return { number: before.number, step: before.step, repeated: true }
}

function checkedNodes(act: TaskAct, nodes: readonly object[]): readonly object[] {
  const one = act === 'node_done' ? doneNode : act === 'replan' ? movedNode : newNode
  const faults: PlanFault[] = nodes.flatMap((node, i) => {
    const { error } = one.safeParse(node)
    return error ? [{ path: `nodes.${i}`, message: `第 ${i + 1} 个节点没有写全：名称、承办单位、日期` }] : []
  })
  if (faults.length > 0) throw new TaskError('wrong_nodes', '节点没有写全，请补齐', faults)
  return nodes
}
