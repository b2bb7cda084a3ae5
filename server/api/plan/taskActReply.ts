// An act on a task → what is told of it, with what it settled beyond its words.
import { z } from '@hono/zod-openapi'
import { isTaskAct, STEP_NAMES, TASK_ACTS } from '../../plan/tasks/steps.ts'
import type { TaskActRow } from '../../plan/tasks/taskInFull.ts'
import type { Places } from './taskReply.ts'

type ActOfTask = Omit<TaskActRow, 'person'>

/** Who of the people did it is left to those who may tell. */
export function taskActReply(act: ActOfTask, before: ActOfTask | undefined, places: Places) {
  const { number, text, system, departmentId, sample, step, recordedAt } = act
  return {
    ...{ number, act: act.act, name: isTaskAct(act.act) ? TASK_ACTS[act.act].name : act.act },
    ...{ step: STEP_NAMES[step], text, system, sample, at: recordedAt.toISOString() },
    department: departmentId === null ? null : (places.get(departmentId) ?? departmentId),
    detail: detailOf(act, before, places),
  }
}

const LEVELS = { department: '提示责任单位', leader: '报分管领导' } as const

/** What the act settled, beyond what was said. */
function detailOf(act: ActOfTask, before: ActOfTask | undefined, places: Places): string[] {
  const nameOf = (place: string | null): string => (place === null ? '' : (places.get(place) ?? place))
  const added = act.departments.filter((each) => !before?.departments.includes(each))
  const details = [
    act.act === 'assign' && `牵头单位：${nameOf(act.leadDepartment)}`,
    act.act === 'own' && `新增责任单位：${added.map(nameOf).join('、')}`,
    act.act === 'set_deadline' && `期限：${act.deadline}`,
    act.level !== null && LEVELS[act.level],
    act.workingDaysLate !== null && `逾期 ${act.workingDaysLate} 个工作日`,
  ]
  return [...details.filter((each) => each !== false), ...nodeDetails(act, nameOf)]
}

function nodeDetails(act: ActOfTask, nameOf: (place: string) => string): string[] {
  if (!Array.isArray(act.nodes)) return []
  const schema = z.object({
    ...{ node: z.int().optional(), title: z.string().optional(), department: z.string().optional() },
    ...{ plannedOn: z.string().optional(), actualOn: z.string().optional() },
  })
  return act.nodes.flatMap((each) => {
    const { success, data } = schema.safeParse(each)
    if (!success) return []
    if (data.actualOn) return [`节点 ${data.node} 于 ${data.actualOn} 完成`]
    if (data.node !== undefined) return [`节点 ${data.node} 调整到 ${data.plannedOn}`]
    return [`节点：${data.title}（${nameOf(data.department ?? '')}，${data.plannedOn}）`]
  })
}
