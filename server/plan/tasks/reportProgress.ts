// Another system's word on a task of its department → an act 反馈进展, once for each request. That a task is done, a person
// says with evidence.
import { and, eq } from 'drizzle-orm'
import { record } from '../../audit/record.ts'
import type { Database } from '../../db/openDatabase.ts'
import { planTask, planTaskAct } from '../../db/tables.ts'
import { type Transaction, transact } from '../../db/transact.ts'
import type { System } from '../../identity/authenticateToken.ts'
import { actWithin, type TaskActed } from './actOnTask.ts'
import { TaskError, unknownToSystem } from './problem.ts'
import { ruleOf, STEP_NAMES, type TaskStep } from './steps.ts'

type Progress = {
  /** The same request again changes nothing. */
  readonly requestId: string
  readonly text: string
}

const MOST_TRIES = 3

/** Throws TaskError. */
export async function reportProgress(
  database: Database,
  { system, now }: { readonly system: System; readonly now: Date },
  taskId: number,
  progress: Progress,
): Promise<TaskActed> {
  const occasion = { actor: { kind: 'system' as const, token: system.id }, now }
  for (let tries = 1; ; tries++) {
    try {
      return await transact(database, occasion, (tx) => reportWithin(tx, system, taskId, progress))
    } catch (error) {
      // Somebody acted in between: what is said of the progress stays as true as it was.
      if (tries === MOST_TRIES || !(error instanceof TaskError && error.kind === 'task_changed')) throw error
    }
  }
}

async function reportWithin(
  tx: Transaction,
  system: System,
  taskId: number,
  { requestId, text }: Progress,
): Promise<TaskActed> {
  const [task] = await tx.select().from(planTask).where(eq(planTask.id, taskId))
  if (!task) throw unknownToSystem()
  const key = `system ${system.id} ${requestId}`
  const before = await saidBefore(tx, taskId, key)
  if (before) return repeated(before, text)
  requireOpen(system, task)
  const { version } = task
  const done = await actWithin(tx, taskId, 'progress', {
    ...{ key, version, text, department: system.department.id },
  })
  // The same request came in between: it is told, and logged, once.
  const meanwhile = done.repeated ? await saidBefore(tx, taskId, key) : undefined
  if (meanwhile) return repeated(meanwhile, text)
  const content = { system: system.id, name: system.name, requestId, text, number: done.number }
  await record(tx, { act: 'task.progress', object: `task ${taskId}`, content })
  return done
}

type Said = { readonly number: number; readonly step: TaskStep; readonly text: string }

async function saidBefore(tx: Transaction, taskId: number, key: string): Promise<Said | undefined> {
  const { number, step, text } = planTaskAct
  const [before] = await tx
    .select({ number, step, text })
    .from(planTaskAct)
    .where(and(eq(planTaskAct.taskId, taskId), eq(planTaskAct.key, key)))
  return before
}

function repeated({ number, step, text: before }: Said, text: string): TaskActed {
  if (before !== text)
    throw new TaskError('request_used', '这个请求编号已经用过，内容与那一次不同；新的反馈请用新的编号', [
      { path: 'requestId', message: '已经用过' },
    ])
  return { number, step, repeated: true }
}

/** The database looks again; it knows no words for a system. */
function requireOpen(
  { department }: System,
  { departments, step }: { readonly departments: readonly string[]; readonly step: TaskStep },
): void {
  if (!departments.includes(department.id))
    throw new TaskError('not_your_task', `${department.name}不是这项任务的责任单位，不能反馈进展`)
  if (!ruleOf('progress').from.includes(step))
    throw new TaskError(
      'wrong_step',
      `任务现在的环节是“${STEP_NAMES[step]}”，分解以后、反馈完成以前才能反馈进展`,
    )
}
