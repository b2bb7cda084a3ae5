// Another system's word on a task of its department → an act, once for each request, in its own name: how it goes on,
// that a node is done, a question. Whatever assigns, reviews or closes a task is for people.

import { and, eq, sql } from 'drizzle-orm'
import { canonical } from '../../audit/canonical.ts'
import { record } from '../../audit/record.ts'
import { dayInChina } from '../../clock/dayInChina.ts'
import type { Database } from '../../db/openDatabase.ts'
import { planTask, planTaskAct, planTaskNode } from '../../db/tables.ts'
import { type Transaction, transact } from '../../db/transact.ts'
import type { System } from '../../identity/authenticateToken.ts'
import type { PlanFault } from '../problem.ts'
import { actWithin, type TaskActed } from './actOnTask.ts'
import { onlyPeople, requestUsed, TaskError, unknownToSystem } from './problem.ts'
import { ruleOf, STEP_NAMES, type TaskAct, type TaskStep } from './steps.ts'

const SYSTEM_ACTS: readonly TaskAct[] = ['progress', 'node_done', 'ask']

export type SystemTaskAct = {
  /** The same request again changes nothing. */
  readonly requestId: string
  readonly act: TaskAct
  readonly text?: string
  readonly nodes?: readonly { readonly node: number; readonly actualOn: string }[]
}

type Speaking = { readonly system: System; readonly now: Date }

const MOST_TRIES = 3

/** Throws TaskError. */
export async function actBySystem(
  database: Database,
  { system, now }: Speaking,
  taskId: number,
  act: SystemTaskAct,
): Promise<TaskActed> {
  if (!SYSTEM_ACTS.includes(act.act)) throw onlyPeople(ruleOf(act.act).name)
  const occasion = { actor: { kind: 'system' as const, token: system.id }, now }
  for (let tries = 1; ; tries++) {
    try {
      return await transact(database, occasion, (tx) => actOnce(tx, { system, now }, taskId, act))
    } catch (error) {
      // Somebody acted in between: what the system says stays as true as it was.
      if (tries === MOST_TRIES || !(error instanceof TaskError && error.kind === 'task_changed')) throw error
    }
  }
}

async function actOnce(
  tx: Transaction,
  { system, now }: Speaking,
  taskId: number,
  said: SystemTaskAct,
): Promise<TaskActed> {
  // The same request at the same moment waits, and is then known.
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('task said by a system'), ${taskId}::int)`)
  const [task] = await tx.select().from(planTask).where(eq(planTask.id, taskId))
  if (!task) throw unknownToSystem()
  const { act, requestId, text = '', nodes = [] } = said
  const key = `system ${system.id} ${requestId}`
  const before = await saidBefore(tx, taskId, key)
  if (before) return repeated(before, said)
  requireOpen(system, task, act)
  if (act === 'node_done') await requireNodes(tx, system, task, nodes, dayInChina(now))
  const { version } = task
  const done = await actWithin(tx, taskId, act, {
    ...{ key, version, text, nodes, department: system.department.id },
  })
  const content = { system: system.id, name: system.name, requestId, text, nodes, number: done.number }
  await record(tx, { act: `task.${act}`, object: `task ${taskId}`, content })
  return done
}

type Said = Pick<typeof planTaskAct.$inferSelect, 'number' | 'step' | 'act' | 'text' | 'nodes'>

async function saidBefore(tx: Transaction, taskId: number, wanted: string): Promise<Said | undefined> {
  const { number, step, act, text, nodes, key } = planTaskAct
  const [before] = await tx
    .select({ number, step, act, text, nodes })
    .from(planTaskAct)
    .where(and(eq(planTaskAct.taskId, taskId), eq(key, wanted)))
  return before
}

function repeated(
  { number, step, ...before }: Said,
  { act, text = '', nodes = [] }: SystemTaskAct,
): TaskActed {
  if (canonical(before) !== canonical({ act, text, nodes })) throw requestUsed()
  return { number, step, repeated: true }
}

type Held = Pick<typeof planTask.$inferSelect, 'id' | 'departments' | 'leadDepartment' | 'step'>

/** The database looks again; it knows no words for a system. */
function requireOpen(system: System, { departments, step }: Held, act: TaskAct): void {
  requireOwner(system, departments, `不能办“${ruleOf(act).name}”`)
  requireStep(step, ruleOf(act).from, ruleOf(act).name)
}

/** Throws TaskError `not_your_task`. `what`: what cannot be done then. */
export function requireOwner({ department }: System, departments: readonly string[], what: string): void {
  if (!departments.includes(department.id))
    throw new TaskError('not_your_task', `${department.name}不是这项任务的责任单位，${what}`)
}

/** Throws TaskError `wrong_step`. */
export function requireStep(step: TaskStep, from: readonly TaskStep[], what: string): void {
  if (from.includes(step)) return
  const wanted = from.map((each) => `“${STEP_NAMES[each]}”`).join('、')
  throw new TaskError('wrong_step', `任务现在的环节是“${STEP_NAMES[step]}”，在${wanted}环节才能${what}`)
}

async function requireNodes(
  tx: Transaction,
  { department }: System,
  { id, leadDepartment }: Held,
  nodes: NonNullable<SystemTaskAct['nodes']>,
  today: string,
): Promise<void> {
  const rows = await tx
    .select()
    .from(planTaskNode)
    .where(eq(planTaskNode.taskId, id))
    .orderBy(planTaskNode.actNumber)
  const last = new Map(rows.map((each) => [each.node, each]))
  const wrong = ({ node, actualOn }: (typeof nodes)[number], i: number): PlanFault | undefined => {
    const held = last.get(node)
    const faulty = (field: string, message: string) => ({ path: `nodes.${i}.${field}`, message })
    if (!held) return faulty('node', `任务没有编号为 ${node} 的节点`)
    if (nodes.findIndex((each) => each.node === node) < i) return faulty('node', `节点 ${node} 写了两次`)
    if (held.actualOn !== null) return faulty('node', `节点 ${node} 已于 ${held.actualOn} 完成`)
    if (![held.departmentId, leadDepartment].includes(department.id))
      return faulty('node', `节点 ${node} 由别的单位承办，只能由承办单位或牵头单位登记完成`)
    return actualOn > today ? faulty('actualOn', '完成日期不能在今天以后') : undefined
  }
  const faults = nodes.map(wrong).filter((each) => each !== undefined)
  if (nodes.length === 0) faults.push({ path: 'nodes', message: '请写明完成了哪些节点' })
  if (faults[0]) throw new TaskError('wrong_nodes', faults[0].message, faults)
}
