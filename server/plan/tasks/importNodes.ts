// A filled-in node workbook → acts on its tasks: new nodes, completed ones, moved ones. All of it or none; what is wrong
// is named by its cell.
import { desc, inArray } from 'drizzle-orm'
import type { Program } from '#lang'
import { sha256 } from '../../audit/canonical.ts'
import { record } from '../../audit/record.ts'
import { dayInChina } from '../../clock/dayInChina.ts'
import type { Database } from '../../db/openDatabase.ts'
import { planTask, planTaskNode } from '../../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../../db/transact.ts'
import { departmentNames, departmentsByName } from '../../identity/departmentNames.ts'
import type { PlanFault } from '../problem.ts'
import { actWithin } from './actOnTask.ts'
import { definitionOf } from './definition.ts'
import { allTasksIn, type TaskFilter, taskDay } from './listTasks.ts'
import { cellOf, type NodeLine, type ReadLine, readNodes, writeNodes } from './nodeWorkbook.ts'
import { TaskError } from './problem.ts'
import type { TaskAct } from './steps.ts'

/** The nodes of the filtered tasks, to be changed; a task without any has one empty row. */
export function exportNodes(
  database: Database,
  occasion: Occasion,
  program: Program,
  filter: TaskFilter,
): Promise<Buffer> {
  return transact(database, occasion, async (tx) => {
    const lines = await allTasksIn(tx, taskDay(occasion.now, undefined), program, filter)
    const nodes = await nodesOf(
      tx,
      lines.map(({ id }) => id),
    )
    const places = await departmentNames(tx)
    const rows = lines.flatMap(({ id, policy, task, version, lead }): NodeLine[] => {
      const title = definitionOf(program, policy, task)?.task.title ?? task
      const own = (nodes.get(id) ?? []).map(({ node, title: name, departmentId, plannedOn, actualOn }) => ({
        ...{ task: id, title, version, node, name, department: places.get(departmentId) ?? departmentId },
        ...{ plannedOn, actualOn: actualOn ?? '' },
      }))
      const department = lead === null ? '' : (places.get(lead) ?? lead)
      const empty = { task: id, title, version, name: '', department, plannedOn: '', actualOn: '' }
      return own.length > 0 ? own : [empty]
    })
    return writeNodes(rows)
  })
}

type NodeRow = typeof planTaskNode.$inferSelect

async function nodesOf(tx: Transaction, tasks: readonly number[]): Promise<ReadonlyMap<number, NodeRow[]>> {
  if (tasks.length === 0) return new Map()
  const rows = await tx
    .selectDistinctOn([planTaskNode.taskId, planTaskNode.node])
    .from(planTaskNode)
    .where(inArray(planTaskNode.taskId, [...tasks]))
    .orderBy(planTaskNode.taskId, planTaskNode.node, desc(planTaskNode.actNumber))
  return Map.groupBy(rows, (each) => each.taskId)
}

type Change = { readonly act: TaskAct; readonly node: object; readonly row: number }
type TaskRow = typeof planTask.$inferSelect

/** How many nodes were added, moved and completed. Throws TaskError `wrong_node_workbook` with its cells. */
export async function importNodes(
  database: Database,
  occasion: Occasion,
  bytes: Buffer,
  department?: string,
): Promise<{ readonly nodes: number; readonly tasks: number }> {
  const { lines, faults } = await readNodes(bytes)
  if (faults.length > 0) throw wrong(faults)
  const hash = sha256(bytes)
  return transact(database, occasion, async (tx) => {
    const ids = [...new Set(lines.map(({ task }) => task))]
    const tasks = ids.length === 0 ? [] : await tx.select().from(planTask).where(inArray(planTask.id, ids))
    const known = await nodesOf(tx, ids)
    const idOf = await departmentsByName(tx)
    const today = dayInChina(occasion.now)
    const looked = [...Map.groupBy(lines, ({ task }) => task)].map(([task, own]) => {
      const row = tasks.find(({ id }) => id === task)
      return { row, own, looked: own.map((line) => look(line, row, known.get(task) ?? [], idOf, today)) }
    })
    const found = looked.flatMap((each) => each.looked.flatMap((one) => one.faults))
    if (found.length > 0) throw wrong(found)
    let nodes = 0
    const touched = new Set<number>()
    for (const { row, own, looked: results } of looked) {
      const changes = results.flatMap(({ change }) => (change ? [change] : []))
      if (!row || changes.length === 0) continue
      await apply(tx, row, own, changes, hash, department)
      nodes += changes.length
      touched.add(row.id)
    }
    if (nodes > 0) {
      const content = { nodes, tasks: [...touched], sha256: hash }
      await record(tx, { act: 'task.import-nodes', object: `task-nodes ${touched.size}`, content })
    }
    return { nodes, tasks: touched.size }
  })
}

