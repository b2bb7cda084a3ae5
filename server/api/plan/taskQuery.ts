// What a list of tasks is asked for, shared by the list, its sums, its export and its papers.
import { z } from '@hono/zod-openapi'
import { TASK_STEPS } from '../../db/tables.ts'
import { LAMPS } from '../../plan/tasks/lamp.ts'
import type { TaskFilter, TaskPlace } from '../../plan/tasks/listTasks.ts'
import { day, line } from '../fields.ts'

export const taskQuery = {
  lamp: z.enum(LAMPS, `灯只有 ${LAMPS.join('、')}`).optional(),
  department: line('部门编号', 80).optional().openapi({ description: '责任单位之一' }),
  lead: line('部门编号', 80).optional().openapi({ description: '牵头单位；none 为还没有定' }),
  policy: line('文件编号', 80).optional(),
  step: z.enum(TASK_STEPS, '没有这个环节').optional(),
  district: line('区县', 40).optional(),
  text: line('查找内容', 100).optional().openapi({ description: '任务名称或条文里的字' }),
  asked: z.enum(['1'], '只能写 1').optional().openapi({ description: '只看等待答复的请示' }),
  at: day('日期').optional().openapi({ description: '那一天的情况，按当时所知；不写为今天' }),
}

type TaskQuery = z.infer<z.ZodObject<typeof taskQuery>>

export function taskFilterOf({ asked, ...query }: TaskQuery): TaskFilter {
  const said = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined))
  return { ...said, ...(asked !== undefined && { asked: true }) }
}

export const taskPageQuery = {
  after: z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2}|none)~\d{1,15}$/, 'after 应取自上一页的 next')
    .optional(),
  size: z.coerce.number().int().min(1, '每页至少一项').max(200, '每页最多 200 项').default(50),
}

/** `after` as a page's `next` has it. */
export function taskPageOf(after: string | undefined, size: number): { size: number; after?: TaskPlace } {
  if (after === undefined) return { size }
  const [nextOn = '', id] = after.split('~')
  return { size, after: { nextOn: nextOn === 'none' ? null : nextOn, id: Number(id) } }
}