type Looked = { readonly faults: readonly PlanFault[]; readonly change?: Change }

function look(
  line: ReadLine,
  task: TaskRow | undefined,
  known: readonly NodeRow[],
  idOf: ReadonlyMap<string, string>,
  today: string,
): Looked {
  const { row, node, name, plannedOn, actualOn } = line
  const fault = (column: Parameters<typeof cellOf>[0], message: string): Looked => ({
    faults: [{ path: cellOf(column, row), message }],
  })
  if (!task) return fault('task', '没有这项任务，或您看不到它')
  if (task.version !== line.version)
    return fault('version', `下载以后这项任务被别人办过（现在是版本 ${task.version}），请重新下载`)
  const department = idOf.get(line.department)
  if (department === undefined) return fault('department', `部门表里没有“${line.department}”`)
  if (actualOn !== '' && actualOn > today) return fault('actualOn', '完成日期不能在今天以后')
  if (node === undefined) {
    if (actualOn !== '') return fault('actualOn', '新节点先导入，完成以后再写完成日期')
    if (task.deadline !== null && plannedOn > task.deadline)
      return fault('plannedOn', `不能晚于任务的期限 ${task.deadline}`)
    if (!task.departments.includes(department))
      return fault('department', '承办单位不在这项任务的责任单位之内')
    return { faults: [], change: { act: 'node', node: { title: name, department, plannedOn }, row } }
  }
  const before = known.find((each) => each.node === node)
  if (!before) return fault('node', `这项任务没有节点 ${node}；新节点请把编号留空`)
  if (before.title !== name) return fault('title', '已有节点的名称不能改')
  if (before.departmentId !== department) return fault('department', '已有节点的承办单位不能改')
  if (before.actualOn !== null)
    return before.actualOn === actualOn && before.plannedOn === plannedOn
      ? { faults: [] }
      : fault('actualOn', '这个节点已经完成，不能再改')
  if (before.plannedOn !== plannedOn && actualOn !== '')
    return fault('plannedOn', '一次只能调整日期或写完成日期，请分两次导入')
  if (actualOn !== '') return { faults: [], change: { act: 'node_done', node: { node, actualOn }, row } }
  if (before.plannedOn === plannedOn) return { faults: [] }
  return { faults: [], change: { act: 'replan', node: { node, plannedOn }, row } }
}

async function apply(
  tx: Transaction,
  task: TaskRow,
  own: readonly ReadLine[],
  changes: readonly Change[],
  key: string,
  department: string | undefined,
): Promise<void> {
  let { version } = task
  for (const [kind, some] of Map.groupBy(changes, ({ act }) => act)) {
    // The first nodes of a task that was signed for break it down.
    const act = kind === 'node' && task.step === 'signed' ? 'break_down' : kind
    const said = { text: '按节点表导入', ...(department !== undefined && { department }) }
    try {
      const nodes = some.map((each) => each.node)
      await actWithin(tx, task.id, act, { ...said, key: `${key} ${kind}`, version, nodes })
    } catch (error) {
      if (!(error instanceof TaskError)) throw error
      const row = some[0]?.row ?? own[0]?.row ?? 1
      throw wrong([
        { path: cellOf(kind === 'node_done' ? 'actualOn' : 'plannedOn', row), message: error.message },
      ])
    }
    version++
  }
}

function wrong(faults: readonly PlanFault[]): TaskError {
  return new TaskError('wrong_node_workbook', `表里有 ${faults.length} 处不对，整张表没有导入：`, faults)
}
